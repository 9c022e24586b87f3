/** What staff write into a quote, and the parameters that WHMCS takes for it. */
import { GetQuotes } from '../../../whmcs/commands/quotes.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import {
  clearable,
  count,
  day,
  decimal,
  flag,
  inputObject,
  notClearable,
  optional,
  text,
} from '../../write/input-fields.ts';
import type { ValueOf } from '../../write/input-shape.ts';
import { withoutNullish } from '../../write/input.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { countryIn, emailIn } from '../clients/client-input.ts';

const lineFields = {
  quantity: optional(decimal('How many; 1 if absent.', { above: '0' })),
  discount: optional(decimal('What is taken off, in per cent.', { min: '0' })),
  isTaxed: optional(flag('Whether it is taxed.')),
};

export const QuoteItemAddInput = inputObject('QuoteItemAddInput', 'A new line of a quote.', {
  description: text('What is offered.'),
  unitPrice: decimal('The price of one.'),
  ...lineFields,
});

export const QuoteItemUpdateInput = inputObject(
  'QuoteItemUpdateInput',
  'Changes to a line of a quote. An absent field is unchanged.',
  {
    whmcsId: count("WHMCS's number of the line: `whmcsId` of QuoteItem."),
    description: notClearable(text('What is offered.')),
    unitPrice: notClearable(decimal('The price of one.')),
    ...lineFields,
  },
);

const recipientFields = {
  firstName: clearable(text('First name.')),
  lastName: clearable(text('Last name.')),
  companyName: clearable(text('Company.')),
  email: clearable(text('E-mail address.')),
  phoneNumber: clearable(text('Telephone number, without the code of the country.')),
  addressLine1: clearable(text('Street and number.')),
  addressLine2: clearable(text('Second line of the address.')),
  city: clearable(text('City.')),
  state: clearable(text('State or region.')),
  countryCode: notClearable(text('ISO 3166-1 alpha-2: "DE".')),
};

export const QuoteRecipientInput = inputObject('QuoteRecipientInput', 'A recipient who is not a client yet.', {
  ...recipientFields,
  postcode: optional(text('Postal code. WHMCS takes none later.')),
});

export const QuoteRecipientUpdateInput = inputObject(
  'QuoteRecipientUpdateInput',
  'Changes to a recipient who is not a client yet. An absent field is unchanged; null clears it.',
  recipientFields,
);

/** The fields that creation and changes have in common. */
export const quoteFields = {
  createdOn: optional(day('The day on which it is made; today if absent.')),
  taxId: clearable(text('VAT or tax number of the recipient.')),
  proposal: clearable(text('The text above the lines.')),
  customerNotes: clearable(text('The text below the lines, for the recipient.')),
  notes: clearable(text("Administrators' notes.")),
};

type ReadOf<T> = T extends { read(given: unknown, path: readonly string[]): infer Value } ? Value : never;
type Line = Partial<ReadOf<typeof QuoteItemUpdateInput>>;
type Recipient = ReadOf<typeof QuoteRecipientUpdateInput>;
type Content = { readonly [K in keyof typeof quoteFields]: ValueOf<(typeof quoteFields)[K]> };

/** WHMCS clears a text by empty text; undefined leaves it unchanged. */
const clearedBy = (value: string | null | undefined): string | undefined => (value === null ? '' : value);

export const lineOf = ({ whmcsId, description, quantity, unitPrice, discount, isTaxed }: Line) =>
  withoutNullish({ id: whmcsId, desc: description, qty: quantity, up: unitPrice, discount, taxable: isTaxed });

export const recipientParams = (recipient: Recipient | undefined) => ({
  firstname: clearedBy(recipient?.firstName),
  lastname: clearedBy(recipient?.lastName),
  companyname: clearedBy(recipient?.companyName),
  email: typeof recipient?.email === 'string' ? emailIn(recipient.email) : clearedBy(recipient?.email),
  phonenumber: clearedBy(recipient?.phoneNumber),
  address1: clearedBy(recipient?.addressLine1),
  address2: clearedBy(recipient?.addressLine2),
  city: clearedBy(recipient?.city),
  state: clearedBy(recipient?.state),
  country: recipient?.countryCode === undefined ? undefined : countryIn(recipient.countryCode),
});

export const contentParams = (
  { createdOn, taxId, proposal, customerNotes, notes }: Content,
  { clock }: Pick<WriteScope, 'clock'>,
) => ({
  datecreated: createdOn && clock.localDate(createdOn),
  tax_id: clearedBy(taxId),
  proposal: clearedBy(proposal),
  customernotes: clearedBy(customerNotes),
  adminnotes: clearedBy(notes),
});

/** WHMCS ignores the recipient and the currency of a quote to a client. @throws InvalidInputError */
export function checkRecipient({
  clientId,
  recipient,
  currencyId,
}: {
  readonly clientId: number | undefined;
  readonly recipient: Recipient | undefined;
  readonly currencyId: number | undefined;
}): void {
  if (clientId === undefined) return;
  if (recipient !== undefined)
    throw new InvalidInputError('a quote is to a client or to a recipient who is none: clientId excludes it', [
      'recipient',
    ]);
  if (currencyId !== undefined)
    throw new InvalidInputError('a quote to a client is in the currency of the client', ['currencyId']);
}

/** Checks that the quote has the lines: WHMCS takes a line that it does not know for a new one. @throws NotFoundError */
export async function checkLines({ session }: WriteScope, quoteid: number, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  const { quotes } = await session.read(GetQuotes, { quoteid }, { notBefore: 'mutation' });
  if (!session.planner.believes) return;
  const known = new Set(quotes.find(({ id }) => id === quoteid)?.items?.map(({ id }) => id));
  if (!lines.every(({ whmcsId }) => known.has(whmcsId))) throw new NotFoundError('The quote has no such line.');
}
