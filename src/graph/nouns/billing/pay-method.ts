/** Pay methods: the cards and bank accounts of a client. WHMCS lists those of one client alone. */
import { GetPayMethods } from '../../../whmcs/commands/pay-methods.ts';
import { enumWords } from '../../base/enum-words.ts';
import { builder } from '../../schema-kit/builder.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { enumeration } from '../../schema-kit/enumeration.ts';

const payMethodType = enumWords({
  CREDIT_CARD: 'CreditCard',
  REMOTE_CREDIT_CARD: 'RemoteCreditCard',
  BANK_ACCOUNT: 'BankAccount',
  REMOTE_BANK_ACCOUNT: 'RemoteBankAccount',
});

const PayMethodType = enumeration('PayMethodType', payMethodType, {
  description: 'What a pay method is, and where its details are stored.',
  values: {
    CREDIT_CARD: 'A card that WHMCS stores.',
    REMOTE_CREDIT_CARD: 'A card that the payment gateway stores.',
    BANK_ACCOUNT: 'A bank account that WHMCS stores.',
    REMOTE_BANK_ACCOUNT: 'A bank account that the payment gateway stores.',
  },
  other: 'A type that the gateway does not know.',
});

const kind = enumWords({ CREDIT_CARD: 'CreditCard', BANK_ACCOUNT: 'BankAccount' });

const PayMethodKind = builder.enumType('PayMethodKind', {
  description: 'A kind that pay methods can be listed by.',
  values: { CREDIT_CARD: { description: 'Cards.' }, BANK_ACCOUNT: { description: 'Bank accounts.' } },
});

export const PayMethod = noun('PayMethod', {
  description:
    'A card or bank account that a client pays with. Its number is not among what WHMCS is asked for. WHMCS: GetPayMethods.',
  list: {
    command: GetPayMethods,
    rows: 'paymethods',
    id: 'id',
    client: 'clientid',
    as: 'list',
    filters: (filter) => ({
      kind: filter.enumOf(
        { words: kind, type: PayMethodKind, given: PayMethodKind },
        'type',
        'Only those of this kind.',
      ),
    }),
  },
  fields: (f) => ({
    type: f.enumOf(PayMethodType, 'type', 'What it is, and where its details are stored.'),
    description: f.text('description', 'What the client calls it.'),
    gateway: f.text('gateway_name', 'System name of the payment gateway that stores it: `module` of a PaymentMethod.'),
    lastFour: f.text('card_last_four', 'The last four digits of a card.'),
    cardType: f.text('card_type', 'The brand of a card.'),
    expiresIn: f.text('expiry_date', 'The month and year in which a card expires: "09/28".'),
    startsIn: f.text('start_date', 'The month and year from which a card is valid: "03/24". Few cards have one.'),
    issueNumber: f.text('issue_number', 'The issue number of a card. Few cards have one.'),
    bankName: f.text('bank_name', 'The name of a bank.'),
    contactType: f.text('contact_type', 'Whose billing address it has: Client, or Contact.'),
    contactWhmcsId: f.id('contact_id', "WHMCS's number of that client or contact."),
    lastUpdated: f.text('last_updated', "When it was last changed, in the installation's own format."),
  }),
});
export type PayMethod = ThingOf<typeof PayMethod>;
