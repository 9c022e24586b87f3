/** Rows whose declarations compile: each generated one differs from it by one mistake. */
import { GetQuotes } from '../../../../src/whmcs/commands/quotes.ts';
import { GetTicketNotes } from '../../../../src/whmcs/commands/tickets.ts';
import { GetTransactions } from '../../../../src/whmcs/commands/transactions.ts';
import { children, rowsQuery } from '../../../../src/graph/schema-kit/declare-rows.ts';
import { Invoice, Invoices } from '../../../../src/graph/nouns/billing/invoice.ts';
import { Client } from '../../../../src/graph/nouns/clients/client.ts';
import { Ticket } from '../../../../src/graph/nouns/support/ticket.ts';

const rows = rowsQuery('rights', {
  description: 'Quotes as rows.',
  type: 'Right',
  each: 'A quote.',
  command: GetQuotes,
  params: { stage: 'Draft' },
  rows: ({ quotes }) => quotes,
  client: 'userid',
  filters: (filter) => ({
    subject: filter.text('subject', 'Only those with this subject.'),
    clientId: filter.id('Client', 'userid', "Only this client's."),
  }),
  fields: (f) => ({
    subject: f.text('subject', 'What it is about.'),
    total: f.money('total', 'All lines, with tax.'),
    period: f.part(({ datecreated, validuntil }) => ({ datecreated, validuntil }), 'When it holds.', {
      name: 'RightPeriod',
      description: 'When a quote holds.',
      fields: (part) => ({ end: part.day('validuntil', 'The last day.') }),
    }),
  }),
  as: 'connection',
  offered: 'staff',
});

rows.under(Client, 'rights', {
  description: "The client's quotes as rows.",
  params: ({ whmcsId }) => ({ userid: whmcsId }),
  without: ['clientId'],
  offered: 'staff',
});

children(Ticket, 'rightNotes', {
  description: 'Notes.',
  type: 'RightNote',
  each: 'A note.',
  command: GetTicketNotes,
  params: ({ whmcsId }) => ({ ticketid: whmcsId }),
  rows: ({ notes }) => notes,
  fields: (f) => ({ at: f.instant('date', 'When it was written.'), body: f.text('message', 'The text.') }),
  offered: 'staff',
});

export const RightPayment = children(Client, 'rightPayments', {
  description: "The client's transactions as rows.",
  type: 'RightPayment',
  each: 'A transaction.',
  command: GetTransactions,
  params: ({ whmcsId }) => ({ clientid: whmcsId }),
  rows: ({ transactions }) => transactions,
  id: 'id',
  client: 'userid',
  fields: (f) => ({
    amount: f.money('amountin', 'What came in.'),
    invoice: f.link(Invoice, (id, _, graph) => graph.noun(Invoices).byId(id), 'invoiceid', 'What it pays.'),
  }),
  as: 'connection',
  one: { name: 'rightPayment', description: 'A transaction.' },
});
