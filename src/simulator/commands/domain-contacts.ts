/** The contacts of a domain, which the registrar stores. */
import type { Json } from '../http/json.ts';
import type { Contacts, Domain } from '../world/model.ts';
import { existing, Refusal, remote, write, type Call } from './command.ts';
import { domainOf } from './domains.ts';
import { get } from './table-command.ts';

/** A new domain has its owner's data. */
function contactsOf({ userid, contacts }: Domain, { world }: Call): Contacts {
  if (contacts) return contacts;
  const owner = existing(world.clients.get(userid), 'Registrar Error Message');
  const contact = {
    First_Name: owner.firstname,
    Last_Name: owner.lastname,
    Organisation_Name: owner.companyname,
    Email: owner.email,
    City: owner.city,
    Country: owner.country,
  };
  return { Registrant: contact, Admin: contact, Tech: contact };
}

/** JSON inside text; some modules leave the quotation marks of a word out, and others print an object. */
export const DomainGetWhoisInfo = remote(
  get(domainOf, (domain, call) => {
    const form = call.wire.variant(domain.id, 'contacts', 3);
    return Object.fromEntries(
      Object.entries(contactsOf(domain, call)).map(([role, values]): [string, Json] => {
        const printed = Object.fromEntries(
          Object.entries(values).map(([name, value]): [string, Json] => [name, value === '' ? null : value]),
        );
        if (form === 2) return [role, printed];
        const text = JSON.stringify(printed);
        return [role, form === 1 ? text.replace(/"Country":"(\w+)"/, '"Country":$1') : text];
      }),
    );
  }),
);

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const plain = (text: string): string => text.replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity);

/** The elements directly within some XML. */
const elementsIn = (xml: string): [name: string, content: string][] =>
  [...xml.matchAll(/<([^\s<>/]+)>([^]*?)<\/\1>/g)].map(([, name = '', content = '']) => [name, content]);

/** Replaces the contacts whose roles are sent, each as a whole. */
export const DomainUpdateWhoisInfo = remote(
  write((call) => {
    const domain = domainOf(call);
    const xml = call.params.text('xml') ?? '';
    if (xml.trim() === '') throw new Refusal('XML Required');
    const [[root, roles] = []] = elementsIn(xml);
    if (root !== 'contactdetails' || roles === undefined) throw new Refusal('Registrar Error Message');
    const sent = elementsIn(roles).map(([role, values]): [string, Contacts[string]] => [
      role,
      Object.fromEntries(elementsIn(values).map(([name, value]) => [name, plain(value)])),
    ]);
    domain.contacts = { ...contactsOf(domain, call), ...Object.fromEntries(sent) };
    return {};
  }),
);
