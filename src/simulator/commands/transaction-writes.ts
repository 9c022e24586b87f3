import { centsOf } from '../money.ts';
import { addCredit } from '../world/credits.ts';
import { Refusal, write, existing, type Call } from './command.ts';
import { localDay } from './local-day.ts';
import { named } from './table-command.ts';

/** Books money without a look at what the invoice still needs: it stays in the status that it has. */
export const AddTransaction = write((call) => {
  const { params, world } = call;
  const { userid, invoiceid } = ownersOf(call);
  const gateway = params.text('paymentmethod') ?? '';
  if (gateway === '') throw new Refusal('Payment Method is required');
  const transid = params.text('transid') ?? '';
  const taken = transid !== '' && world.transactions.find((transaction) => transaction.transid === transid);
  if (taken && !params.flag('allowduplicatetransid')) throw new Refusal('Transaction ID must be Unique');
  const now = world.clock.now();
  const cents = (name: string): number => centsOf(params.text(name) ?? '');
  const { id } = world.addTransaction({
    id: world.transactions.nextId(),
    userid,
    invoiceid,
    gateway,
    date: `${localDay(params.text('date')) ?? now.slice(0, 10)} ${now.slice(11)}`,
    description: params.text('description') ?? '',
    amountin: cents('amountin'),
    fees: cents('fees'),
    amountout: cents('amountout'),
    transid,
    refundid: 0,
    currency: userid > 0 ? 0 : params.int('currencyid'),
    rate: params.text('rate') ?? '1.00000',
  });
  const client = world.clients.get(userid);
  if (client && params.flag('credit')) addCredit(world, client, cents('amountin'), `Transaction #${id}`);
  return {};
});

function ownersOf({ params, world }: Call): { userid: number; invoiceid: number } {
  const userid = params.int('userid');
  const invoiceid = params.int('invoiceid');
  const client = userid > 0 ? existing(world.clients.get(userid), 'Client ID Not Found') : undefined;
  const invoice = invoiceid > 0 ? existing(world.invoices.get(invoiceid), 'Invoice ID Not Found') : undefined;
  if (client && invoice && invoice.userid !== client.id) throw new Refusal('User ID does not own the given Invoice ID');
  const currency = params.int('currencyid');
  if (currency > 0 && !world.currencies.some(({ id }) => id === currency)) throw new Refusal('Currency ID Not Found');
  if (client && currency > 0 && currency !== client.currency)
    throw new Refusal('Currency ID does not match Client currency');
  if (!client && !invoice && currency === 0)
    throw new Refusal('A Currency ID is required for non-customer related transactions');
  return { userid: userid || (invoice?.userid ?? 0), invoiceid };
}

const transactionOf = named(({ transactions }) => transactions, 'transactionid', 'Transaction ID Not Found');

/** No refusal is documented for this command; an unknown transaction has to be refused somehow. */
export const UpdateTransaction = write((call) => {
  const { params, world } = call;
  const before = transactionOf(call);
  const { id } = before;
  const text = (name: 'transid' | 'gateway' | 'description' | 'date'): string => params.text(name) ?? before[name];
  const cents = (name: 'amountin' | 'fees' | 'amountout'): number =>
    params.has(name) ? centsOf(params.text(name) ?? '') : before[name];
  const number = (name: 'refundid' | 'userid' | 'invoiceid'): number =>
    params.has(name) ? params.int(name) : before[name];
  const changed = world.changeTransaction({
    id,
    userid: number('userid'),
    invoiceid: number('invoiceid'),
    refundid: number('refundid'),
    transid: text('transid'),
    gateway: text('gateway'),
    description: text('description'),
    date: text('date'),
    amountin: cents('amountin'),
    fees: cents('fees'),
    amountout: cents('amountout'),
    currency: params.has('currency') ? params.int('currency') : (before.currency ?? 0),
    rate: params.text('rate') ?? before.rate ?? '1.00000',
  });
  const client = world.clients.get(changed.userid);
  if (client && params.flag('credit')) addCredit(world, client, changed.amountin, `Transaction #${id}`);
  return { transactionid: String(id) };
});
