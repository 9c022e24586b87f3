/** clientUpdate in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { idIn } from '../../write/input.ts';
import { mutation } from '../../write/mutation.type.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { Client, Clients } from './client.ts';
import { ClientStatusInput } from './client.type.ts';
import { updateClient } from './client-update.ts';

const AddressUpdateInput = builder.inputType('AddressUpdateInput', {
  description: 'What to change of a postal address.',
  fields: (t) => ({
    line1: t.string({ description: 'Street and number.' }),
    line2: t.string({ description: 'What else there is to say; null clears it.' }),
    city: t.string({ description: 'City.' }),
    state: t.string({ description: 'State or region.' }),
    postcode: t.string({ description: 'Postal code.' }),
    countryCode: t.string({ description: 'ISO 3166-1 alpha-2: "DE".' }),
  }),
});

/** Who a client is to the host is the host's affair: standing, group, tax, currency, notes. */
export const ClientUpdateInput = builder.inputType('ClientUpdateInput', {
  description: 'A field left out stays; null clears where WHMCS can clear, else it is an input error.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The client.' }),
    firstName: t.string({ description: 'First name.' }),
    lastName: t.string({ description: 'Last name.' }),
    companyName: t.string({ description: 'The company; null clears it.' }),
    email: t.string({ description: 'Address for mail.' }),
    address: t.field({ type: AddressUpdateInput, description: 'The postal address.' }),
    phoneNumber: t.string({ description: 'Phone number.' }),
    taxId: t.string({ ...forStaff, description: 'VAT or tax number; null clears it. Staff only.' }),
    groupId: t.id({ ...forStaff, description: "WHMCS's number of the client group. Staff only." }),
    currencyId: t.id({ ...forStaff, description: 'The currency. Staff only.' }),
    language: t.string({ description: 'The whole name in lower case; null goes back to the default.' }),
    paymentMethod: t.string({ description: 'System name of the usual payment method; null goes back to the default.' }),
    notes: t.string({ ...forStaff, description: "Administrators' notes; null clears them. Staff only." }),
    status: t.field({ ...forStaff, type: ClientStatusInput, description: 'The new status. Staff only.' }),
    marketingOptIn: t.boolean({ description: 'Whether the client agrees to marketing mails.' }),
    taxExempt: t.boolean({ ...forStaff, description: 'Whether no tax is charged. Staff only.' }),
    customFields: t.field({
      type: [CustomFieldInput],
      description:
        'Values of custom fields; those left out stay. Whoever is not staff fills in those that the configuration lists.',
    }),
  }),
});

const ClientUpdatePayload = builder.objectRef<{ readonly clientId: number }>('ClientUpdatePayload').implement({
  description: 'What clientUpdate changed.',
  fields: (t) => ({
    client: t.field({
      type: Client,
      description: 'The client, freshly read.',
      resolve: ({ clientId }, _, graph) => graph.noun(Clients).record(clientId),
    }),
  }),
});

mutation('clientUpdate', {
  description: "Changes a client's data. WHMCS: UpdateClient.",
  input: ClientUpdateInput,
  payload: ClientUpdatePayload,
  run: updateClient,
  recall: ({ id }) => ({ clientId: idIn('Client', id, 'id') }),
});
