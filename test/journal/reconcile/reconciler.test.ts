/** What becomes of operations of unknown outcome in the background: by reading alone, and never sooner than it is certain. */
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
import { desk, FOR_MS, QUIET_MS, type Desk } from '../rig.ts';
import { reads } from '../late-reads.ts';

const MINUTE = 60_000;
const order = { clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] };
const suspend = { serviceid: 3 };

function started({ start }: Desk): Reconciler {
  const reconciling = start();
  onTestFinished(() => reconciling.close());
  return reconciling;
}

/** Lets time pass in steps, with a round after each. */
async function pass({ clock }: Desk, reconciling: Reconciler, ms: number, step = MINUTE): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    clock.now += step;
    await reconciling.round();
  }
}

describe.each(reads)('a journal that %s', (_reads, read) => {
  test('what a read proves is told at once', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, suspend, 'reset-after');
    await started(at).round();
    expect(await at.entry(id)).toMatchObject({ state: 'done', knownBy: 'reading', steps: [{ ids: { serviceid: 3 } }] });
    expect(at.writes()).toBe(1);
  });

  test('what is told by one new thing is marked as inferred', async () => {
    const at = await desk(read);
    const id = await at.lose(AddOrder, order, 'html-500-after');
    await started(at).round();
    const made = at.simulator.world.orders.of(1).map((each) => each.id);
    expect(await at.entry(id)).toMatchObject({
      state: 'done',
      knownBy: 'inference',
      steps: [{ ids: { orderid: Math.max(...made) } }],
    });
  });

  test('nothing counts as not applied before the quiet time and two agreeing reads', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, suspend, 'reset-before');
    const reconciling = started(at);
    await pass(at, reconciling, QUIET_MS);
    expect((await at.entry(id))?.state).toBe('unknown');
    at.clock.now += 9_000;
    await reconciling.round();
    expect((await at.entry(id))?.state).toBe('unknown');
    at.clock.now += MINUTE;
    await reconciling.round();
    const entry = await at.entry(id);
    expect(entry).toMatchObject({ state: 'refused', knownBy: 'reading' });
    expect(entry && isNotApplied(entry)).toBe(true);
    expect(at.writes()).toBe(1);
  });

  test.each([-60 * MINUTE, 24 * 60 * MINUTE])(
    'the wall clock is set by %i ms, and the quiet time stays as long as it is',
    async (ahead) => {
      const at = await desk(read);
      const id = await at.lose(ModuleSuspend, suspend, 'reset-before');
      const reconciling = started(at);
      await reconciling.round();
      at.clock.ahead = ahead;
      await pass(at, reconciling, QUIET_MS);
      expect((await at.entry(id))?.state).toBe('unknown');
      await pass(at, reconciling, MINUTE);
      expect(await at.entry(id)).toMatchObject({ state: 'refused', knownBy: 'reading' });
    },
  );

  test('a later write stands later, also where the wall clock was set back in between', async () => {
    const at = await desk(read);
    const first = await at.lose(ModuleSuspend, suspend, 'reset-before');
    at.clock.now += MINUTE;
    at.clock.ahead = -5 * 60 * MINUTE;
    const second = await at.lose(ModuleSuspend, { serviceid: 4 }, 'reset-before');
    const [step, later] = [(await at.entry(first))?.steps[0], (await at.entry(second))?.steps[0]];
    expect(step && (await concurrentWritesOf(at.journal, first, step))).toMatchObject({
      earlier: [],
      later: [{ command: 'ModuleSuspend' }],
    });
    expect(later && (await concurrentWritesOf(at.journal, second, later))).toMatchObject({ earlier: [{}], later: [] });
  });

  test('what was refused, and had not been written down as such when the process ended, has not happened', async () => {
    const at = await desk(read);
    const id = await at.claim(ModuleCreate, suspend);
    await at.journal.sent(id, 'refused');
    await at.journal.end(id, { state: 'unknown' });
    await pass(at, started(at), QUIET_MS + MINUTE);
    const entry = await at.entry(id);
    expect(entry).toMatchObject({ state: 'refused', knownBy: 'reading', steps: [{ state: 'refused' }] });
    expect(entry && isNotApplied(entry)).toBe(true);
    expect(at.writes()).toBe(0);
  });

  test('what comes late is found, also where it was absent after the quiet time', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, suspend, 'reset-before');
    const reconciling = started(at);
    await pass(at, reconciling, QUIET_MS);
    const service = at.simulator.world.services.get(3);
    if (service) service.status = 'Suspended';
    await pass(at, reconciling, 20 * MINUTE);
    expect(await at.entry(id)).toMatchObject({ state: 'done', knownBy: 'reading' });
  });

  test.each([
    ['ModuleCreate', ModuleCreate, () => suspend],
    ['AcceptOrder', AcceptOrder, ({ simulator }: Desk) => ({ orderid: pendingOrder(simulator.world) })],
  ] as const)('%s is never told not to have happened', async (_, command, params) => {
    const at = await desk(read);
    const service = at.simulator.world.services.get(3);
    if (service) service.status = 'Pending';
    const asked = params(at);
    const id =
      'orderid' in asked
        ? await at.lose(AcceptOrder, asked, 'reset-before')
        : await at.lose(ModuleCreate, asked, 'reset-before');
    expect(command.repeat).not.toBe('none');
    await pass(at, started(at), 3 * 60 * MINUTE);
    expect((await at.entry(id))?.state).toBe('unknown');
  });

  const pendingOrder = (world: Desk['simulator']['world']): number =>
    world.orders.find(({ status, lines }) => status === 'Pending' && lines.length > 0)?.id ?? expect.fail('no order');

  test('mail stays unknown, and nothing is asked about it', async () => {
    const at = await desk(read);
    const id = await at.lose(SendEmail, { id: 1, messagename: 'Welcome' }, 'reset-after');
    at.simulator.calls.reset();
    await pass(at, started(at), 60 * MINUTE);
    expect((await at.entry(id))?.state).toBe('unknown');
    expect(at.simulator.calls.entries).toEqual([]);
  });

  test('two lost orders of one client do not both claim the same new one', async () => {
    const at = await desk(read);
    const first = await at.lose(AddOrder, order, 'reset-before');
    const second = await at.lose(AddOrder, order, 'reset-after');
    await pass(at, started(at), 60 * MINUTE);
    // Either may have made it.
    expect([(await at.entry(first))?.state, (await at.entry(second))?.state]).toEqual(['unknown', 'unknown']);
  });

  test('of two lost orders of which both came none is told to have made the other one', async () => {
    const at = await desk(read);
    const first = await at.lose(AddOrder, order, 'reset-after');
    const reconciling = started(at);
    await reconciling.round();
    const second = await at.lose(AddOrder, order, 'reset-after');
    at.clock.now += MINUTE;
    await reconciling.round();
    const entries = await Promise.all([first, second].map((id) => at.entry(id)));
    const made = entries.map((entry) => entry?.steps[0]?.ids);
    const numbers = at.simulator.world.orders
      .of(1)
      .map((each) => each.id)
      .toSorted((a, b) => a - b)
      .slice(-2);
    expect(made).toMatchObject(numbers.map((orderid) => ({ orderid })));
  });

  test.each([
    ['its client', 1, 'unknown'],
    ['another client', 2, 'done'],
  ])('an order of %s of which nothing could be noted may have made what is found', async (_, owner, state) => {
    const at = await desk(read);
    const first = await at.lose(AddOrder, order, 'reset-before');
    const { entry } = await at.journal.claim({ ...claimOf(null), mutation: 'orderAdd' });
    await at.journal.sending(entry.id, { command: AddOrder.name, owner, subject: null, evidence: null });
    await at.journal.end(entry.id, { state: 'unknown' });
    await at.client.call(AddOrder, order, asking());
    await pass(at, started(at), 60 * MINUTE);
    expect([(await at.entry(first))?.state, (await at.entry(entry.id))?.state]).toEqual([state, 'unknown']);
  });

  test.each([
    ['a command of which nothing could be noted', ModuleSuspend.name, 'unknown'],
    ['mail, of which nothing ever is', SendEmail.name, 'done'],
  ])('a status that is reached after %s', async (_, command, state) => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, suspend, 'reset-before');
    at.clock.now += 1_000;
    const { entry } = await at.journal.claim(claimOf(null));
    await at.journal.sending(entry.id, { command, owner: 1, subject: null, evidence: null });
    await at.journal.end(entry.id, { state: 'unknown' });
    await at.client.call(ModuleSuspend, suspend, asking());
    await pass(at, started(at), 60 * MINUTE);
    expect((await at.entry(id))?.state).toBe(state);
  });

  test('of two lost payments with the same reference each is told of its own', async () => {
    const at = await desk(read);
    const invoice = at.simulator.world.invoices.find(({ status }) => status === 'Unpaid');
    const paid = { invoiceid: invoice?.id ?? 0, transid: 'ch_1', gateway: 'paypal', date: '2026-01-31 10:00:00' };
    const first = await at.lose(AddInvoicePayment, { ...paid, amount: '1.00' }, 'reset-after');
    const second = await at.lose(AddInvoicePayment, { ...paid, amount: '1.00' }, 'reset-before');
    await pass(at, started(at), 60 * MINUTE);
    expect(await at.entry(first)).toMatchObject({ state: 'done', knownBy: 'reading' });
    expect(await at.entry(second)).toMatchObject({ state: 'refused', knownBy: 'reading' });
  });

  test('an outcome that staff record while the journal answers stays as it is, and nothing else is reported', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, suspend, 'reset-after');
    const report = vi.fn<(...line: unknown[]) => void>();
    const refusal = { name: 'x', message: 'x', details: null };
    const journal: Journal = {
      ...at.journal,
      async at(asked) {
        const entry = await at.journal.at(asked);
        await at.journal.end(asked, { state: 'refused', refusal, knownBy: 'staff' });
        return entry;
      },
    };
    const reconciling = at.start({ journal, report });
    onTestFinished(() => reconciling.close());
    await reconciling.round();
    expect(await at.entry(id)).toMatchObject({
      state: 'refused',
      knownBy: 'staff',
      steps: [{ state: 'refused', ids: null }],
    });
    expect(report).not.toHaveBeenCalled();
  });

  test('a new process goes on from the journal', async () => {
    const at = await desk(read);
    const lost = await at.lose(ModuleSuspend, suspend, 'reset-before');
    const first = started(at);
    await first.round();
    await first.close();
    at.clock.now += QUIET_MS;
    const second = started(at);
    await second.round();
    expect((await at.entry(lost))?.state).toBe('unknown');
    at.clock.now += 10_000;
    await second.round();
    expect((await at.entry(lost))?.state).toBe('refused');
    expect(at.writes()).toBe(1);
  });

  test('what was about to leave when the process ended is looked for', async () => {
    const at = await desk(read);
    const id = await at.claim(ModuleSuspend, suspend);
    // So the journal opens again.
    await at.journal.end(id, { state: 'unknown' });
    await at.client.call(ModuleSuspend, suspend, {
      signal: new AbortController().signal,
      meter: { called() {}, unsent() {} },
    });
    await started(at).round();
    expect(await at.entry(id)).toMatchObject({ state: 'done', knownBy: 'reading' });
  });

  test('looks become rare, end with a WHMCS that is down, and end for good', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleCreate, suspend, 'reset-before');
    at.simulator.calls.reset();
    at.simulator.fail({ action: 'GetClientsProducts', kind: 'json-error', message: 'Not now', times: 1 });
    const reconciling = started(at);
    await pass(at, reconciling, 60 * MINUTE, 5_000);
    const inAnHour = at.simulator.calls.entries.length;
    expect(inAnHour).toBeGreaterThan(5);
    expect(inAnHour).toBeLessThan(16);
    at.clock.now += FOR_MS;
    await pass(at, reconciling, 60 * MINUTE);
    expect(at.simulator.calls.entries).toHaveLength(inAnHour);
    expect((await at.entry(id))?.state).toBe('unknown');
  });

  test('after it is closed nothing is asked', async () => {
    const at = await desk(read);
    await at.lose(ModuleSuspend, suspend, 'reset-after');
    at.simulator.calls.reset();
    const reconciling = at.start();
    await reconciling.close();
    await reconciling.round();
    expect(at.simulator.calls.entries).toEqual([]);
  });

  test('of several commands what is half done stays unknown, and what is wholly done is done', async () => {
    const at = await desk(read);
    const step = (command: string) => ({ command, owner: 1, subject: null, evidence: null });
    const halves = await at.claim(ModuleSuspend, suspend);
    const wholes = await at.claim(ModuleSuspend, suspend);
    for (const id of [halves, wholes]) await at.journal.sent(id, 'done', { serviceid: 3 });
    await at.journal.sending(halves, step('SendEmail'));
    await at.journal.sent(halves, 'unknown');
    await at.journal.sending(wholes, step('SendEmail'));
    await at.journal.sent(wholes, 'refused');
    for (const id of [halves, wholes]) await at.journal.end(id, { state: 'unknown' });
    await pass(at, started(at), 60 * MINUTE);
    expect((await at.entry(halves))?.state).toBe('unknown');
    expect(await at.entry(wholes)).toMatchObject({ state: 'done', steps: [{ ids: { serviceid: 3 } }, {}] });
  });
});
