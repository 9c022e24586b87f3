/** A client's counters, as the administrators of WHMCS see them. */
import { builder } from '../../schema-kit/builder.ts';
import { Money, moneyOf } from '../../entity/money.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { andThen } from '../../../maybe-promise.ts';
import { withMeta } from '../../base/field-meta.ts';
import { Client } from './client.ts';
import type { ClientStats as Counters } from './client-facts.ts';

type Counter = { [K in keyof Counters]-?: NonNullable<Counters[K]> extends number ? K : never }[keyof Counters];
type Amount = { [K in keyof Counters]-?: NonNullable<Counters[K]> extends string ? K : never }[keyof Counters];

interface Stats {
  readonly client: Client;
  readonly counters: Counters;
}

const ClientStats = builder.objectRef<Stats>('ClientStats').implement({
  description: "A client's counters. WHMCS: GetClientsDetails with stats.",
  fields: (t) => {
    const count = (counter: Counter, description: string) =>
      t.int({ description, resolve: ({ counters }) => counters[counter] ?? null });
    const sum = (amount: Amount, description: string) =>
      t.field({
        type: Money,
        description,
        resolve: ({ client, counters }) => moneyOf(counters[amount] ?? null, client),
      });
    return {
      dueInvoiceCount: count('numdueinvoices', 'Invoices that are due.'),
      dueInvoiceBalance: sum('dueinvoicesbalance', 'The amount that is due.'),
      overdueInvoiceCount: count('numoverdueinvoices', 'Invoices past their due date.'),
      overdueInvoiceBalance: sum('overdueinvoicesbalance', 'The amount that is overdue.'),
      draftInvoiceCount: count('numDraftInvoices', 'Invoices not yet published.'),
      draftInvoiceBalance: sum('draftInvoicesBalance', 'The amount of drafts.'),
      unpaidInvoiceCount: count('numunpaidinvoices', 'Invoices not yet paid.'),
      unpaidInvoiceTotal: sum('unpaidinvoicesamount', 'The amount of unpaid invoices.'),
      paidInvoiceCount: count('numpaidinvoices', 'Paid invoices.'),
      paidInvoiceTotal: sum('paidinvoicesamount', 'The amount of paid invoices.'),
      cancelledInvoiceCount: count('numcancelledinvoices', 'Cancelled invoices.'),
      cancelledInvoiceTotal: sum('cancelledinvoicesamount', 'The amount of cancelled invoices.'),
      refundedInvoiceCount: count('numrefundedinvoices', 'Refunded invoices.'),
      refundedInvoiceTotal: sum('refundedinvoicesamount', 'The amount of refunded invoices.'),
      collectionsInvoiceCount: count('numcollectionsinvoices', 'Invoices handed to a debt collector.'),
      collectionsInvoiceTotal: sum('collectionsinvoicesamount', 'The amount of invoices handed to a debt collector.'),
      paymentPendingInvoiceCount: count('numpaymentpendinginvoices', 'Invoices whose payment is not confirmed.'),
      paymentPendingInvoiceTotal: sum(
        'paymentpendinginvoicesamount',
        'The amount of invoices whose payment is not confirmed.',
      ),
      hasCredit: t.boolean({
        description: 'Whether the client has credit.',
        resolve: ({ counters }) => counters.incredit ?? null,
      }),
      creditBalance: sum('creditbalance', 'The credit.'),
      grossRevenue: sum('grossRevenue', 'The sum of the payments of the client.'),
      expenses: sum('expenses', 'Fees and refunds.'),
      income: sum('income', 'Revenue less expenses.'),
      activeHostingServiceCount: count('productsnumactivehosting', 'Active shared hosting accounts.'),
      hostingServiceCount: count('productsnumhosting', 'Shared hosting accounts.'),
      activeResellerServiceCount: count('productsnumactivereseller', 'Active reseller accounts.'),
      resellerServiceCount: count('productsnumreseller', 'Reseller accounts.'),
      activeServerServiceCount: count('productsnumactiveservers', 'Active servers.'),
      serverServiceCount: count('productsnumservers', 'Servers.'),
      activeOtherServiceCount: count('productsnumactiveother', 'Other active services.'),
      otherServiceCount: count('productsnumother', 'Other services.'),
      activeServiceCount: count('productsnumactive', 'Active services.'),
      serviceCount: count('productsnumtotal', 'Services.'),
      activeDomainCount: count('numactivedomains', 'Active domains.'),
      domainCount: count('numdomains', 'Domains.'),
      acceptedQuoteCount: count('numacceptedquotes', 'Accepted quotes.'),
      quoteCount: count('numquotes', 'Quotes.'),
      activeTicketCount: count('numactivetickets', 'Open tickets.'),
      ticketCount: count('numtickets', 'Tickets.'),
      affiliateSignupCount: count('numaffiliatesignups', 'Signups through the affiliate link.'),
      isAffiliate: t.boolean({
        description: 'Whether the client is an affiliate.',
        resolve: ({ counters }) => counters.isAffiliate ?? null,
      }),
    };
  },
});

builder.objectField(Client, 'stats', (t) =>
  t.field({
    type: ClientStats,
    description:
      'Counters of services, domains, invoices and tickets, and the revenue from the client. Costs a call of its own. Staff only.',
    resolve: staffOnly(
      withMeta((client: Client) => andThen(client.tell('stats'), (counters) => counters && { client, counters }), {
        fact: 'stats',
      }),
    ),
  }),
);
