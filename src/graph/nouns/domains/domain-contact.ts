/** Contacts of a domain, as its registrar has them. */
import type { ContactsByRole } from '../../../whmcs/wire/registrar-contacts.ts';
import { builder } from '../../schema-kit/builder.ts';

interface Value {
  readonly name: string;
  readonly value: string | null;
}

interface Contact {
  readonly role: string;
  readonly values: readonly Value[];
}

const DomainContactValue = builder.objectRef<Value>('DomainContactValue').implement({
  description: 'A value of a contact.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false, description: 'Its name, as the registrar module writes it.' }),
    value: t.exposeString('value', { description: 'The value; null if it is empty.' }),
  }),
});

export const DomainContact = builder.objectRef<Contact>('DomainContact').implement({
  description:
    'A contact of a domain. Its names are those of the registrar module, because registrars ask for different data.',
  fields: (t) => ({
    role: t.exposeString('role', {
      nullable: false,
      description: 'Registrant, Admin, Tech, or another role that the registrar has.',
    }),
    values: t.field({
      type: [DomainContactValue],
      nullable: { list: false, items: false },
      description: 'Its values, in the order of the registrar module.',
      resolve: ({ values }) => [...values],
    }),
  }),
});

export const contactsShown = (contacts: ContactsByRole): Contact[] =>
  Object.entries(contacts).map(([role, values]) => ({
    role,
    values: Object.entries(values).map(([name, value]) => ({ name, value })),
  }));
