/** The verdict on one step while other operations are running. */
import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/journal/reconcile/judge.ts';
import type { Params, WriteCommand } from '../../../src/whmcs/command.ts';
import { UpdateClient } from '../../../src/whmcs/commands/clients.ts';
import { AddInvoicePayment } from '../../../src/whmcs/commands/invoices.ts';
import { AcceptOrder, AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { ModuleSuspend, ModuleUnsuspend } from '../../../src/whmcs/commands/services.ts';
import type { FreshRead, Verdict } from '../../../src/whmcs/reconcile/rule.ts';
import { asking } from '../../whmcs/rig.ts';
import { setUp, type Setup } from '../rig.ts';
import { ways } from '../late-reads.ts';

/** A command whose response can be lost, and whose effect can be read. */
interface Case {
  /** Loses a command before WHMCS receives it. */
  lose(setup: Setup): Promise<string>;
  /** Lets another operation record the same command. */
  claim(setup: Setup): Promise<string>;
  /** Sends the command. */
  send(setup: Setup): Promise<unknown>;
}

function caseOf<C extends WriteCommand>(command: C, params: (setup: Setup) => Params<C>): Case {
  let asked: Params<C> | undefined;
  return {
    lose: (setup) => setup.lose(command, (asked = params(setup)), 'reset-before'),
    claim: (setup) => setup.claim(command, asked ?? params(setup)),
    send: (setup) => setup.client.call(command, asked ?? params(setup), asking()),
  };
}

async function verdictOf(setup: Setup, id: string, read: FreshRead = setup.read): Promise<Verdict> {
  const step = (await setup.entryOf(id))?.steps[0] ?? expect.fail('nothing was sent');
  return judge(setup.journal, id, step, read);
}

const pendingOrder = ({ simulator }: Setup): number =>
  simulator.world.orders.find(({ status, lines }) => status === 'Pending' && lines.length > 0)?.id ??
  expect.fail('no order');
const openInvoice = ({ simulator }: Setup): number =>
  simulator.world.invoices.find(({ status }) => status === 'Unpaid')?.id ?? expect.fail('no invoice');
const payment = { transid: 'T-1', gateway: 'paypal', date: '2026-01-31 00:00:00', amount: '1.00' };

const cases = [
  ['ModuleSuspend', caseOf(ModuleSuspend, () => ({ serviceid: 3 }))],
  ['UpdateClient', caseOf(UpdateClient, () => ({ clientid: 1, firstname: 'Zoë' }))],
  ['AddOrder', caseOf(AddOrder, () => ({ clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] }))],
  [
    'AcceptOrder',
    caseOf(AcceptOrder, (setup) => ({ orderid: pendingOrder(setup), autosetup: false, sendregistrar: false })),
  ],
  ['AddInvoicePayment', caseOf(AddInvoicePayment, (setup) => ({ invoiceid: openInvoice(setup), ...payment }))],
] as const;

describe.each(ways)('a journal that %s', (_name, reads) => {
  test.each(cases)(
    'a lost %s is unclear if another operation sends the same during the read',
    async (_name, testCase) => {
      const setup = await setUp(reads);
      const id = await testCase.lose(setup);
      expect(await verdictOf(setup, id)).toEqual({ is: 'absent' });
      let isLate = false;
      const read: FreshRead = async (command, params) => {
        if (!isLate) {
          isLate = true;
          setup.clock.now += 1;
          await testCase.claim(setup);
          await testCase.send(setup);
        }
        return setup.read(command, params);
      };
      expect(await verdictOf(setup, id, read)).toEqual({ is: 'unclear' });
    },
  );

  test.each(cases)('a lost %s is unclear if PHP may still be working on an earlier one', async (_name, testCase) => {
    const setup = await setUp(reads);
    const earlier = await testCase.lose(setup);
    setup.clock.now += 1_000;
    const id = await testCase.lose(setup);
    expect(await verdictOf(setup, id)).toEqual({ is: 'absent' });
    await testCase.send(setup);
    expect(await verdictOf(setup, id)).toEqual({ is: 'unclear' });
    expect(await verdictOf(setup, earlier)).toEqual({ is: 'unclear' });
  });

  test('an earlier command with another target status does not make the verdict unclear', async () => {
    const setup = await setUp(reads);
    await setup.lose(ModuleUnsuspend, { serviceid: 3 }, 'reset-before');
    setup.clock.now += 1_000;
    const id = await setup.lose(ModuleSuspend, { serviceid: 3 }, 'reset-after');
    expect(await verdictOf(setup, id)).toEqual({ is: 'applied', ids: { serviceid: 3 } });
  });
});
