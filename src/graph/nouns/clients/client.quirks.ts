/** Peculiarities of client updates: which fields null clears, and who sees a client after a change of its group. */
import type { WriteScope } from '../../write/write-scope.ts';
import { customFieldsIn } from '../../write/custom-fields.ts';
import { withoutNullish } from '../../write/input.ts';
import { clientStatus } from './client-facts.ts';
import { countryIn, emailIn } from './client-input.ts';

interface Address {
  readonly line1: string | undefined;
  readonly line2: string | null | undefined;
  readonly city: string | undefined;
  readonly state: string | undefined;
  readonly postcode: string | undefined;
  readonly countryCode: string | undefined;
}

interface Changes {
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly companyName: string | null | undefined;
  readonly email: string | undefined;
  readonly address: Address | undefined;
  readonly phoneNumber: string | undefined;
  readonly taxId: string | null | undefined;
  readonly groupId: number | undefined;
  readonly currencyId: number | undefined;
  readonly language: string | null | undefined;
  readonly paymentMethod: string | null | undefined;
  readonly notes: string | null | undefined;
  readonly status: (typeof clientStatus.names)[number] | undefined;
  readonly marketingOptIn: boolean | undefined;
  readonly taxExempt: boolean | undefined;
  readonly customFields: Parameters<typeof customFieldsIn>[0];
}

/** WHMCS clears a field by empty text; undefined leaves it unchanged. */
const clearedBy = (value: string | null | undefined): string | undefined => (value === null ? '' : value);

/** The changes as WHMCS's parameters. */
export const changesIn = (input: Changes, graph: WriteScope) =>
  withoutNullish({
    firstname: input.firstName,
    lastname: input.lastName,
    companyname: clearedBy(input.companyName),
    email: input.email === undefined ? undefined : emailIn(input.email),
    address1: input.address?.line1,
    address2: clearedBy(input.address?.line2),
    city: input.address?.city,
    state: input.address?.state,
    postcode: input.address?.postcode,
    country: input.address?.countryCode === undefined ? undefined : countryIn(input.address.countryCode),
    phonenumber: input.phoneNumber,
    tax_id: clearedBy(input.taxId),
    groupid: input.groupId,
    currency: input.currencyId,
    language: clearedBy(input.language),
    paymentmethod: clearedBy(input.paymentMethod),
    notes: clearedBy(input.notes),
    status: input.status && clientStatus.write(input.status),
    marketingoptin: input.marketingOptIn,
    taxexempt: input.taxExempt,
    customfields: customFieldsIn(input.customFields, 'clients', graph),
  });

/** The group decides which partner sees the client. While the outcome of the change is unknown, no partner sees it. */
export function moveIntoGroup(
  groups: WriteScope['groups'],
  client: number,
  group: number | undefined,
  ending: 'done' | 'unknown',
): void {
  if (group !== undefined) groups.clientMoved(client, ending === 'done' ? group : null);
}
