/** The reads that the screens need: arguments of the graph in, facts out. Each baseline makes the calls in its own way. */
import { InvoiceRecord, InvoiceRow, Order } from './facts/billing.ts';
import { Currency, PaymentMethod, Product } from './facts/catalogue.ts';
import { ClientRecord, ClientRow, ClientStats, Domain, Service, Ticket } from './facts/clients.ts';
import type { Page } from './facts/fact-row.ts';
import { andThen, type Later } from './later.ts';
import { number, part, rows, type Params, type Row } from './whmcs.ts';

export interface ListArgs {
  readonly clientId?: number | undefined;
  readonly first?: number | null | undefined;
  readonly status?: string | null | undefined;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null | undefined;
}

export type Reads = ReturnType<typeof reads>;

/** WHMCS's columns for the orders of lists. */
const columns: Readonly<Record<string, string>> = { ID: 'id', DUE_DATE: 'duedate' };

/** @param call calls WHMCS, or a cache in front of it */
export function reads(call: (action: string, params?: Params) => Later<Row>) {
  const limits = ({ first }: ListArgs) => ({ limitstart: 0, limitnum: first ?? 25 });
  const columnOf = ({ orderBy }: ListArgs) => (orderBy ? columns[orderBy.field] : undefined);
  const statusOf = ({ status }: ListArgs) => status?.replace('_', ' ').toLowerCase();

  const page = <T>(action: string, params: Params, singular: string, Kind: new (row: Row) => T) =>
    andThen(call(action, params), (answer): Page<T> => ({
      totalCount: number(answer['totalresults']),
      nodes: rows(answer, `${singular}s`, singular).map((row) => new Kind(row)),
    }));
  const list = <T>(action: string, plural: string, singular: string, Kind: new (row: Row) => T) =>
    andThen(call(action), (answer) => rows(answer, plural, singular).map((row) => new Kind(row)));

  return {
    client: (clientid: number) =>
      andThen(call('GetClientsDetails', { clientid }), (answer) => new ClientRecord(part(answer, 'client'))),
    stats: (clientid: number) =>
      andThen(call('GetClientsDetails', { clientid, stats: 1 }), (answer) => new ClientStats(part(answer, 'stats'))),
    clients: (args: ListArgs) =>
      page(
        'GetClients',
        { ...limits(args), orderby: columnOf(args), sorting: args.orderBy?.direction },
        'client',
        ClientRow,
      ),
    services: (args: ListArgs) =>
      page('GetClientsProducts', { ...limits(args), clientid: args.clientId }, 'product', Service),
    service: (serviceid: number) =>
      andThen(page('GetClientsProducts', { serviceid }, 'product', Service), ({ nodes }) => nodes[0] ?? null),
    invoices: (args: ListArgs) =>
      page(
        'GetInvoices',
        {
          ...limits(args),
          userid: args.clientId,
          status: statusOf(args),
          orderby: columnOf(args),
          order: args.orderBy?.direction.toLowerCase(),
        },
        'invoice',
        InvoiceRow,
      ),
    invoice: (invoiceid: number) => andThen(call('GetInvoice', { invoiceid }), (answer) => new InvoiceRecord(answer)),
    tickets: (args: ListArgs) =>
      page(
        'GetTickets',
        {
          ...limits(args),
          clientid: args.clientId,
          status: args.status ?? undefined,
          ignore_dept_assignments: 1,
        },
        'ticket',
        Ticket,
      ),
    orders: (args: ListArgs) =>
      page('GetOrders', { ...limits(args), status: args.status ?? undefined }, 'order', Order),
    domains: (args: ListArgs) => page('GetClientsDomains', limits(args), 'domain', Domain),
    products: () => list('GetProducts', 'products', 'product', Product),
    currencies: () => list('GetCurrencies', 'currencies', 'currency', Currency),
    paymentMethods: () => list('GetPaymentMethods', 'paymentmethods', 'paymentmethod', PaymentMethod),
  };
}
