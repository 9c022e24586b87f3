/** Clients: GetClients, GetClientsDetails, AddClient, UpdateClient. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { idParam, needsOneOf, optional, optionParam, serializedParam, settingParam } from '../wire/params.ts';
import { clientChanged } from '../reconcile/client.ts';
import { created } from '../reconcile/created.ts';
import { collated } from '../wire/collation.ts';
import { clientId, date, id, text } from '../wire/values.ts';
import { clientDetails } from './client-details.ts';
import { page, pageParams, rows } from '../wire/page.ts';

const row = z.object({
  id: clientId,
  firstname: text,
  lastname: text,
  companyname: text,
  email: text,
  datecreated: date,
  groupid: id,
  status: text,
});

export const GetClients = read('GetClients', {
  params: z.strictObject({
    ...pageParams,
    status: z.enum(['Active', 'Inactive', 'Closed']).optional(),
    search: z.string().optional(),
    // From 8.2; older versions ignore it and sort by name.
    orderby: z
      .enum(['id', 'firstname', 'lastname', 'companyname', 'email', 'groupid', 'datecreated', 'status'])
      .optional(),
    sorting: z.enum(['ASC', 'DESC']).optional(),
  }),
  answer: page({ clients: rows('client', row) }),
  keep: 'list',
  topics: ['clients'],
  mentions: { client: 'clients[].id' },
  probe: { limitnum: 1 },
});

/** The topics that the counters depend on. */
const COUNTED = ['services', 'domains', 'invoices', 'transactions', 'tickets', 'quotes'] as const;

export const GetClientsDetails = read('GetClientsDetails', {
  params: needsOneOf(
    z.strictObject({ clientid: idParam.optional(), email: z.string().optional(), stats: optionParam.optional() }),
    'clientid',
    'email',
  ),
  answer: clientDetails,
  // 7.x returns the hashes of the password and of the security answer, and the card, at the root.
  secret: ['password', 'securityqid', 'securityqans', 'cctype', 'cclastfour', 'gatewayid'].flatMap((name) => [
    name,
    `client.${name}`,
  ]),
  keep: 'record',
  topics: ({ stats }) => ['clients', 'credit', ...(stats ? COUNTED : [])],
  owner: 'client.id',
  filters: { clientid: 'client.id' },
  mentions: { client: 'client.id' },
  probe: { clientid: 1 },
});

/** The parameters of both writes. */
const account = {
  // `language` is the whole name in lower case: "english".
  ...optional(z.string(), 'companyname', 'address2', 'tax_id', 'language', 'clientip', 'notes'),
  ...optional(idParam, 'currency', 'groupid'),
  customfields: serializedParam.optional(),
  marketingoptin: settingParam.optional(),
  skipvalidation: optionParam.optional(),
};

/** Rows that are read to find a new client: it is missed only if as many others sign up in the meantime. */
const NEWEST = 25;

/** Clients are identified by email address. Before 8.2 the list has another order, so a client that is not in it is not proved absent. */
const signedUp = created<{ email: string }>({
  scope: () => 0,
  key: ({ email }) => [collated(email)],
  like: () => [],
  async list(_, look) {
    const { clients, totalresults } = await look(GetClients, { orderby: 'id', sorting: 'DESC', limitnum: NEWEST });
    return {
      total: totalresults,
      found: clients.map(({ id: clientid, email, groupid }) => ({
        id: clientid,
        key: [collated(email)],
        like: [],
        // The group decides which viewers see a client that is found later.
        ids: groupid ? { clientid, groupid } : { clientid },
      })),
    };
  },
  named: 'clientid',
});

export const AddClient = write('AddClient', {
  params: z.strictObject({
    ...account,
    firstname: z.string(),
    lastname: z.string(),
    email: z.string(),
    address1: z.string(),
    city: z.string(),
    state: z.string(),
    postcode: z.string(),
    country: z.string(),
    phonenumber: z.string(),
    /** From 8.0: an existing user who becomes the owner; else a new user is created, who needs the password. */
    owner_user_id: idParam.optional(),
    password2: z.string().optional(),
    securityqid: idParam.optional(),
    securityqans: z.string().optional(),
    noemail: optionParam.optional(),
  }),
  secretParams: ['password2', 'securityqans', 'customfields'],
  answer: z.object({ clientid: id }),
  purpose: 'lifecycle',
  repeat: 'duplicate',
  refusals: [
    'Invalid Owner User ID',
    'You did not enter …',
    'The email address you entered was not valid',
    'Valid country required',
    'Invalid telephone phone number',
    'You did not provide required custom field value for…',
    'The email address entered is not available for use.',
    'A user already exists with that email address',
  ],
  reconcile: signedUp,
  // WHMCS adds the user who owns the client.
  changes: { clients: 'clientid', users: true },
});

export const UpdateClient = write('UpdateClient', {
  params: z.strictObject({
    ...account,
    clientid: idParam,
    // WHMCS takes the client by its address as well; the number is the surer name, and is always sent.
    clientemail: z.string().optional(),
    clearcreditcard: optionParam.optional(),
    ...optional(z.string(), 'firstname', 'lastname', 'email', 'address1', 'city', 'state', 'postcode', 'country'),
    ...optional(z.string(), 'phonenumber', 'status', 'paymentmethod'),
    email_preferences: z
      .partialRecord(z.enum(['general', 'product', 'domain', 'invoice', 'support', 'affiliate']), settingParam)
      .optional(),
    ...optional(settingParam, 'latefeeoveride', 'overideduenotices', 'taxexempt', 'separateinvoices', 'disableautocc'),
    ...optional(settingParam, 'overrideautoclose'),
  }),
  secretParams: ['customfields'],
  answer: z.object({ clientid: id }),
  purpose: 'support',
  repeat: 'none',
  refusals: [
    'Client ID Not Found',
    'You must have at least one email address enabled to receive domain related notifications…',
    'Duplicate Email Address',
    'The email address entered is not valid',
    'Multiple Credit Card Pay Methods Found',
    'Multiple Bank Account Pay Methods Found',
  ],
  reconcile: clientChanged(async (clientid, look) => (await look(GetClientsDetails, { clientid })).client),
  // A change of the usual payment method is passed on to the client's services, domains and unpaid invoices.
  changes: { clients: 'clientid', names: true, services: true, domains: true, invoices: true },
});
