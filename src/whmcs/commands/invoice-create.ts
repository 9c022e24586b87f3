/** Invoices that WHMCS makes on request: CreateInvoice, GenInvoices. */
import { z } from 'zod';
import { write } from '../command.ts';
import { amountOf } from '../reconcile/hashed.ts';
import { created, type Listed, type Traits } from '../reconcile/created.ts';
import { allClientsList } from '../reconcile/newest.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { collated } from '../wire/collation.ts';
import {
  dateParam,
  decimalParam,
  idParam,
  numbered,
  optional,
  optionParam,
  parallelParam,
  settingParam,
} from '../wire/params.ts';
import { count, id, text } from '../wire/values.ts';
import { GetInvoice, GetInvoices } from './invoices.ts';

const newInvoice = z.strictObject({
  userid: idParam,
  ...optional(z.string(), 'status', 'paymentmethod', 'notes'),
  ...optional(optionParam, 'draft', 'sendinvoice', 'autoapplycredit'),
  ...optional(decimalParam, 'taxrate', 'taxrate2'),
  ...optional(dateParam, 'date', 'duedate'),
  // The lines, by index: sent as itemdescription1, itemamount1, itemtaxed1 and so on.
  itemdescriptionx: parallelParam(z.string()).optional(),
  itemamountx: parallelParam(decimalParam).optional(),
  itemtaxedx: parallelParam(settingParam).optional(),
});

type NewInvoice = z.input<typeof newInvoice>;

interface InvoiceRow {
  readonly id?: number | null | undefined;
  readonly userid: number | null;
  readonly date?: string | null | undefined;
  readonly duedate?: string | null | undefined;
  readonly created_at?: string | null | undefined;
}

/** The newest come first, as the request says. */
const NEWEST = 100;

const newestOf = async (
  asked: { readonly userid?: number; readonly limitstart?: number; readonly limitnum: number },
  look: FreshRead,
) => {
  const { invoices, totalresults } = await look(GetInvoices, { ...asked, orderby: 'id', order: 'desc' });
  return { rows: invoices, total: totalresults };
};

/** The days, and as one trait the lines, which only the record tells. */
const traitsOf = ({ date, duedate }: Pick<InvoiceRow, 'date' | 'duedate'>, lines?: unknown): Traits => [
  date ?? undefined,
  duedate ?? undefined,
  lines,
];

const foundIn =
  (client: number, named: 'invoiceid' | 'latestinvoiceid') =>
  ({ id: invoice, userid, ...row }: InvoiceRow) => ({
    id: invoice,
    // A list of everybody's names the client of each row.
    key: named === 'invoiceid' || client > 0 ? [userid ?? client] : [],
    like: traitsOf(row),
    ids: { [named]: invoice ?? 0 },
  });

const listOf =
  (named: 'invoiceid' | 'latestinvoiceid') =>
  async (client: number, look: FreshRead): Promise<Listed> => {
    const { rows, total } = await newestOf({ ...(client > 0 && { userid: client }), limitnum: NEWEST }, look);
    return { total, found: rows.map(foundIn(client, named)) };
  };

const everybodys = (named: 'invoiceid' | 'latestinvoiceid') =>
  allClientsList<InvoiceRow>({
    read: newestOf,
    id: (row) => row.id,
    rank: (row) => row.id ?? NaN,
    at: (row) => row.created_at,
    createdAt: (row) => row.created_at,
    found: (client) => foundIn(client, named),
  });

const lineOf = (description: string | null | undefined, amount: string | null | undefined): string =>
  JSON.stringify([collated(description), amountOf(amount ?? '')]);

export const CreateInvoice = write('CreateInvoice', {
  params: numbered(newInvoice, 'itemdescriptionx', 'itemamountx', 'itemtaxedx'),
  answer: z.object({ invoiceid: id, status: text }),
  purpose: 'billing',
  repeat: 'duplicate',
  refusals: [
    'Client ID Not Found',
    'Cannot create and send a draft invoice in a single API request. Please create and send separately.',
  ],
  reconcile: created<NewInvoice>({
    named: 'invoiceid',
    scope: ({ userid }) => userid,
    key: ({ userid }) => [userid],
    like: ({ itemdescriptionx: descriptions = [], itemamountx: amounts = [], ...days }) =>
      traitsOf(
        days,
        descriptions.map((description, index) => lineOf(description, amounts[index])),
      ),
    list: listOf('invoiceid'),
    secondList: everybodys('invoiceid'),
    async closer(invoiceid, look) {
      const { items, ...invoice } = await look(GetInvoice, { invoiceid });
      return traitsOf(
        invoice,
        items.map(({ description, amount }) => lineOf(description, amount)),
      );
    },
  }),
  // Credit may pay it at once.
  changes: { invoices: 'invoiceid', credit: true, transactions: true },
});

export const GenInvoices = write('GenInvoices', {
  params: z.strictObject({
    noemails: optionParam.optional(),
    clientid: idParam.optional(),
    ...optional(z.array(idParam), 'serviceids', 'domainids', 'addonids'),
  }),
  answer: z.object({ numcreated: count, latestinvoiceid: id }),
  purpose: 'billing',
  repeat: 'duplicate',
  refusals: ['Client ID Not Found'],
  // One new invoice is likely to be its own; of several, each may be of the daily automation.
  reconcile: created<{ readonly clientid?: number | undefined }>({
    named: 'latestinvoiceid',
    scope: ({ clientid = 0 }) => clientid,
    key: ({ clientid }) => (clientid === undefined ? [] : [clientid]),
    like: () => traitsOf({}),
    list: listOf('latestinvoiceid'),
    secondList: everybodys('latestinvoiceid'),
  }),
  // What is invoiced is due again later, and credit may pay at once.
  changes: { invoices: true, credit: true, transactions: true, services: true, domains: true },
  crosses: true,
});
