/** The lines of invoices in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { andThen } from '../../../maybe-promise.ts';
import { hintedNumber } from '../../base/global-id.ts';
import { Money } from '../../entity/money.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { InvoiceItem, itemsOf } from './invoice-item.ts';
import { Invoices } from './invoice.ts';

builder.objectType(InvoiceItem, {
  name: 'InvoiceItem',
  description: 'A line of an invoice.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof InvoiceItem,
  fields: (t) => ({
    type: t.string({
      description: "WHMCS's word for the charged item: Hosting, Domain, Addon, Item … ; empty for a free line.",
      resolve: ({ facts }) => facts.type,
    }),
    relatedId: t.int({
      description: "WHMCS's number of the charged item; the type says what kind of item it is.",
      resolve: ({ facts }) => facts.relatedId,
    }),
    description: t.string({
      description: 'The text printed on the invoice.',
      resolve: ({ facts }) => facts.description,
    }),
    amount: t.field({
      type: Money,
      description: 'The amount before tax.',
      resolve: (item) => item.amount,
    }),
    taxed: t.boolean({ description: 'Whether tax is added.', resolve: ({ facts }) => facts.taxed }),
  }),
});

/** A line is found through the door of its invoice. */
findable('InvoiceItem', (graph, { id, hint }) => {
  const number = hintedNumber(hint);
  if (number === null) return null;
  return andThen(graph.noun(Invoices).byId(number), (invoice) =>
    andThen(invoice && itemsOf(invoice), (items) => items?.find(({ facts }) => facts.id === id) ?? null),
  );
});
