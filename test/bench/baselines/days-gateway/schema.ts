/** The queries of the day's gateway, and its schema. */
import { numberOf, parseGlobalId } from '../../../../src/graph/base/global-id.ts';
import { builder } from './builder.ts';
import {
  ClientPage,
  ClientRef,
  CurrencyRef,
  DomainPage,
  InvoicePage,
  InvoiceRef,
  InvoiceStatus,
  NodeRef,
  OrderPage,
  PaymentMethodRef,
  ProductRef,
  TicketPage,
} from './types.ts';

const Direction = builder.enumType('OrderDirection', { values: ['ASC', 'DESC'] as const });

const orderInput = <const Fields extends readonly string[]>(noun: string, values: Fields) => {
  const Field = builder.enumType(`${noun}OrderField`, { values });
  return builder.inputType(`${noun}Order`, {
    fields: (t) => ({
      field: t.field({ type: Field, required: true }),
      direction: t.field({ type: Direction, required: true }),
    }),
  });
};
const ClientOrder = orderInput('Client', ['ID']);
const InvoiceOrder = orderInput('Invoice', ['ID', 'DUE_DATE']);

builder.queryType({
  fields: (t) => ({
    client: t.field({
      type: ClientRef,
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, { load }) => load.client.load(numberOf('Client', id)),
    }),
    clients: t.field({
      type: ClientPage,
      args: { first: t.arg.int(), orderBy: t.arg({ type: ClientOrder }) },
      resolve: (_, args, { ask }) => ask.clients(args),
    }),
    invoice: t.field({
      type: InvoiceRef,
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, { load }) => load.invoice.load(numberOf('Invoice', id)),
    }),
    invoices: t.field({
      type: InvoicePage,
      args: {
        first: t.arg.int(),
        status: t.arg({ type: InvoiceStatus }),
        orderBy: t.arg({ type: InvoiceOrder }),
      },
      resolve: (_, args, { ask }) => ask.invoices(args),
    }),
    tickets: t.field({
      type: TicketPage,
      args: { first: t.arg.int(), status: t.arg.string() },
      resolve: (_, args, { ask }) => ask.tickets(args),
    }),
    orders: t.field({
      type: OrderPage,
      args: { first: t.arg.int(), status: t.arg.string() },
      resolve: (_, args, { ask }) => ask.orders(args),
    }),
    domains: t.field({
      type: DomainPage,
      args: { first: t.arg.int() },
      resolve: (_, args, { ask }) => ask.domains(args),
    }),
    products: t.field({ type: [ProductRef], resolve: (_, __, { ask }) => ask.products() }),
    currencies: t.field({ type: [CurrencyRef], resolve: (_, __, { ask }) => ask.currencies() }),
    paymentMethods: t.field({ type: [PaymentMethodRef], resolve: (_, __, { ask }) => ask.paymentMethods() }),
    nodes: t.field({
      type: [NodeRef],
      nullable: { list: false, items: true },
      args: { ids: t.arg.idList({ required: true }) },
      resolve: (_, { ids }, { load }) =>
        ids.map((id) => {
          const parsed = parseGlobalId(id);
          return parsed?.type === 'Service' ? load.service.load(parsed.id) : null;
        }),
    }),
  }),
});

export const schema = builder.toSchema();
