/** What staff do to the credit of clients. */
import { AddCredit } from '../../../whmcs/commands/credits.ts';
import { compare, plain } from '../../base/decimal.ts';
import { ConflictError } from '../../base/errors.ts';
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { day, decimal, enumOf, filledText, idOf, optional, ref, text } from '../../write/input-fields.ts';
import { Client } from '../clients/client.ts';

const words = { ADD: 'add', REMOVE: 'remove' } as const;

const CreditChange = builder.enumType('CreditChange', {
  description: 'What happens to credit.',
  values: { ADD: { description: 'It becomes more.' }, REMOVE: { description: 'It becomes less.' } },
});

interface Change {
  readonly change: keyof typeof words;
  readonly amount: string;
  readonly currencyCode: string | undefined;
}

/** @param client freshly read. @throws ConflictError if the amount is in another currency, or more than there is to remove */
function checkCredit(client: Client, { change, amount, currencyCode }: Change): void {
  const currency = client.known('currencyCode') ?? null;
  if (currencyCode !== undefined && currencyCode.toUpperCase() !== currency?.toUpperCase())
    throw new ConflictError(`the credit of the client is in ${currency ?? 'a currency that WHMCS does not report'}`, {
      subject: 'currency',
      expected: currency === null ? [] : [currency],
      actual: currencyCode,
    });
  if (change === 'ADD') return;
  const credit = client.known('credit') ?? null;
  if (credit !== null && compare(amount, credit) <= 0) return;
  throw new ConflictError(
    `${amount} is more than the credit of the client, ${credit ?? 'which WHMCS does not report'}: nothing was removed`,
    { subject: 'credit', expected: credit === null || compare(credit, '0') <= 0 ? [] : [credit], actual: amount },
  );
}

mutation('clientCreditAdd', {
  description: 'Adds credit to a client, or removes some of it. WHMCS: AddCredit.',
  command: AddCredit,
  offered: 'NOBODY',
  inputDescription: 'A change of the credit of a client.',
  input: {
    client: ref(Client, 'The client.'),
    change: enumOf(CreditChange, 'Whether credit is added or removed.'),
    amount: decimal('How much. No more than there is can be removed.', { above: '0' }),
    description: filledText('What it is for: the text in the log of credit.'),
    currencyCode: optional(text("The currency that the amount is meant in: an error if the client's is another one.")),
    on: optional(day('The day of the change; today if absent.')),
    administratorId: optional(idOf('Administrator', 'The administrator in the log; that of the credential if absent.')),
  },
  repeated: 'moves nothing twice',
  derivedKey: {
    field: 'description',
    clash:
      'the same amount was asked for with this description before, with another day, currency or administrator: nothing was sent; give an idempotencyKey if it is meant to be done once more',
    of: ({ clientId, change, amount, description }) => JSON.stringify([clientId, change, plain(amount), description]),
    meaning: ({ amount, ...input }) => ({ ...input, amount: plain(amount) }),
  },
  // Credit that is applied to invoices waits for it: each is checked after the one before.
  locksOwner: true,
  guard: ({ client, ...input }) => checkCredit(client, input),
  params: ({ clientId, change, amount, description, on, administratorId }) => ({
    clientid: clientId,
    type: words[change],
    amount,
    description,
    date: on,
    adminid: administratorId,
  }),
  returns: 'client',
});
