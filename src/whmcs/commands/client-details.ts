/** The answer of GetClientsDetails: the client, its users and, if requested, its counters. */
import { z } from 'zod';
import { clientId, count, entered, flag, id, label, listOf, money, objectOf, text, verbatim } from '../wire/values.ts';

const preferences = z.object({
  general: flag,
  invoice: flag,
  support: flag,
  product: flag,
  domain: flag,
  affiliate: flag,
});

/** Values come without names; some builds add `fieldname`. */
const customField = z.object({ id, value: entered, fieldname: label });

/** From 8.0. */
const user = z.object({ id, name: text, email: text, is_owner: flag });

const client = z.object({
  id: clientId,
  client_id: id,
  userid: id,
  owner_user_id: id,
  uuid: text,
  firstname: text,
  lastname: text,
  fullname: text,
  companyname: text,
  email: text,
  address1: text,
  address2: text,
  city: text,
  fullstate: text,
  state: text,
  statecode: text,
  postcode: text,
  countrycode: text,
  country: text,
  countryname: text,
  phonecc: text,
  phonenumber: text,
  phonenumberformatted: text,
  telephoneNumber: text,
  tax_id: text,
  email_preferences: objectOf(preferences).optional(),
  billingcid: id,
  notes: text,
  currency: id,
  currency_code: text,
  defaultgateway: text,
  groupid: id,
  status: text,
  credit: money,
  taxexempt: flag,
  latefeeoveride: flag,
  overideduenotices: flag,
  separateinvoices: flag,
  disableautocc: flag,
  emailoptout: flag,
  marketing_emails_opt_in: flag,
  isOptedInToMarketingEmails: flag,
  overrideautoclose: flag,
  allowSingleSignOn: flag,
  email_verified: flag,
  twofaenabled: flag,
  language: text,
  /** "No Login Logged", or a localised date, an address and a host with `<br>` between them. */
  lastlogin: verbatim,
  customfields: listOf('customfield', customField).optional(),
  users: listOf('user', user).optional(),
});

/** From 8.x the counters live only here. Their money is formatted text ("$2645.80 USD"). */
const stats = z.object({
  numdueinvoices: count,
  dueinvoicesbalance: money,
  incredit: flag,
  creditbalance: money,
  grossRevenue: money,
  expenses: money,
  income: money,
  numoverdueinvoices: count,
  overdueinvoicesbalance: money,
  numDraftInvoices: count,
  draftInvoicesBalance: money,
  numunpaidinvoices: count,
  unpaidinvoicesamount: money,
  numpaidinvoices: count,
  paidinvoicesamount: money,
  numcancelledinvoices: count,
  cancelledinvoicesamount: money,
  numrefundedinvoices: count,
  refundedinvoicesamount: money,
  numcollectionsinvoices: count,
  collectionsinvoicesamount: money,
  numpaymentpendinginvoices: count,
  paymentpendinginvoicesamount: money,
  productsnumactivehosting: count,
  productsnumhosting: count,
  productsnumactivereseller: count,
  productsnumreseller: count,
  productsnumactiveservers: count,
  productsnumservers: count,
  productsnumactiveother: count,
  productsnumother: count,
  productsnumactive: count,
  productsnumtotal: count,
  numactivedomains: count,
  numdomains: count,
  numacceptedquotes: count,
  numquotes: count,
  numtickets: count,
  numactivetickets: count,
  numaffiliatesignups: count,
  isAffiliate: flag,
});

/**
 * WHMCS repeats the client's fields at the root, and the two copies differ: 7.10 has some fields only there, and some installations have
 * no `client` at all. The fields of `client` take precedence, and the root fills the gaps. The id has three names.
 */
function oneClient(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  const { client: nested, stats: counters, ...root } = answer;
  const merged = { ...root, ...(isObject(nested) ? nested : {}) };
  const number = merged['id'] ?? merged['client_id'] ?? merged['userid'];
  return { client: { ...merged, id: number }, ...(counters === undefined ? {} : { stats: counters }) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const clientDetails = z
  .unknown()
  .transform(oneClient)
  .pipe(z.object({ client, stats: objectOf(stats).optional() }));
