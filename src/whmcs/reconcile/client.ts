/** UpdateClient: the fields that GetClientsDetails tells. Custom fields may hold secrets, and are not compared. */
import type { FreshRead, BoundReconcileRule } from './rule.ts';
import { collated } from '../wire/collation.ts';
import { updated, type Values } from './updated.ts';

type Value = string | number | boolean | null | undefined;

/** What the record calls each parameter that can be compared. */
const names = {
  firstname: 'firstname',
  lastname: 'lastname',
  companyname: 'companyname',
  email: 'email',
  address1: 'address1',
  address2: 'address2',
  city: 'city',
  state: 'state',
  postcode: 'postcode',
  country: 'countrycode',
  phonenumber: 'phonenumber',
  tax_id: 'tax_id',
  groupid: 'groupid',
  currency: 'currency',
  language: 'language',
  status: 'status',
  paymentmethod: 'defaultgateway',
  notes: 'notes',
  taxexempt: 'taxexempt',
  latefeeoveride: 'latefeeoveride',
  overideduenotices: 'overideduenotices',
  separateinvoices: 'separateinvoices',
  disableautocc: 'disableautocc',
  overrideautoclose: 'overrideautoclose',
} as const;

type Name = keyof typeof names;

const all = Object.keys(names).filter((name): name is Name => name in names);

export type ClientChanges = { readonly clientid: number } & { readonly [name in Name]?: Value };
type Client = { readonly [name in (typeof names)[Name] | 'country']?: Value };

/** Numbers of telephones are written with and without blanks; WHMCS has addresses, languages and states of its own in any case. */
function written(name: Name, value: Value): string {
  if (name === 'phonenumber') return String(value ?? '').replaceAll(/\D/g, '');
  // What is off is told as false, or not at all.
  if (typeof value === 'boolean') return value ? 'true' : '';
  return name === 'notes' ? String(value ?? '') : collated(String(value ?? ''));
}

const valuesOf = (client: Client): Values =>
  Object.fromEntries(
    all.map((name) => [name, written(name, client[names[name]] ?? (name === 'country' ? client.country : undefined))]),
  );

const wanted = (asked: ClientChanges): Values =>
  Object.fromEntries(all.flatMap((name) => (asked[name] === undefined ? [] : [[name, written(name, asked[name])]])));

export const clientChanged = (
  read: (clientid: number, look: FreshRead) => Promise<Client>,
): BoundReconcileRule<ClientChanges> =>
  updated<ClientChanges, Client>({ named: 'clientid', id: ({ clientid }) => clientid, read, valuesOf, wanted });
