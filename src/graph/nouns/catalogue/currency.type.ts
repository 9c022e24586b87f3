/** Currencies in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { Currency, Currencies } from './currency.ts';

builder.objectType(Currency, {
  name: 'Currency',
  description: 'A currency of the installation. WHMCS: GetCurrencies.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Currency,
  fields: (t) => ({
    code: t.string({
      nullable: false,
      description: 'ISO 4217 code.',
      resolve: async (currency) => (await currency.tell('currencyCode')) ?? '',
    }),
    prefix: t.string({
      description: 'Stands before amounts: "$".',
      resolve: (currency) => currency.tell('currencyPrefix'),
    }),
    suffix: t.string({
      description: 'Stands behind amounts: " USD".',
      resolve: (currency) => currency.tell('currencySuffix'),
    }),
    rate: t.field({
      type: 'Decimal',
      description: 'Against the default currency, whose rate is 1.',
      resolve: (currency) => currency.tell('rate'),
    }),
    format: t.int({
      description:
        "WHMCS's number of the way in which amounts are grouped: 1 is 1234.56, 2 is 1,234.56, 3 is 1.234,56, 4 is 1,234.",
      resolve: (currency) => currency.tell('format'),
    }),
  }),
});

findable('Currency', (graph, { id }) => graph.noun(Currencies).byId(id));

builder.queryField('currencies', (t) =>
  t.field({
    type: [Currency],
    description: 'The currencies of the installation. WHMCS: GetCurrencies.',
    resolve: (_, __, graph) => graph.noun(Currencies).all(),
  }),
);
