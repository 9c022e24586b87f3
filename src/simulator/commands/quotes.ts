import type { Answer, Json } from '../http/json.ts';
import { decimal } from '../money.ts';
import { addInvoice } from '../world/billing.ts';
import { blankClient } from '../world/clients.ts';
import type { Client, Quote } from '../world/model.ts';
import { lineAmount } from '../world/quotes.ts';
import type { World } from '../world/world.ts';
import { write, type Call } from './command.ts';
import { amounts, columns, texts } from './row.ts';
import { list, named } from './table-command.ts';

const person = ['firstname', 'lastname', 'companyname', 'email', 'address1', 'address2', 'city', 'state'] as const;
export const details = [...person, 'postcode', 'country', 'phonenumber', 'tax_id'] as const;

/** Newest first. A quote to a client leaves the columns of the prospect empty. */
export const GetQuotes = list({
  from: ({ quotes }) => quotes,
  rows: 'quotes.quote',
  where: {
    quoteid: 'id',
    userid: 'userid',
    subject: 'subject',
    stage: 'stage',
    datecreated: 'datecreated',
    lastmodified: 'lastmodified',
    validuntil: 'validuntil',
  },
  order: (quotes) => quotes.toReversed(),
  row: rowOf,
});

function rowOf(quote: Quote, { world, wire }: Call): Answer {
  const { id } = quote;
  return {
    ...columns(quote, 'id', 'stage', 'validuntil', 'currency', 'datecreated', 'lastmodified'),
    userid: wire.wavering(quote.userid, id, 'quote'),
    client: clientOf(world.clients.get(quote.userid), wire),
    ...texts(wire, quote, 'subject', ...details, 'proposal', 'customernotes', 'adminnotes'),
    ...amounts(quote, 'subtotal', 'tax1', 'tax2', 'total'),
    datesent: wire.day(quote.datesent, id, 'datesent'),
    dateaccepted: wire.day(quote.dateaccepted, id, 'dateaccepted'),
    items: {
      item: quote.lines.map((line) => ({
        id: line.id,
        description: wire.text(line.description),
        quantity: String(line.quantity),
        unitprice: decimal(line.unitprice),
        discount: decimal(line.discount),
        taxable: Number(line.taxable),
      })),
    },
    ...wire.extra(id, 'quotes'),
  };
}

/** A thin record, as GetClients has it. */
function clientOf(client: Client | undefined, wire: Call['wire']): Json {
  if (!client) return null;
  return {
    ...columns(client, 'id', 'email', 'datecreated', 'groupid', 'status'),
    ...texts(wire, client, 'firstname', 'lastname', 'companyname'),
  };
}

export const quoteOf = named(({ quotes }) => quotes, 'quoteid', 'Quote ID Not Found');

/** Converts the quote to an invoice. Nothing guards against a second conversion: it makes a second invoice. */
export const AcceptQuote = write((call) => {
  const { world, wire } = call;
  const quote = quoteOf(call);
  const client = world.clients.get(quote.userid) ?? clientFor(quote, world);
  const now = world.clock.now();
  const today = now.slice(0, 10);
  const invoice = addInvoice(world, {
    client,
    at: now,
    duedate: today,
    status: 'Unpaid',
    paymentmethod: client.defaultgateway || Object.keys(world.paymentMethods)[0] || '',
    lines: quote.lines.map((line) => ({
      type: '',
      relid: 0,
      description: line.quantity === 1 ? line.description : `${line.quantity} x ${line.description}`,
      amount: lineAmount(line),
      taxed: line.taxable,
    })),
  });
  Object.assign(quote, { userid: client.id, stage: 'Accepted', dateaccepted: today, lastmodified: today });
  return { invoiceid: wire.numeral(invoice.id) };
});

/** An invoice needs a client, so that a prospect becomes one. The documentation does not say how WHMCS solves this. */
function clientFor(quote: Quote, world: World): Client {
  const known = world.clientByEmail(quote.email);
  if (known) return known;
  const { firstname, lastname, email, currency } = quote;
  const datecreated = world.clock.now().slice(0, 10);
  const owner = world.users.add({ id: world.users.nextId(), firstname, lastname, email, language: '', datecreated });
  const texted = Object.fromEntries(details.map((name) => [name, quote[name]]));
  return world.addClient({
    ...blankClient(world.clients.nextId(), owner.id),
    ...texted,
    email,
    currency,
    datecreated,
  });
}
