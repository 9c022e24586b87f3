/** Quotes that staff write: CreateQuote, UpdateQuote, DeleteQuote, SendQuote. */
import { z } from 'zod';
import { write } from '../command.ts';
import { quoteChanged, quoteMade } from '../reconcile/quote.ts';
import { removed } from '../reconcile/removed.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { reached } from '../reconcile/status.ts';
import { decimalParam, idParam, localDateParam, optional, serializedRows } from '../wire/params.ts';
import { id } from '../wire/values.ts';
import { GetQuotes } from './quotes.ts';

/** A number as PHP's integer, or an exact decimal as text. */
const quantity = z.union([z.int(), decimalParam]);

const line = {
  desc: z.string().optional(),
  qty: quantity.optional(),
  ...optional(decimalParam, 'up', 'discount'),
  taxable: z.boolean().optional(),
};

const stage = z.enum(['Draft', 'Delivered', 'On Hold', 'Accepted', 'Lost', 'Dead']);

const content = {
  // WHMCS reads both in the installation's own format.
  ...optional(localDateParam, 'validuntil', 'datecreated'),
  ...optional(idParam, 'userid', 'currency'),
  ...optional(
    z.string(),
    ...(['firstname', 'lastname', 'companyname', 'email', 'address1', 'address2', 'city', 'state'] as const),
    ...(['country', 'phonenumber', 'tax_id', 'proposal', 'customernotes', 'adminnotes'] as const),
  ),
};

const one = async (quoteid: number, look: FreshRead) => {
  const { quotes } = await look(GetQuotes, { quoteid });
  return quotes.find((each) => each.id === quoteid);
};

/** The longest page: the order of the list is not documented. */
const NEWEST = 100;

export const CreateQuote = write('CreateQuote', {
  params: z.strictObject({
    ...content,
    subject: z.string().min(1),
    stage,
    validuntil: localDateParam,
    postcode: z.string().optional(),
    lineitems: serializedRows(z.strictObject(line)).optional(),
  }),
  answer: z.object({ quoteid: id }),
  purpose: 'billing',
  repeat: 'duplicate',
  refusals: ['Subject is required', 'Invalid Stage', 'Valid Until is required'],
  reconcile: quoteMade({
    async newest(client, look) {
      const { quotes, totalresults } = await look(GetQuotes, {
        ...(client > 0 && { userid: client }),
        limitnum: NEWEST,
      });
      return { rows: quotes, total: totalresults };
    },
  }),
  changes: { quotes: 'quoteid' },
});

export const UpdateQuote = write('UpdateQuote', {
  params: z.strictObject({
    ...content,
    quoteid: idParam,
    subject: z.string().optional(),
    stage: stage.optional(),
    // A line without an id is a new one.
    lineitems: serializedRows(z.strictObject({ id: idParam.optional(), ...line })).optional(),
  }),
  answer: z.object({}),
  purpose: 'billing',
  repeat: 'duplicate',
  refusals: ['Quote ID Not Found', 'Invalid Stage'],
  once: ({ quoteid }) => quoteid,
  reconcile: quoteChanged({ one }),
  changes: { quotes: 'quoteid' },
  crosses: 'userid',
});

export const DeleteQuote = write('DeleteQuote', {
  params: z.strictObject({ quoteid: idParam }),
  answer: z.object({}),
  purpose: 'billing',
  repeat: 'error',
  refusals: ['Quote ID Not Found'],
  reconcile: removed<{ readonly quoteid: number }>({
    named: 'quoteid',
    id: ({ quoteid }) => quoteid,
    exists: async (quoteid, look) => (await one(quoteid, look)) !== undefined,
  }),
  changes: { quotes: 'quoteid' },
});

export const SendQuote = write('SendQuote', {
  params: z.strictObject({ quoteid: idParam }),
  answer: z.object({}),
  purpose: 'billing',
  repeat: 'resend',
  remote: 'mail',
  refusals: ['Quote ID Not Found'],
  // Of one that was delivered before, the stage tells nothing, and neither does a mail that is still on its way.
  reconcile: reached<{ readonly quoteid: number }>({
    named: 'quoteid',
    id: ({ quoteid }) => quoteid,
    read: async (quoteid, look) => (await one(quoteid, look))?.stage ?? null,
    to: 'Delivered',
    absenceProves: false,
  }),
  changes: { quotes: 'quoteid' },
});
