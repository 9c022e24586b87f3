/** Invoices, captures, transactions, quotes and pay methods whose answers are lost: what reads tell of them. */
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/simulator/index.ts';
import { applyPayment, balanceOf } from '../../../src/simulator/world/billing.ts';
import type { Params, WriteCommand } from '../../../src/whmcs/command.ts';
import { CapturePayment } from '../../../src/whmcs/commands/invoice-capture.ts';
import { CreateInvoice, GenInvoices } from '../../../src/whmcs/commands/invoice-create.ts';
import { AddPayMethod, DeletePayMethod, UpdatePayMethod } from '../../../src/whmcs/commands/pay-methods.ts';
import { CreateQuote, DeleteQuote, SendQuote, UpdateQuote } from '../../../src/whmcs/commands/quote-writes.ts';
import { AddTransaction, UpdateTransaction } from '../../../src/whmcs/commands/transaction-writes.ts';
import { giveUpWhatHangs } from '../../support/deadlines.ts';
import { rig, type Rig } from '../rig.ts';
import { lose, type Lost, type World } from './lost.ts';

interface Case {
  readonly name: string;
  readonly lose: (whmcs: Rig, kind: FaultKind) => Promise<Lost>;
  readonly applied: object;
}

const losing = <C extends WriteCommand>(
  name: string,
  command: C,
  params: (world: World) => Params<C>,
  applied: object = {},
): Case => ({
  name: `${command.name} ${name}`,
  lose: (whmcs, kind) => lose(whmcs, command, params(whmcs.simulator.world), kind, 1),
  applied: { is: 'applied', ...applied },
});

/** An open invoice whose charge is not declined. */
function chargeable(world: World) {
  const invoice = world.invoices.find(({ id, status }) => status === 'Unpaid' && id % 13 !== 0);
  return invoice ?? expect.fail('no open invoice');
}

/** A client with a service that is due and not invoiced. */
function due(world: World): { clientid: number } {
  const service = world.services.of(1)[0] ?? expect.fail('no service');
  Object.assign(service, { status: 'Active', nextduedate: '2027-06-01' });
  for (const other of world.services.of(1).slice(1)) other.status = 'Terminated';
  for (const domain of world.domains.of(1)) domain.status = 'Expired';
  for (const addon of world.addons) addon.status = 'Cancelled';
  return { clientid: 1 };
}

const quoteOf = (world: World, stage: string): number => {
  const quote = world.quotes.of(1)[0] ?? expect.fail('no quote');
  quote.stage = stage;
  return quote.id;
};

const made = (name: string) => ({ inferred: true, ids: { [name]: expect.any(Number) } });
const lineOf = (world: World): number => world.quotes.of(1)[0]?.lines[0]?.id ?? expect.fail('no line');

const cases: readonly Case[] = [
  losing(
    'of two lines',
    CreateInvoice,
    () => ({
      userid: 1,
      duedate: '2027-01-31',
      itemdescriptionx: ['Work & travel', 'Goodwill'],
      itemamountx: ['100', '-5.50'],
      itemtaxedx: [true, false],
    }),
    made('invoiceid'),
  ),
  losing(
    'of a named service',
    GenInvoices,
    (world) => ({ ...due(world), serviceids: [world.services.of(1)[0]?.id ?? 0] }),
    {
      ids: { latestinvoiceid: expect.any(Number) },
    },
  ),
  losing('of the balance', CapturePayment, (world) => ({ invoiceid: chargeable(world).id }), { inferred: true }),
  losing(
    'of a client',
    AddTransaction,
    () => ({ userid: 1, paymentmethod: 'paypal', transid: 'Cash 7', amountin: '12.5', date: '30/11/2026' }),
    made('transactionid'),
  ),
  losing(
    'of an amount and a text',
    UpdateTransaction,
    (world) => ({
      transactionid: world.transactions.of(1)[0]?.id ?? 0,
      amountin: '7',
      date: '2026-11-30',
      description: 'Paid at the desk',
    }),
    { ids: { transactionid: expect.any(Number) } },
  ),
  losing(
    'to a client',
    CreateQuote,
    () => ({
      userid: 1,
      subject: 'Move & more',
      stage: 'Draft' as const,
      validuntil: '31/01/2027',
      lineitems: [{ desc: 'Work', qty: '1.5', up: '80' }],
    }),
    made('quoteid'),
  ),
  losing(
    'to a prospect',
    CreateQuote,
    () => ({ subject: 'Bakery', stage: 'Delivered' as const, validuntil: '31/01/2027', firstname: 'Wim' }),
    made('quoteid'),
  ),
  losing('of a day, a line and a new one', UpdateQuote, (world) => ({
    quoteid: quoteOf(world, 'Draft'),
    validuntil: '28/02/2027',
    customernotes: 'Thank you',
    lineitems: [
      { id: lineOf(world), up: '81.00' },
      { desc: 'Travel', qty: 2, up: '9.90' },
    ],
  })),
  losing('of a client', DeleteQuote, (world) => ({ quoteid: quoteOf(world, 'Draft') })),
  losing('of a draft', SendQuote, (world) => ({ quoteid: quoteOf(world, 'Draft') })),
  losing(
    'of a card',
    AddPayMethod,
    () => ({ clientid: 1, description: 'Travel card', card_number: '4929000000000077', card_expiry: '0928' }),
    made('paymethodid'),
  ),
  losing('of an expiry', UpdatePayMethod, () => ({ clientid: 1, paymethodid: 1, card_expiry: '1231' })),
  losing('of a card', DeletePayMethod, () => ({ clientid: 1, paymethodid: 2 })),
];

