/** Pay methods: cards and bank accounts of a client. GetPayMethods, AddPayMethod, UpdatePayMethod, DeletePayMethod. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { idParam, monthYearParam, optional, optionParam } from '../wire/params.ts';
import { id, listOf, owner, text } from '../wire/values.ts';
import { createdRow } from '../reconcile/row.ts';
import { removed } from '../reconcile/removed.ts';
import { updated } from '../reconcile/updated.ts';
import type { FreshRead } from '../reconcile/rule.ts';

/** Some builds add the number of the card or account; whatever is not named here is dropped. */
const row = z.object({
  id,
  type: text,
  description: text,
  gateway_name: text,
  contact_type: text,
  contact_id: id,
  card_last_four: text,
  /** "02/25" */
  expiry_date: text,
  start_date: text,
  issue_number: text,
  card_type: text,
  /** In a format of the installation, with a time. */
  last_updated: text,
  bank_name: text,
});

export const GetPayMethods = read('GetPayMethods', {
  params: z.strictObject({
    clientid: idParam,
    paymethodid: idParam.optional(),
    type: z.enum(['BankAccount', 'CreditCard']).optional(),
  }),
  answer: z
    .object({ clientid: owner, paymethods: listOf('paymethod', row).default([]) })
    // The answer names its client once, for all rows.
    .transform(({ clientid, paymethods }) => ({
      clientid,
      paymethods: paymethods.map((each) => ({ ...each, clientid })),
    })),
  secret: ['paymethods[].remote_token'],
  keep: 'list',
  topics: ['payMethods'],
  owner: 'paymethods[].clientid',
  filters: { clientid: 'paymethods[].clientid', paymethodid: 'paymethods[].id' },
  mentions: { payMethod: 'paymethods[].id' },
  // The rows tell no name of their client.
  names: [],
  probe: { clientid: 1 },
});

/** The numbers of cards and accounts: they pass through, and are neither logged nor kept. */
const numbers = ['card_number', 'bank_code', 'bank_account'] as const;

/** Beside a number they make a card usable. */
const dates = ['card_expiry', 'card_start', 'card_issue_number'] as const;

const details = {
  ...optional(z.string(), 'bank_name', 'bank_account_type', ...numbers),
  ...optional(monthYearParam, 'card_expiry', 'card_start'),
  card_issue_number: idParam.optional(),
  set_as_default: optionParam.optional(),
};

const newPayMethod = z.strictObject({
  clientid: idParam,
  type: z.enum(['BankAccount', 'CreditCard', 'RemoteCreditCard']).optional(),
  ...optional(z.string(), 'description', 'gateway_module_name'),
  ...details,
});

const listed = async (clientid: number, look: FreshRead) => (await look(GetPayMethods, { clientid })).paymethods;

const payMethodOf = async (clientid: number | null, paymethodid: number, look: FreshRead) =>
  clientid === null ? undefined : (await listed(clientid, look)).find((method) => method.id === paymethodid);

export const AddPayMethod = write('AddPayMethod', {
  params: newPayMethod,
  answer: z.object({ clientid: id, paymethodid: id }),
  purpose: 'billing',
  repeat: 'duplicate',
  remote: 'gateway (tokenised types)',
  secretParams: [...numbers, ...dates],
  refusals: [
    'Client ID Is Required',
    'Invalid Client ID',
    'Invalid Pay Method Type. …',
    'Gateway is Required for RemoteCreditCard type',
    'No Local Credit Card Payment Gateways Enabled',
    "Card Number is required for 'CreditCard' or 'RemoteCreditCard' type",
    "Expiry Date is required for 'CreditCard' or 'RemoteCreditCard' type",
    'Expiry Date is invalid',
    'Start Date is invalid',
    'Issue Number is invalid',
    'Invalid Gateway Module Name. Must be one of: …',
    'Unsupported Gateway Type for Storage',
    'Routing number is required',
    'Account number is required',
    'Gateway is Required for Bank Account Storage',
  ],
  // By its description alone: no hash of a number is kept, because the few that there are can be tried.
  reconcile: createdRow<z.input<typeof newPayMethod>, z.output<typeof row>>({
    named: 'paymethodid',
    scope: ({ clientid }) => clientid,
    async list(clientid, look) {
      const rows = await listed(clientid, look);
      return { rows, total: rows.length };
    },
    id: (method) => method.id,
    key: [],
    like: ['description'],
    // A gateway that stores the card may answer after WHMCS has given up.
    absenceProves: false,
  }),
  changes: { payMethods: 'paymethodid' },
});

export const UpdatePayMethod = write('UpdatePayMethod', {
  params: z.strictObject({ clientid: idParam, paymethodid: idParam, ...details }),
  answer: z.object({ paymethodid: id, clientid: id }),
  purpose: 'billing',
  repeat: 'none',
  remote: 'gateway (tokenised types)',
  secretParams: [...numbers, ...dates],
  refusals: [
    'Pay Method ID is Required',
    'Client ID is Required',
    'Invalid Pay Method ID',
    'Pay Method does not belong to passed Client ID',
    'Unsupported Gateway Type for Update',
    'No Details Provided for Update',
    'Unable to Update Card Number for Assisted Gateway',
    'Expiry Date is invalid',
    'Start Date is invalid',
    'Issue Number is invalid',
  ],
  // No answer tells which one is the default, nor any number.
  reconcile: updated<
    { readonly clientid: number; readonly paymethodid: number; readonly card_expiry?: string | undefined },
    { readonly expiry_date?: string | null | undefined } | undefined
  >({
    named: 'paymethodid',
    id: ({ paymethodid }) => paymethodid,
    scope: ({ clientid }) => clientid,
    read: (paymethodid, look, clientid) => payMethodOf(clientid, paymethodid, look),
    valuesOf: (method) => ({ expiry: (method?.expiry_date ?? '').replaceAll(/\D/g, '') }),
    wanted: ({ card_expiry: expiry }) => (expiry === undefined ? {} : { expiry }),
    absenceProves: false,
  }),
  changes: { payMethods: 'paymethodid' },
});

export const DeletePayMethod = write('DeletePayMethod', {
  params: z.strictObject({ clientid: idParam, paymethodid: idParam, failonremotefailure: optionParam.optional() }),
  answer: z.object({ paymethodid: id }),
  purpose: 'billing',
  repeat: 'error',
  remote: 'gateway (tokenised types)',
  refusals: [
    'Client ID is Required',
    'Pay Method ID is Required',
    'Invalid Pay Method ID',
    'Pay Method does not belong to passed Client ID',
  ],
  reconcile: removed<{ readonly clientid: number; readonly paymethodid: number }>({
    named: 'paymethodid',
    id: ({ paymethodid }) => paymethodid,
    scope: ({ clientid }) => clientid,
    exists: async (paymethodid, look, clientid) => (await payMethodOf(clientid, paymethodid, look)) !== undefined,
    absenceProves: false,
  }),
  // An invoice names the one that it is charged to.
  changes: { payMethods: 'paymethodid', invoices: true },
});
