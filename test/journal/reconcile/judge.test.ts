/** What reading tells of one step, while others go on. */
import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/journal/reconcile/judge.ts';
import type { Params, WriteCommand } from '../../../src/whmcs/command.ts';
import { UpdateClient } from '../../../src/whmcs/commands/clients.ts';
import { AddInvoicePayment } from '../../../src/whmcs/commands/invoices.ts';
import { AcceptOrder, AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { ModuleSuspend, ModuleUnsuspend } from '../../../src/whmcs/commands/services.ts';
import type { FreshRead, Verdict } from '../../../src/whmcs/reconcile/rule.ts';
import { asking } from '../../whmcs/rig.ts';
import { desk, type Desk } from '../rig.ts';
import { reads } from '../late-reads.ts';

/** A command that can be lost, and told of by reading. */
interface Case {
  /** One that never came is lost. */
  lose(at: Desk): Promise<string>;
  /** Another operation is about to send the same. */
  claim(at: Desk): Promise<string>;
  /** It comes about. */
  send(at: Desk): Promise<unknown>;
}

function caseOf<C extends WriteCommand>(command: C, params: (at: Desk) => Params<C>): Case {
  let asked: Params<C> | undefined;
  return {
    lose: (at) => at.lose(command, (asked = params(at)), 'reset-before'),
    claim: (at) => at.claim(command, asked ?? params(at)),
    send: (at) => at.client.call(command, asked ?? params(at), asking()),
  };
}

async function verdictOf(at: Desk, id: string, look: FreshRead = at.look): Promise<Verdict> {
  const step = (await at.entry(id))?.steps[0] ?? expect.fail('nothing was sent');
  return judge(at.journal, id, step, look);
}

const pendingOrder = ({ simulator }: Desk): number =>
  simulator.world.orders.find(({ status, lines }) => status === 'Pending' && lines.length > 0)?.id ??
  expect.fail('no order');
const openInvoice = ({ simulator }: Desk): number =>
  simulator.world.invoices.find(({ status }) => status === 'Unpaid')?.id ?? expect.fail('no invoice');
const payment = { transid: 'T-1', gateway: 'paypal', date: '2026-01-31 00:00:00', amount: '1.00' };

const cases = [
  ['ModuleSuspend', caseOf(ModuleSuspend, () => ({ serviceid: 3 }))],
  ['UpdateClient', caseOf(UpdateClient, () => ({ clientid: 1, firstname: 'Zoë' }))],
  ['AddOrder', caseOf(AddOrder, () => ({ clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] }))],
  ['AcceptOrder', caseOf(AcceptOrder, (at) => ({ orderid: pendingOrder(at), autosetup: false, sendregistrar: false }))],
  ['AddInvoicePayment', caseOf(AddInvoicePayment, (at) => ({ invoiceid: openInvoice(at), ...payment }))],
] as const;

describe.each(reads)('a journal that %s', (_reads, read) => {
  test.each(cases)('%s that never came is not told from what another sends while one looks', async (_, it) => {
    const at = await desk(read);
    const id = await it.lose(at);
    expect(await verdictOf(at, id)).toEqual({ is: 'absent' });
    let isLate = false;
    const look: FreshRead = async (about, how) => {
      if (!isLate) {
        isLate = true;
        at.clock.now += 1;
        await it.claim(at);
        await it.send(at);
      }
      return at.look(about, how);
    };
    expect(await verdictOf(at, id, look)).toEqual({ is: 'unclear' });
  });

  test.each(cases)(
    '%s that never came is not told from an earlier one at which PHP was still at work',
    async (_, it) => {
      const at = await desk(read);
      const earlier = await it.lose(at);
      at.clock.now += 1_000;
      const id = await it.lose(at);
      expect(await verdictOf(at, id)).toEqual({ is: 'absent' });
      await it.send(at);
      expect(await verdictOf(at, id)).toEqual({ is: 'unclear' });
      expect(await verdictOf(at, earlier)).toEqual({ is: 'unclear' });
    },
  );

  test('an earlier one with another aim is in nobody’s way', async () => {
    const at = await desk(read);
    await at.lose(ModuleUnsuspend, { serviceid: 3 }, 'reset-before');
    at.clock.now += 1_000;
    const id = await at.lose(ModuleSuspend, { serviceid: 3 }, 'reset-after');
    expect(await verdictOf(at, id)).toEqual({ is: 'applied', ids: { serviceid: 3 } });
  });
});