describe.each(cases)('$name', ({ lose: lost, applied }) => {
  it.each(['reset-after', 'hang-after', 'html-500-after', 'truncated'] as const)(
    'is found to have happened (%s)',
    async (kind) => {
      const whmcs = await rig();
      giveUpWhatHangs(whmcs.simulator);
      const { judge } = await lost(whmcs, kind);
      expect(await judge()).toMatchObject(applied);
    },
  );

  it('is absent if it never arrived (reset-before)', async () => {
    const whmcs = await rig();
    const { judge } = await lost(whmcs, 'reset-before');
    expect(await judge()).toEqual({ is: 'absent' });
  });

  it('leaves no text in the evidence', async () => {
    const whmcs = await rig();
    const { evidence } = await lost(whmcs, 'reset-after');
    expect(JSON.stringify(evidence)).not.toMatch(
      /Work|Goodwill|Cash|desk|paypal|Move|Bakery|Wim|Travel|Thank|4929|0077|1231/,
    );
  });
});

describe('a lost capture', () => {
  const lost = (whmcs: Rig, kind: FaultKind) =>
    lose(whmcs, CapturePayment, { invoiceid: chargeable(whmcs.simulator.world).id }, kind, 1);

  it('is never proved by absence: the gateway may answer later', () => {
    for (const { reconcile } of [CapturePayment, AddPayMethod, UpdatePayMethod, DeletePayMethod, SendQuote])
      expect(reconcile).toMatchObject({ absenceProves: false });
  });

  const pay = ({ simulator: { world } }: Rig, id: number): number => {
    const invoice = world.invoices.get(id) ?? expect.fail('no invoice');
    const transid = `other ${world.transactions.freeId}`;
    applyPayment(world, {
      invoice,
      amount: balanceOf(world, invoice),
      fees: 0,
      gateway: 'mailin',
      transid,
      at: world.clock.now(),
    });
    return world.payments(id).at(-1)?.id ?? expect.fail('no payment');
  };

  it('is not a payment that another operation has recorded', async () => {
    const whmcs = await rig();
    const invoice = chargeable(whmcs.simulator.world).id;
    const { judge } = await lost(whmcs, 'reset-before');
    const transactionid = pay(whmcs, invoice);
    expect(await judge()).toMatchObject({ is: 'applied', inferred: true });
    const other = { evidence: { named: 'transactionid', scope: invoice }, ids: { transactionid } };
    expect(await judge({ alike: [], earlier: [], later: [other] })).toEqual({ is: 'absent' });
    expect(await judge({ alike: [], earlier: [{ ...other, ids: null }], later: [] })).toEqual({ is: 'unclear' });
  });

  it('is unclear where two payments of the balance came', async () => {
    const whmcs = await rig();
    const invoice = chargeable(whmcs.simulator.world);
    const balance = balanceOf(whmcs.simulator.world, invoice);
    const { judge } = await lost(whmcs, 'reset-before');
    pay(whmcs, invoice.id);
    Object.assign(invoice, { status: 'Unpaid', total: invoice.total + balance });
    pay(whmcs, invoice.id);
    expect(await judge()).toEqual({ is: 'unclear' });
  });
});

it('a transaction without a client cannot be found again', async () => {
  const whmcs = await rig();
  const { judge } = await lose(
    whmcs,
    AddTransaction,
    { currencyid: 1, paymentmethod: 'paypal', transid: 'Bank charge', amountout: '5' },
    'reset-after',
  );
  expect(await judge()).toEqual({ is: 'unclear' });
});
