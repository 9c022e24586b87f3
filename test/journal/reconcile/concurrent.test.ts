/** The reconciler, if several lost writes may have caused the same effect: it assigns an effect only if one write explains it. */
import { describe, expect, test } from 'vitest';
import { concurrentWritesOf } from '../../../src/journal/reconcile/concurrent.ts';
import { AddInvoicePayment } from '../../../src/whmcs/commands/invoices.ts';
import { AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { ModuleSuspend } from '../../../src/whmcs/commands/services.ts';
import { SendEmail } from '../../../src/whmcs/commands/emails.ts';
import { asking } from '../../whmcs/rig.ts';
import { claimOf } from '../support.ts';
import { setUp } from '../rig.ts';
import { ways } from '../late-reads.ts';
import { MINUTE, order, pass, started, suspend } from './support.ts';

describe.each(ways)('a journal that %s', (_name, reads) => {
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
});
