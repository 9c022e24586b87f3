/** Products in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mayUseField } from '../../write/custom-fields.ts';
import { andThen } from '../../../maybe-promise.ts';
import { globalId, numberOf, optionalNumberOf } from '../../base/global-id.ts';
import { lasting, withMeta } from '../../base/field-meta.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { fact } from '../../schema-kit/fact-fields.ts';
import { ProductConfigOption, ProductCustomField, ProductPricing } from './product-parts.type.ts';
import { Product, Products } from './product.ts';

const PayType = builder.enumType('PayType', {
  description: 'How a product is paid for.',
  values: {
    FREE: { description: 'It costs nothing.' },
    ONE_TIME: { description: 'Once.' },
    RECURRING: { description: 'Every billing cycle.' },
    OTHER: { description: 'A way that the gateway does not know.' },
  },
});

builder.objectType(Product, {
  name: 'Product',
  description: 'Something for sale. WHMCS: GetProducts.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Product,
  fields: (t) => ({
    whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
    name: t.string({ description: 'Its name.', resolve: lasting(fact('name')) }),
    groupId: t.id({
      description: 'The group, for `products(groupId:)`.',
      resolve: (product) =>
        andThen(product.tell('groupId'), (id) => (id === null ? null : globalId('ProductGroup', id))),
    }),
    groupName: t.string({
      description: "The group's name. Only services know it: null where the product was reached otherwise.",
      resolve: lasting(fact('groupName')),
    }),
    type: t.string({
      description: "WHMCS's word for its kind: hostingaccount, reselleraccount, server or other.",
      resolve: lasting(fact('type')),
    }),
    slug: t.string({
      description: 'Its part of the address in the store. WHMCS 8.3 and later.',
      resolve: lasting(fact('slug')),
    }),
    url: t.string({ description: 'Its page in the store. WHMCS 8.3 and later.', resolve: lasting(fact('url')) }),
    description: t.string({
      description: 'HTML, as the administrator wrote it.',
      resolve: lasting(fact('description')),
    }),
    module: t.string({
      description: 'The server module that provisions it; null where none does.',
      resolve: lasting(fact('module')),
    }),
    payType: t.field({ type: PayType, description: 'How it is paid for.', resolve: lasting(fact('payType')) }),
    allowQuantity: t.int({
      description:
        "WHMCS's number of how more than one can be ordered: 0 not at all, 1 as that many services, 2 as one service of that quantity. WHMCS 8.12 and later.",
      resolve: fact('allowQuantity'),
    }),
    quantityAvailable: t.int({
      description: 'How many are in stock; 0 also where stock is not controlled. WHMCS 8.12 and later.',
      resolve: fact('quantityAvailable'),
    }),
    pricing: t.field({
      type: [ProductPricing],
      description: 'Its prices, by currency.',
      resolve: fact('pricing'),
    }),
    customFields: t.field({
      type: [ProductCustomField],
      description:
        'Custom fields that an order fills in. Viewers other than staff see the required ones and those that the configuration lists.',
      resolve: withMeta(
        (product, _, graph) =>
          andThen(
            product.tell('customFields'),
            (fields) =>
              fields?.filter(({ id, isRequired }) => isRequired || mayUseField(graph, 'services', { fieldId: id })) ??
              null,
          ),
        { fact: 'customFields' },
      ),
    }),
    configOptions: t.field({
      type: [ProductConfigOption],
      description: 'What can be chosen about it.',
      resolve: fact('configOptions'),
    }),
  }),
});

findable('Product', (graph, { id }) => graph.noun(Products).byId(id));

builder.queryField('product', (t) =>
  t.field({
    type: Product,
    description: 'One product. WHMCS: GetProducts.',
    args: { id: t.arg.id({ required: true, description: "Its global id or WHMCS's number." }) },
    resolve: (_, { id }, graph) => graph.noun(Products).byId(numberOf('Product', id)),
  }),
);

builder.queryField('products', (t) =>
  t.field({
    type: [Product],
    description: 'What is for sale. WHMCS: GetProducts.',
    args: {
      groupId: t.arg.id({ description: 'Only those in this group.' }),
      module: t.arg.string({ description: 'Only those that this server module provisions, by its system name.' }),
    },
    resolve: (_, { groupId, module }, graph) =>
      graph.noun(Products).all({ groupId: optionalNumberOf('ProductGroup', groupId), module }),
  }),
);
