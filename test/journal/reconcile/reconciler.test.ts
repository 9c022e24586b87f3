/** The reconciler: it determines unknown outcomes in the background, by reads alone, and only when they are certain. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Journal } from '../../../src/journal/journal.ts';
import { concurrentWritesOf } from '../../../src/journal/reconcile/concurrent.ts';
import type { Reconciler } from '../../../src/journal/reconcile/reconciler.ts';
import { isNotApplied } from '../../../src/journal/reconcile/not-applied.ts';
import { AddInvoicePayment } from '../../../src/whmcs/commands/invoices.ts';
import { AcceptOrder, AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { ModuleCreate, ModuleSuspend } from '../../../src/whmcs/commands/services.ts';
import { SendEmail } from '../../../src/whmcs/commands/emails.ts';
import { asking } from '../../whmcs/rig.ts';
import { claimOf } from '../support.ts';
import { setUp, FOR_MS, QUIET_MS, type Setup } from '../rig.ts';
import { ways } from '../late-reads.ts';

const MINUTE = 60_000;
const order = { clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] };
const suspend = { serviceid: 3 };

function started({ start }: Setup): Reconciler {
  const reconciling = start();
  onTestFinished(() => reconciling.close());
  return reconciling;
}

/** Advances the clock in steps, with a round after each. */
async function pass({ clock }: Setup, reconciling: Reconciler, ms: number, step = MINUTE): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    clock.now += step;
    await reconciling.round();
  }
}

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

  test('knows the order of two writes if the wall clock was set back between them', async () => {
    const setup = await setUp(reads);
    const first = await setup.lose(ModuleSuspend, suspend, 'reset-before');
    setup.clock.now += MINUTE;
    setup.clock.ahead = -5 * 60 * MINUTE;
    const second = await setup.lose(ModuleSuspend, { serviceid: 4 }, 'reset-before');
    const [step, later] = [(await setup.entryOf(first))?.steps[0], (await setup.entryOf(second))?.steps[0]];
    expect(step && (await concurrentWritesOf(setup.journal, first, step))).toMatchObject({
      earlier: [],
      later: [{ command: 'ModuleSuspend' }],
    });
    expect(later && (await concurrentWritesOf(setup.journal, second, later))).toMatchObject({
      earlier: [{}],
      later: [],
    });
  });

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

  test('does not assign one new order to two lost orders of a client', async () => {
    const setup = await setUp(reads);
    const first = await setup.lose(AddOrder, order, 'reset-before');
    const second = await setup.lose(AddOrder, order, 'reset-after');
    await pass(setup, started(setup), 60 * MINUTE);
    // Either may have created it.
    expect([(await setup.entryOf(first))?.state, (await setup.entryOf(second))?.state]).toEqual(['unknown', 'unknown']);
  });

  test('assigns two new orders to two lost orders in their order', async () => {
    const setup = await setUp(reads);
    const first = await setup.lose(AddOrder, order, 'reset-after');
    const reconciling = started(setup);
    await reconciling.round();
    const second = await setup.lose(AddOrder, order, 'reset-after');
    setup.clock.now += MINUTE;
    await reconciling.round();
    const entries = await Promise.all([first, second].map((id) => setup.entryOf(id)));
    const made = entries.map((entry) => entry?.steps[0]?.ids);
    const numbers = setup.simulator.world.orders
      .of(1)
      .map((each) => each.id)
      .toSorted((a, b) => a - b)
      .slice(-2);
    expect(made).toMatchObject(numbers.map((orderid) => ({ orderid })));
  });

  test.each([
    ['the same client', 1, 'unknown'],
    ['another client', 2, 'done'],
  ])('an order without evidence for %s may have created the new order', async (_, owner, state) => {
    const setup = await setUp(reads);
    const first = await setup.lose(AddOrder, order, 'reset-before');
    const { entry } = await setup.journal.claim({ ...claimOf(null), mutation: 'orderAdd' });
    await setup.journal.sending(entry.id, { command: AddOrder.name, owner, subject: null, evidence: null });
    await setup.journal.end(entry.id, { state: 'unknown' });
    await setup.client.call(AddOrder, order, asking());
    await pass(setup, started(setup), 60 * MINUTE);
    expect([(await setup.entryOf(first))?.state, (await setup.entryOf(entry.id))?.state]).toEqual([state, 'unknown']);
  });

  test.each([
    ['a command without evidence', ModuleSuspend.name, 'unknown'],
    ['mail, which never has evidence', SendEmail.name, 'done'],
  ])('judges a status that is reached after %s', async (_, command, state) => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, suspend, 'reset-before');
    setup.clock.now += 1_000;
    const { entry } = await setup.journal.claim(claimOf(null));
    await setup.journal.sending(entry.id, { command, owner: 1, subject: null, evidence: null });
    await setup.journal.end(entry.id, { state: 'unknown' });
    await setup.client.call(ModuleSuspend, suspend, asking());
    await pass(setup, started(setup), 60 * MINUTE);
    expect((await setup.entryOf(id))?.state).toBe(state);
  });

  test('tells two lost payments with the same reference apart', async () => {
    const setup = await setUp(reads);
    const invoice = setup.simulator.world.invoices.find(({ status }) => status === 'Unpaid');
    const paid = { invoiceid: invoice?.id ?? 0, transid: 'ch_1', gateway: 'paypal', date: '2026-01-31 10:00:00' };
    const first = await setup.lose(AddInvoicePayment, { ...paid, amount: '1.00' }, 'reset-after');
    const second = await setup.lose(AddInvoicePayment, { ...paid, amount: '1.00' }, 'reset-before');
    await pass(setup, started(setup), 60 * MINUTE);
    expect(await setup.entryOf(first)).toMatchObject({ state: 'done', knownBy: 'reading' });
    expect(await setup.entryOf(second)).toMatchObject({ state: 'refused', knownBy: 'reading' });
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
