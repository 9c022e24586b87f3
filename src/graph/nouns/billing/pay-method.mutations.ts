/** What can be done to pay methods. The numbers of cards and accounts pass through memory alone, and only staff send them. */
import { AddPayMethod, DeletePayMethod, UpdatePayMethod } from '../../../whmcs/commands/pay-methods.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { count, enumOf, flag, idOf, optional, ref, secret, staffOnly, text } from '../../write/input-fields.ts';
import { gone, made } from '../../write/outcome.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { Client } from '../clients/client.ts';
import { PayMethod } from './pay-method.ts';

const types = {
  CREDIT_CARD: 'CreditCard',
  REMOTE_CREDIT_CARD: 'RemoteCreditCard',
  BANK_ACCOUNT: 'BankAccount',
} as const;

const PayMethodTypeInput = builder.enumType('PayMethodTypeInput', {
  description: 'A type that a new pay method can have.',
  values: {
    CREDIT_CARD: { description: 'A card that WHMCS stores.' },
    REMOTE_CREDIT_CARD: { description: 'A card that the payment gateway stores.' },
    BANK_ACCOUNT: { description: 'A bank account.' },
  },
});

/** "09/28" as WHMCS takes it. @throws InvalidInputError, which does not repeat it */
function monthIn(given: string | undefined, field: string): string | undefined {
  if (given === undefined) return undefined;
  const [, month, year] = /^(0[1-9]|1[0-2])\/(\d\d)$/.exec(given) ?? [];
  if (month === undefined || year === undefined)
    throw new InvalidInputError(`${field} must be a month and a year such as 09/28`, [field]);
  return `${month}${year}`;
}

/** What both inputs have of a card. */
const cardFields = {
  expiresIn: optional(text('The month and year in which a card expires: "09/28".')),
  startsIn: staffOnly(optional(text('The month and year from which a card is valid: "03/24". Staff only.'))),
  issueNumber: staffOnly(optional(count('The issue number of a card. Staff only.'))),
  bankName: staffOnly(optional(text('The name of the bank. Staff only.'))),
  bankAccountType: staffOnly(optional(text('The kind of bank account. Staff only.'))),
  isDefault: flag('Whether it becomes the one that the client usually pays with.', { default: false }),
};

interface Card {
  readonly expiresIn: string | undefined;
  readonly startsIn: string | undefined;
  readonly issueNumber: number | undefined;
  readonly bankName: string | undefined;
  readonly bankAccountType: string | undefined;
  readonly isDefault: boolean;
}

const cardParams = (input: Card) => ({
  card_expiry: monthIn(input.expiresIn, 'expiresIn'),
  card_start: monthIn(input.startsIn, 'startsIn'),
  card_issue_number: input.issueNumber,
  bank_name: input.bankName,
  bank_account_type: input.bankAccountType,
  set_as_default: input.isDefault,
});

mutation('payMethodAdd', {
  description:
    'Stores a card or bank account of a client. Its number is neither logged nor kept, not even as a hash. WHMCS: AddPayMethod.',
  command: AddPayMethod,
  offered: 'NOBODY',
  off: true,
  inputDescription: 'A new pay method.',
  input: {
    client: ref(Client, 'The client.'),
    type: enumOf(PayMethodTypeInput, 'What it is.'),
    description: optional(text('What the client calls it.')),
    gateway: optional(text('System name of the payment gateway that is to store it: `module` of a PaymentMethod.')),
    cardNumber: secret(optional(text('The number of a card.'))),
    routingNumber: secret(optional(text('The routing number of a bank account.'))),
    accountNumber: secret(optional(text('The number of a bank account.'))),
    ...cardFields,
  },
  example: { type: 'CREDIT_CARD', cardNumber: '4929000000000077', expiresIn: '09/28' },
  repeated: 'stores no second one. Numbers are not compared',
  prepare: (input) => ({ details: cardParams(input) }),
  check: ({ gateway }, graph) => graph.noun(PaymentMethods).check(gateway, 'gateway'),
  params: ({ clientId, type, description, gateway, cardNumber, routingNumber, accountNumber, details }) => ({
    clientid: clientId,
    type: types[type],
    description,
    gateway_module_name: gateway,
    card_number: cardNumber,
    bank_code: routingNumber,
    bank_account: accountNumber,
    ...details,
  }),
  returns: { payMethod: made(PayMethod, 'paymethodid', { ownedBy: 'client' }) },
});

/** What names a pay method. */
const named = {
  payMethod: ref(PayMethod, "The pay method by its global id, or by WHMCS's number together with clientId.", {
    // Invoices have a payMethodId, which is a plain number.
    as: 'id',
    ownerIn: 'clientId',
  }),
  clientId: optional(idOf('Client', "Its client, which is needed for WHMCS's number: there is no list of all.")),
};

/** A pay method is found in the list of its client alone. */
function clientOf({ ownerId }: PayMethod): number {
  if (ownerId === null) throw new TypeError('a pay method without a client');
  return ownerId;
}

mutation('payMethodUpdate', {
  description:
    'Changes when a card expires, or makes it the one that the client usually pays with. WHMCS: UpdatePayMethod.',
  command: UpdatePayMethod,
  offered: 'ALLOWED',
  inputDescription:
    'Changes to a pay method. An absent field is unchanged. Its number is not changed: add another one.',
  input: { ...named, ...cardFields },
  example: { clientId: '1', expiresIn: '12/31' },
  prepare(input) {
    const details = cardParams(input);
    const isChange = Object.values(details).some((value) => value !== undefined && value !== false);
    if (!isChange) throw new InvalidInputError('there is nothing to change', ['expiresIn']);
    return { details };
  },
  params: ({ payMethod, payMethodId, details }) => ({
    clientid: clientOf(payMethod),
    paymethodid: payMethodId,
    ...details,
  }),
  returns: 'payMethod',
});

mutation('payMethodDelete', {
  description:
    'Deletes a card or bank account, here and at the payment gateway that stores it. WHMCS: DeletePayMethod.',
  command: DeletePayMethod,
  offered: 'ALLOWED',
  inputDescription: 'A pay method to delete.',
  input: {
    ...named,
    failOnRemoteFailure: flag('Whether it is kept here if the payment gateway does not delete it.', { default: false }),
  },
  example: { clientId: '1' },
  repeated: 'answers as the first time',
  params: ({ payMethod, payMethodId, failOnRemoteFailure }) => ({
    clientid: clientOf(payMethod),
    paymethodid: payMethodId,
    failonremotefailure: failOnRemoteFailure,
  }),
  returns: { deletedPayMethodId: gone('payMethod') },
});
