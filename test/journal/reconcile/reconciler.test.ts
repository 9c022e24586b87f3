/** The reconciler: it determines unknown outcomes in the background, by reads alone, and only when they are certain. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Journal } from '../../../src/journal/journal.ts';
import { isNotApplied } from '../../../src/journal/reconcile/not-applied.ts';
import { AcceptOrder, AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { ModuleCreate, ModuleSuspend } from '../../../src/whmcs/commands/services.ts';
import { SendEmail } from '../../../src/whmcs/commands/emails.ts';
import { setUp, FOR_MS, QUIET_MS, type Setup } from '../rig.ts';
import { ways } from '../late-reads.ts';
import { MINUTE, order, pass, started, suspend } from './support.ts';

describe.each(ways)('a journal that %s', (_name, reads) => {
  test('records an effect that a read proves at once', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, suspend, 'reset-after');
    await started(setup).round();
    expect(await setup.entryOf(id)).toMatchObject({
      state: 'done',
      knownBy: 'reading',
      steps: [{ ids: { serviceid: 3 } }],
    });
    expect(setup.writes()).toBe(1);
  });

  test('marks an effect that one new record shows as inferred', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(AddOrder, order, 'html-500-after');
    await started(setup).round();
    const orders = setup.simulator.world.orders.of(1).map((each) => each.id);
    expect(await setup.entryOf(id)).toMatchObject({
      state: 'done',
      knownBy: 'inference',
      steps: [{ ids: { orderid: Math.max(...orders) } }],
    });
  });

  test('records "not applied" only after the quiet time and two agreeing reads', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, suspend, 'reset-before');
    const reconciling = started(setup);
    await pass(setup, reconciling, QUIET_MS);
    expect((await setup.entryOf(id))?.state).toBe('unknown');
    setup.clock.now += 9_000;
    await reconciling.round();
    expect((await setup.entryOf(id))?.state).toBe('unknown');
    setup.clock.now += MINUTE;
    await reconciling.round();
    const entry = await setup.entryOf(id);
    expect(entry).toMatchObject({ state: 'refused', knownBy: 'reading' });
    expect(entry && isNotApplied(entry)).toBe(true);
    expect(setup.writes()).toBe(1);
  });

  test.each([-60 * MINUTE, 24 * 60 * MINUTE])(
    'keeps the quiet time if the wall clock is set by %i ms',
    async (ahead) => {
      const setup = await setUp(reads);
      const id = await setup.lose(ModuleSuspend, suspend, 'reset-before');
      const reconciling = started(setup);
      await reconciling.round();
      setup.clock.ahead = ahead;
      await pass(setup, reconciling, QUIET_MS);
      expect((await setup.entryOf(id))?.state).toBe('unknown');
      await pass(setup, reconciling, MINUTE);
      expect(await setup.entryOf(id)).toMatchObject({ state: 'refused', knownBy: 'reading' });
    },
  );

  test('records "not applied" if WHMCS refused every step and the process ended before it recorded that', async () => {
    const setup = await setUp(reads);
    const id = await setup.claim(ModuleCreate, suspend);
    await setup.journal.sent(id, 'refused');
    await setup.journal.end(id, { state: 'unknown' });
    await pass(setup, started(setup), QUIET_MS + MINUTE);
    const entry = await setup.entryOf(id);
    expect(entry).toMatchObject({ state: 'refused', knownBy: 'reading', steps: [{ state: 'refused' }] });
    expect(entry && isNotApplied(entry)).toBe(true);
    expect(setup.writes()).toBe(0);
  });

  test('finds an effect that comes late, after one read without it', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, suspend, 'reset-before');
    const reconciling = started(setup);
    await pass(setup, reconciling, QUIET_MS);
    const service = setup.simulator.world.services.get(3);
    if (service) service.status = 'Suspended';
    await pass(setup, reconciling, 20 * MINUTE);
    expect(await setup.entryOf(id)).toMatchObject({ state: 'done', knownBy: 'reading' });
  });

  test.each([
    ['ModuleCreate', ModuleCreate, () => suspend],
    ['AcceptOrder', AcceptOrder, ({ simulator }: Setup) => ({ orderid: pendingOrder(simulator.world) })],
  ] as const)('never records "not applied" for %s', async (_, command, params) => {
    const setup = await setUp(reads);
    const service = setup.simulator.world.services.get(3);
    if (service) service.status = 'Pending';
    const input = params(setup);
    const id =
      'orderid' in input
        ? await setup.lose(AcceptOrder, input, 'reset-before')
        : await setup.lose(ModuleCreate, input, 'reset-before');
    expect(command.repeat).not.toBe('none');
    await pass(setup, started(setup), 3 * 60 * MINUTE);
    expect((await setup.entryOf(id))?.state).toBe('unknown');
  });

  const pendingOrder = (world: Setup['simulator']['world']): number =>
    world.orders.find(({ status, lines }) => status === 'Pending' && lines.length > 0)?.id ?? expect.fail('no order');

  test('leaves mail unknown, and does not read for it', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(SendEmail, { id: 1, messagename: 'Welcome' }, 'reset-after');
    setup.simulator.calls.reset();
    await pass(setup, started(setup), 60 * MINUTE);
    expect((await setup.entryOf(id))?.state).toBe('unknown');
    expect(setup.simulator.calls.entries).toEqual([]);
  });

  test('keeps an outcome that staff record while the journal answers, and reports nothing', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, suspend, 'reset-after');
    const report = vi.fn<(...line: unknown[]) => void>();
    const refusal = { name: 'x', message: 'x', details: null };
    const journal: Journal = {
      ...setup.journal,
      async at(asked) {
        const entry = await setup.journal.at(asked);
        await setup.journal.end(asked, { state: 'refused', refusal, knownBy: 'staff' });
        return entry;
      },
    };
    const reconciling = setup.start({ journal, report });
    onTestFinished(() => reconciling.close());
    await reconciling.round();
    expect(await setup.entryOf(id)).toMatchObject({
      state: 'refused',
      knownBy: 'staff',
      steps: [{ state: 'refused', ids: null }],
    });
    expect(report).not.toHaveBeenCalled();
  });

  test('continues from the journal in a new process', async () => {
    const setup = await setUp(reads);
    const lost = await setup.lose(ModuleSuspend, suspend, 'reset-before');
    const first = started(setup);
    await first.round();
    await first.close();
    setup.clock.now += QUIET_MS;
    const second = started(setup);
    await second.round();
    expect((await setup.entryOf(lost))?.state).toBe('unknown');
    setup.clock.now += 10_000;
    await second.round();
    expect((await setup.entryOf(lost))?.state).toBe('refused');
    expect(setup.writes()).toBe(1);
  });

  test('reconciles a command that was being sent when the process ended', async () => {
    const setup = await setUp(reads);
    const id = await setup.claim(ModuleSuspend, suspend);
    // The state after the journal is opened again.
    await setup.journal.end(id, { state: 'unknown' });
    await setup.client.call(ModuleSuspend, suspend, {
      signal: new AbortController().signal,
      meter: { called() {}, unsent() {} },
    });
    await started(setup).round();
    expect(await setup.entryOf(id)).toMatchObject({ state: 'done', knownBy: 'reading' });
  });

  test('reads less and less often, and not any more after the configured time', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleCreate, suspend, 'reset-before');
    setup.simulator.calls.reset();
    setup.simulator.fail({ action: 'GetClientsProducts', kind: 'json-error', message: 'Not now', times: 1 });
    const reconciling = started(setup);
    await pass(setup, reconciling, 60 * MINUTE, 5_000);
    const inAnHour = setup.simulator.calls.entries.length;
    expect(inAnHour).toBeGreaterThan(5);
    expect(inAnHour).toBeLessThan(16);
    setup.clock.now += FOR_MS;
    await pass(setup, reconciling, 60 * MINUTE);
    expect(setup.simulator.calls.entries).toHaveLength(inAnHour);
    expect((await setup.entryOf(id))?.state).toBe('unknown');
  });

  test('reads nothing after it is closed', async () => {
    const setup = await setUp(reads);
    await setup.lose(ModuleSuspend, suspend, 'reset-after');
    setup.simulator.calls.reset();
    const reconciling = setup.start();
    await reconciling.close();
    await reconciling.round();
    expect(setup.simulator.calls.entries).toEqual([]);
  });

  test('leaves a half-done operation of several commands unknown, and records a complete one as done', async () => {
    const setup = await setUp(reads);
    const step = (command: string) => ({ command, owner: 1, subject: null, evidence: null });
    const halves = await setup.claim(ModuleSuspend, suspend);
    const wholes = await setup.claim(ModuleSuspend, suspend);
    for (const id of [halves, wholes]) await setup.journal.sent(id, 'done', { serviceid: 3 });
    await setup.journal.sending(halves, step('SendEmail'));
    await setup.journal.sent(halves, 'unknown');
    await setup.journal.sending(wholes, step('SendEmail'));
    await setup.journal.sent(wholes, 'refused');
    for (const id of [halves, wholes]) await setup.journal.end(id, { state: 'unknown' });
    await pass(setup, started(setup), 60 * MINUTE);
    expect((await setup.entryOf(halves))?.state).toBe('unknown');
    expect(await setup.entryOf(wholes)).toMatchObject({ state: 'done', steps: [{ ids: { serviceid: 3 } }, {}] });
  });
});
