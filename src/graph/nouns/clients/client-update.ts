/** clientUpdate: UpdateClient. */
import { UpdateClient } from '../../../whmcs/commands/clients.ts';
import { LostAnswer } from '../../../whmcs/errors.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { customFieldsIn } from '../../write/custom-fields.ts';
import { checkClient } from '../input-refs.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { withoutNullish, idIn, optionalIdIn } from '../../write/input.ts';
import { clientStatus } from './client-facts.ts';
import type { ClientUpdateInput } from './client-update.type.ts';
import { countryIn, emailIn } from './client-input.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { Currencies } from '../catalogue/currency.ts';

type Input = typeof ClientUpdateInput.$inferInput;

/** WHMCS keeps what it is sent empty for, or refuses it. */
const notClearable = [
  'firstName',
  'lastName',
  'email',
  'address',
  'phoneNumber',
  'groupId',
  'currencyId',
  'status',
  'marketingOptIn',
  'taxExempt',
  'customFields',
] as const;
const addressNotClearable = ['line1', 'city', 'state', 'postcode', 'countryCode'] as const;

/** Null clears, which WHMCS does with empty text; undefined stays. */
const clearable = (value: string | null | undefined): string | undefined => (value === null ? '' : value);

export async function updateClient(input: Input, graph: WriteScope): Promise<{ clientId: number }> {
  refuseNulls(input);
  const id = idIn('Client', input.id, 'id');
  const changes = changesOf(input, graph);
  await checkClient(graph, id);
  await Promise.all([
    graph.noun(PaymentMethods).check(input.paymentMethod, 'paymentMethod'),
    graph.noun(Currencies).check(changes.currency),
  ]);
  await inGroup(graph, id, changes.groupid, () => graph.session.write(UpdateClient, { clientid: id, ...changes }, id));
  return { clientId: id };
}

/** Whose things are whose viewer's changes with the group; where nobody knows whether it did, they are nobody's for the time being. */
async function inGroup(
  { groups }: WriteScope,
  client: number,
  group: number | undefined,
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write();
    if (group !== undefined) groups.moved(client, group);
  } catch (error) {
    if (group !== undefined && error instanceof LostAnswer) groups.moved(client, null);
    throw error;
  }
}

function refuseNulls(input: Input): void {
  for (const field of notClearable) if (input[field] === null) throw cannotClear(field);
  for (const field of addressNotClearable) if (input.address?.[field] === null) throw cannotClear('address', field);
}

const cannotClear = (...path: string[]) =>
  new InvalidInputError(`${path.at(-1)} cannot be cleared: leave it out to keep it`, path);

const changesOf = (input: Input, graph: WriteScope) =>
  withoutNullish({
    firstname: input.firstName,
    lastname: input.lastName,
    companyname: clearable(input.companyName),
    email: input.email == null ? undefined : emailIn(input.email),
    address1: input.address?.line1,
    address2: clearable(input.address?.line2),
    city: input.address?.city,
    state: input.address?.state,
    postcode: input.address?.postcode,
    country: input.address?.countryCode == null ? undefined : countryIn(input.address.countryCode),
    phonenumber: input.phoneNumber,
    tax_id: clearable(input.taxId),
    groupid: optionalIdIn('ClientGroup', input.groupId, 'groupId'),
    currency: optionalIdIn('Currency', input.currencyId, 'currencyId'),
    language: clearable(input.language),
    paymentmethod: clearable(input.paymentMethod),
    notes: clearable(input.notes),
    status: input.status ? clientStatus.write(input.status) : undefined,
    marketingoptin: input.marketingOptIn,
    taxexempt: input.taxExempt,
    customfields: customFieldsIn(input.customFields, 'clients', graph),
  });
