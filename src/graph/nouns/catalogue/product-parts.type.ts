/** What a product is made of: prices, custom fields, configurable options. */
import { builder } from '../../schema-kit/builder.ts';
import { globalId } from '../../base/global-id.ts';
import { Money, moneyOf, type CurrencySource } from '../../entity/money.ts';
import type { ProductCustomFieldFacts, ProductOptionChoiceFacts, ProductOptionFacts } from './product-facts.ts';
import type * as pricing from './product-pricing.ts';
import { Currencies } from './currency.ts';

const CyclePrice = builder
  .objectRef<{ readonly told: pricing.CyclePrice; readonly currency: CurrencySource }>('CyclePrice')
  .implement({
    description: 'The price of a billing cycle.',
    fields: (t) => ({
      price: t.field({
        type: Money,
        description: 'What each cycle costs; null where it is not offered.',
        resolve: ({ told, currency }) => moneyOf(told.price, currency),
      }),
      setupFee: t.field({
        type: Money,
        description: 'What is added to the first cycle.',
        resolve: ({ told, currency }) => moneyOf(told.setupFee, currency),
      }),
    }),
  });

type Cycle = Exclude<keyof pricing.Prices, 'currencyCode' | 'currencyPrefix' | 'currencySuffix'>;

export const ProductPricing = builder.objectRef<pricing.Prices>('ProductPricing').implement({
  description: 'Prices in one currency.',
  fields: (t) => {
    const cycle = (name: Cycle, description: string) =>
      t.field({
        type: CyclePrice,
        description,
        resolve: (prices, _, graph) => {
          const told = prices[name];
          return told && { told, currency: graph.noun(Currencies).of(prices.currencyCode, prices) };
        },
      });
    return {
      currencyCode: t.exposeString('currencyCode', { nullable: false, description: 'ISO 4217 code of the currency.' }),
      currencyPrefix: t.string({
        description: 'Stands before amounts: "$".',
        resolve: (prices, _, graph) => graph.noun(Currencies).of(prices.currencyCode, prices).tell('currencyPrefix'),
      }),
      currencySuffix: t.string({
        description: 'Stands behind amounts: " USD".',
        resolve: (prices, _, graph) => graph.noun(Currencies).of(prices.currencyCode, prices).tell('currencySuffix'),
      }),
      oneTime: cycle('oneTime', 'Paid once; null where the product is not. WHMCS keeps it with the monthly prices.'),
      monthly: cycle('monthly', 'Every month; null where the product is paid once.'),
      quarterly: cycle('quarterly', 'Every three months.'),
      semiAnnually: cycle('semiAnnually', 'Every six months.'),
      annually: cycle('annually', 'Every year.'),
      biennially: cycle('biennially', 'Every two years.'),
      triennially: cycle('triennially', 'Every three years.'),
    };
  },
});

export const ProductCustomField = builder.objectRef<ProductCustomFieldFacts>('ProductCustomField').implement({
  description: 'A custom field that is filled in when the product is ordered.',
  fields: (t) => ({
    fieldId: t.id({
      nullable: false,
      description: 'The field, for CustomFieldInput.',
      resolve: ({ id }) => globalId('CustomField', id ?? 0),
    }),
    name: t.exposeString('name', { description: 'Its name.' }),
    description: t.exposeString('description', { description: 'What is asked for (HTML).' }),
    isRequired: t.exposeBoolean('isRequired', { description: 'Whether it must be filled in.' }),
  }),
});

const ProductConfigOptionChoice = builder.objectRef<ProductOptionChoiceFacts>('ProductConfigOptionChoice').implement({
  description: 'One of the choices of a configurable option.',
  fields: (t) => ({
    whmcsId: t.int({
      description: "WHMCS's own number: the value of a ConfigOptionInput, quantities apart.",
      resolve: ({ id }) => id,
    }),
    name: t.exposeString('name', { description: 'The name that clients see.' }),
    rawName: t.exposeString('rawName', { description: "The name as configured, where it differs from the client's." }),
    recurring: t.field({
      type: 'Decimal',
      description: 'The recurring price as WHMCS sums it up, in the default currency.',
      resolve: ({ recurring }) => recurring,
    }),
    isRequired: t.exposeBoolean('isRequired', { description: 'Whether it must be chosen.' }),
    pricing: t.field({
      type: [ProductPricing],
      description: 'What it adds to the price, by currency.',
      resolve: ({ pricing: prices }) => prices,
    }),
  }),
});

export const ProductConfigOption = builder.objectRef<ProductOptionFacts>('ProductConfigOption').implement({
  description: 'Something about a product that is chosen when it is ordered, and may cost more.',
  fields: (t) => ({
    optionId: t.id({
      nullable: false,
      description: 'The option, for ConfigOptionInput.',
      resolve: ({ id }) => globalId('ConfigOption', id ?? 0),
    }),
    name: t.exposeString('name', { description: 'Its name.' }),
    type: t.exposeString('type', {
      description: "WHMCS's number of its kind: 1 a list, 2 radio buttons, 3 yes or no, 4 a quantity.",
    }),
    minimumQuantity: t.exposeInt('minimumQuantity', {
      description: 'The least quantity. WHMCS 8.12 and later.',
    }),
    maximumQuantity: t.exposeInt('maximumQuantity', {
      description: 'The largest quantity; 0 is no limit. WHMCS 8.12 and later.',
    }),
    choices: t.field({
      type: [ProductConfigOptionChoice],
      nullable: { list: false, items: false },
      description: 'What can be chosen.',
      resolve: ({ choices }) => choices,
    }),
  }),
});
