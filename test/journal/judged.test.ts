/** What reading tells of one step, while others go on. */
import { expect, test } from 'vitest';
import { judged } from '../../src/journal/judged.ts';
import type { Params, WriteCommand } from '../../src/whmcs/command.ts';
import { UpdateClient } from '../../src/whmcs/commands/clients.ts';
import { AddInvoicePayment } from '../../src/whmcs/commands/invoices.ts';
import { AcceptOrder, AddOrder } from '../../src/whmcs/commands/orders.ts';
import { ModuleSuspend } from '../../src/whmcs/commands/services.ts';
import type { Look } from '../../src/whmcs/recognition.ts';
import { asking } from '../whmcs/rig.ts';
import { desk, type Desk } from './rig.ts';

interface Case<C extends WriteCommand> {
  readonly command: C;
  readonly params: (at: Desk) => Params<C>;
}

const told =
  <C extends WriteCommand>(command: C, params: Case<C>['params']) =>
  async (): Promise<unknown[]> => {
    const at = await desk();
    const asked = params(at);
    const id = await at.lose(command, asked, 'reset-before');
    const [step] = at.entry(id)?.steps ?? [];
    if (!step) return expect.fail('nothing was sent');
    let isFirst = true;
    const lookMeanwhile: Look = async (about, how) => {
      if (isFirst) {
        isFirst = false;
        at.clock.now += 1;
        await at.claim(command, asked);
        await at.client.call(command, asked, asking());
      }
      return at.look(about, how);
    };
    return [await judged(at.journal, id, step, at.look), await judged(at.journal, id, step, lookMeanwhile)];
  };

const pendingOrder = ({ simulator }: Desk): number =>
  simulator.world.orders.find(({ status, lines }) => status === 'Pending' && lines.length > 0)?.id ??
  expect.fail('no order');
const openInvoice = ({ simulator }: Desk): number =>
  simulator.world.invoices.find(({ status }) => status === 'Unpaid')?.id ?? expect.fail('no invoice');
const payment = { transid: 'T-1', gateway: 'paypal', date: '2026-01-31 00:00:00', amount: '1.00' };

test.each([
  ['ModuleSuspend', told(ModuleSuspend, () => ({ serviceid: 3 }))],
  ['UpdateClient', told(UpdateClient, () => ({ clientid: 1, firstname: 'Zoë' }))],
  ['AddOrder', told(AddOrder, () => ({ clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] }))],
  ['AcceptOrder', told(AcceptOrder, (at) => ({ orderid: pendingOrder(at), autosetup: false, sendregistrar: false }))],
  ['AddInvoicePayment', told(AddInvoicePayment, (at) => ({ invoiceid: openInvoice(at), ...payment }))],
])('%s that did not happen is not taken for another that is sent while one looks', async (_, verdicts) => {
  expect(await verdicts()).toEqual([{ is: 'absent' }, { is: 'unclear' }]);
});
