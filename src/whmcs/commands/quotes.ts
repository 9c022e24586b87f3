/** Quotes: GetQuotes, AcceptQuote. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { reached } from '../reconcile/status.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { dateParam, idParam, optional } from '../wire/params.ts';
import { currency, date, flag, id, listOf, money, objectOf, owner, rate, text } from '../wire/values.ts';

const line = z.object({ id, description: text, quantity: rate, unitprice: money, discount: rate, taxable: flag });

/** From 8.7; null for a prospect. */
const client = objectOf(
  z.object({
    id,
    firstname: text,
    lastname: text,
    companyname: text,
    email: text,
    datecreated: date,
    groupid: id,
    status: text,
  }),
);

/** A quote is to a client, or to a prospect, whose address then stands in the row. */
const row = z.object({
  id,
  subject: text,
  stage: text,
  validuntil: date,
  userid: owner,
  client: client.nullable().optional(),
  firstname: text,
  lastname: text,
  companyname: text,
  email: text,
  address1: text,
  address2: text,
  city: text,
  state: text,
  postcode: text,
  country: text,
  phonenumber: text,
  tax_id: text,
  currency,
  subtotal: money,
  tax1: money,
  tax2: money,
  total: money,
  proposal: text,
  customernotes: text,
  adminnotes: text,
  datecreated: date,
  lastmodified: date,
  datesent: date,
  dateaccepted: date,
  items: listOf('item', line).optional(),
});

export const GetQuotes = read('GetQuotes', {
  params: z.strictObject({
    ...pageParams,
    ...optional(idParam, 'quoteid', 'userid'),
    ...optional(z.string(), 'subject', 'stage'),
    ...optional(dateParam, 'datecreated', 'lastmodified', 'validuntil'),
  }),
  answer: page({ quotes: rows('quote', row) }),
  keep: { recordBy: 'quoteid' },
  // Rows repeat the status, the group and the address of their client, not its name alone.
  topics: ['quotes', 'clients'],
  owner: 'quotes[].userid',
  filters: { quoteid: 'quotes[].id', userid: 'quotes[].userid' },
  mentions: { quote: 'quotes[].id', client: 'quotes[].userid' },
  money: true,
  probe: { limitnum: 1 },
});

export const AcceptQuote = write('AcceptQuote', {
  params: z.strictObject({ quoteid: idParam }),
  answer: z.object({ invoiceid: id }),
  purpose: 'billing',
  repeat: 'duplicate',
  once: ({ quoteid }) => quoteid,
  refusals: ['Quote ID Not Found'],
  // A second acceptance makes a second invoice: where it was accepted before, the stage proves nothing.
  reconcile: reached<{ readonly quoteid: number }>({
    named: 'quoteid',
    id: ({ quoteid }) => quoteid,
    async read(quoteid, look) {
      const { quotes } = await look(GetQuotes, { quoteid });
      return quotes.find((each) => each.id === quoteid)?.stage ?? null;
    },
    to: 'Accepted',
    absenceProves: true,
  }),
  // A prospect becomes a client.
  changes: { quotes: 'quoteid', invoices: 'invoiceid', clients: true },
});
