/** To whom a quote is made that is not for a client. */
import { builder } from '../../schema-kit/builder.ts';
import { Address } from '../clients/client-parts.type.ts';

export interface Recipient {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly companyName: string | null;
  readonly email: string | null;
  readonly phoneNumber: string | null;
  readonly taxId: string | null;
  readonly address: typeof Address.$inferType;
}

export const QuoteRecipient = builder.objectRef<Recipient>('QuoteRecipient').implement({
  description: 'A person who is not a client yet. A client is in `client` instead.',
  fields: (t) => ({
    firstName: t.exposeString('firstName', { description: 'First name.' }),
    lastName: t.exposeString('lastName', { description: 'Last name.' }),
    companyName: t.exposeString('companyName', { description: 'Company.' }),
    email: t.exposeString('email', { description: 'E-mail address.' }),
    phoneNumber: t.exposeString('phoneNumber', { description: 'Telephone number.' }),
    taxId: t.exposeString('taxId', { description: 'Tax number.' }),
    address: t.expose('address', { type: Address, description: 'Postal address.' }),
  }),
});
