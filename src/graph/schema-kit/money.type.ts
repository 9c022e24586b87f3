/** Money in the graph. */
import { builder } from './builder.ts';
import { Money } from '../entity/money.ts';

builder.objectType(Money, {
  name: 'Money',
  description: "An exact amount with its currency. Where WHMCS sends an amount without currency, it is the client's.",
  fields: (t) => ({
    amount: t.expose('amount', {
      type: 'Decimal',
      nullable: false,
      description: 'The amount. It never costs a further call.',
    }),
    currencyCode: t.string({
      description: "ISO 4217 code of the currency. May cost the client's record.",
      resolve: (money) => money.currencyCode(),
    }),
    formatted: t.string({
      description: 'The amount between the currency\'s prefix and suffix: "$12.95 USD". May cost the client\'s record.',
      resolve: (money) => money.formatted(),
    }),
  }),
});
