import type { Answer } from '../http/json.ts';
import { decimal, type Cents } from '../money.ts';
import type { Wire } from '../wire.ts';
import { balanceOf } from '../world/billing.ts';
import type { Client, Invoice } from '../world/model.ts';
import { currencyById, productById } from '../world/products.ts';
import type { World } from '../world/world.ts';

/** Money is formatted text here: prefix, amount, suffix. */
export function clientStats(client: Client, world: World, wire: Wire): Answer {
  const currency = currencyById(client.currency);
  const money = (cents: Cents): string => {
    const amount = currency.format === 4 ? String(Math.round(cents / 100)) : decimal(cents);
    return `${currency.prefix}${amount}${currency.suffix}`;
  };
  const invoices = world.invoices.of(client.id);
  const withStatus = (status: string): Invoice[] => invoices.filter((invoice) => invoice.status === status);
  const totals = (chosen: readonly Invoice[]): string => money(chosen.reduce((sum, invoice) => sum + invoice.total, 0));
  const balances = (chosen: readonly Invoice[]): string =>
    money(chosen.reduce((sum, invoice) => sum + balanceOf(world, invoice), 0));
  const today = world.clock.today();
  const unpaid = withStatus('Unpaid');
  const overdue = unpaid.filter((invoice) => invoice.duedate < today);
  const income = world.transactions
    .of(client.id)
    .reduce((sum, { amountin, amountout }) => sum + amountin - amountout, 0);
  const fees = world.transactions.of(client.id).reduce((sum, transaction) => sum + transaction.fees, 0);
  const tickets = world.tickets.of(client.id);
  const domains = world.domains.of(client.id);
  const quotes = world.quotes.of(client.id);
  return {
    numdueinvoices: wire.wavering(unpaid.length, client.id, 'numdueinvoices'),
    dueinvoicesbalance: balances(unpaid),
    incredit: client.credit > 0,
    creditbalance: money(client.credit),
    grossRevenue: money(income),
    expenses: money(fees),
    income: money(income - fees),
    numoverdueinvoices: overdue.length,
    overdueinvoicesbalance: balances(overdue),
    numDraftInvoices: withStatus('Draft').length,
    draftInvoicesBalance: totals(withStatus('Draft')),
    numunpaidinvoices: unpaid.length,
    unpaidinvoicesamount: totals(unpaid),
    numpaidinvoices: withStatus('Paid').length,
    paidinvoicesamount: totals(withStatus('Paid')),
    numcancelledinvoices: withStatus('Cancelled').length,
    cancelledinvoicesamount: totals(withStatus('Cancelled')),
    numrefundedinvoices: withStatus('Refunded').length,
    refundedinvoicesamount: totals(withStatus('Refunded')),
    numcollectionsinvoices: withStatus('Collections').length,
    collectionsinvoicesamount: totals(withStatus('Collections')),
    numpaymentpendinginvoices: withStatus('Payment Pending').length,
    paymentpendinginvoicesamount: totals(withStatus('Payment Pending')),
    ...productCounts(client, world),
    numactivedomains: domains.filter((domain) => domain.status === 'Active').length,
    numdomains: domains.length,
    numacceptedquotes: quotes.filter((quote) => quote.stage === 'Accepted').length,
    numquotes: quotes.length,
    numtickets: tickets.length,
    numactivetickets: tickets.filter((ticket) => ticket.status !== 'Closed').length,
    numaffiliatesignups: wire.numeral(0),
    isAffiliate: false,
  };
}

const kinds = { hostingaccount: 'hosting', reselleraccount: 'reseller', server: 'servers', other: 'other' } as const;

function productCounts(client: Client, world: World): Answer {
  const counts: Answer = {};
  const services = world.services.of(client.id);
  const active = services.filter((service) => service.status === 'Active');
  for (const [type, name] of Object.entries(kinds)) {
    counts[`productsnumactive${name}`] = active.filter((service) => productById(service.pid)?.type === type).length;
    counts[`productsnum${name}`] = services.filter((service) => productById(service.pid)?.type === type).length;
  }
  return { ...counts, productsnumactive: active.length, productsnumtotal: services.length };
}
