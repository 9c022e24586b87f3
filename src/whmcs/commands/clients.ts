/** Clients: GetClients, GetClientsDetails, AddClient, UpdateClient. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { idParam, needsOneOf, optionParam, serializedParam, settingParam } from '../wire/params.ts';
import { clientChanged } from '../reconcile/client.ts';
import { created } from '../reconcile/created.ts';
import { collated } from '../wire/collation.ts';
import { clientId, date, id, listOf, text } from '../wire/values.ts';
import { clientDetails } from './client-details.ts';
import { page, pageParams } from '../wire/page.ts';

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
    // From 8.2; older ones ignore it and sort by name.
    orderby: z
      .enum(['id', 'firstname', 'lastname', 'companyname', 'email', 'groupid', 'datecreated', 'status'])
      .optional(),
    sorting: z.enum(['ASC', 'DESC']).optional(),
  }),
  answer: page({ clients: listOf('client', row).default([]) }),
  keep: 'list',
  topics: ['clients'],
  mentions: { client: 'clients[].id' },
  probe: { limitnum: 1 },
});

/** What the counters count. */
const COUNTED = ['services', 'domains', 'invoices', 'transactions', 'tickets'] as const;

export const GetClientsDetails = read('GetClientsDetails', {
  params: needsOneOf(
    z.strictObject({ clientid: idParam.optional(), email: z.string().optional(), stats: optionParam.optional() }),
    'clientid',
    'email',
  ),
  answer: clientDetails,
  // 7.x answers the hash of the password and of the security answer, and the card at the root.
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

/** What both writes take. */
const account = {
  companyname: z.string().optional(),
  address2: z.string().optional(),
  tax_id: z.string().optional(),
  currency: idParam.optional(),
  groupid: idParam.optional(),
  customfields: serializedParam.optional(),
  /** The whole name in lower case: "english". */
  language: z.string().optional(),
  clientip: z.string().optional(),
  notes: z.string().optional(),
  marketingoptin: settingParam.optional(),
  skipvalidation: optionParam.optional(),
};

/** Rows that are looked at for a new client: so many others would have to sign up meanwhile to hide it. */
const NEWEST = 25;

/** Clients are told apart by their addresses. Before 8.2 lists have an order of their own: what is not found there proves nothing. */
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
        // Whoever sees the group's members sees a client that is found later, too.
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
    /** From 8.0: an existing user who becomes the owner; else a new user is made, who needs the password. */
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
  changes: { clients: 'clientid' },
});

export const UpdateClient = write('UpdateClient', {
  params: z.strictObject({
    ...account,
    clientid: idParam,
    firstname: z.string().optional(),
    lastname: z.string().optional(),
    email: z.string().optional(),
    address1: z.string().optional(),
    city: z.string().optional(),
    state: z.string().optional(),
    postcode: z.string().optional(),
    country: z.string().optional(),
    phonenumber: z.string().optional(),
    status: z.string().optional(),
    paymentmethod: z.string().optional(),
    email_preferences: z
      .partialRecord(z.enum(['general', 'product', 'domain', 'invoice', 'support', 'affiliate']), settingParam)
      .optional(),
    latefeeoveride: settingParam.optional(),
    overideduenotices: settingParam.optional(),
    taxexempt: settingParam.optional(),
    separateinvoices: settingParam.optional(),
    disableautocc: settingParam.optional(),
    overrideautoclose: settingParam.optional(),
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
