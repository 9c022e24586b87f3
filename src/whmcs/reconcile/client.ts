/** UpdateClient: the fields that GetClientsDetails reports. Custom fields may hold secrets and are not compared. */
import { fieldsUpdated, asText, type Value } from './fields.ts';
import type { BoundReconcileRule, FreshRead } from './rule.ts';

/** The record's name of each parameter that is compared. */
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

export type ClientChanges = { readonly clientid: number } & { readonly [name in Name]?: Value };
type Client = { readonly [name in (typeof names)[Name] | 'country']?: Value };

/** Telephone numbers are written with and without blanks; notes keep their case. */
function written(name: Name, value: Value): string {
  if (name === 'phonenumber') return String(value ?? '').replaceAll(/\D/g, '');
  return name === 'notes' ? String(value ?? '') : asText(value);
}

export const clientChanged = (
  read: (clientid: number, look: FreshRead) => Promise<Client>,
): BoundReconcileRule<ClientChanges> =>
  fieldsUpdated<Name, ClientChanges, Client>({
    named: 'clientid',
    id: ({ clientid }) => clientid,
    read,
    names: Object.keys(names).filter((name): name is Name => name in names),
    valueOf: (client, name) => client[names[name]] ?? (name === 'country' ? client.country : undefined),
    written,
  });
