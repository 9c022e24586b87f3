/** What an invoice is, and who may see it. */
import { GetInvoice, GetInvoices } from '../../whmcs/commands/invoices.ts';
import { found } from '../found.ts';
import { Noun } from '../noun.ts';
import { OwnedEntity } from '../owned-entity.ts';
import { paginate, type Page, type PageArgs, type Source } from '../paging.ts';
import { LONGEST_PAGE, pagesOf } from '../upstream.ts';
import {
  invoiceRecordFacts,
  invoiceRowClientFacts,
  invoiceRowFacts,
  invoiceStatusFilter,
  rowOnly,
  type InvoiceFacts,
  type InvoiceRow,
} from './invoice-facts.ts';
import { byInvoiceOrder, type InvoiceOrder } from './invoice-order.ts';

export class Invoice extends OwnedEntity<InvoiceFacts> {
  readonly typename = 'Invoice';

  protected override async ask(fact: keyof InvoiceFacts): Promise<void> {
    if (rowOnly.has(fact)) await this.graph.invoices.newestOf(this.ownerId);
    else await this.graph.invoices.byId(this.whmcsId);
  }
}

export interface InvoicesArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly status?: (typeof invoiceStatusFilter.names)[number] | null | undefined;
  readonly orderBy?: InvoiceOrder | null | undefined;
}

const newest: InvoiceOrder = { field: 'ID', direction: 'DESC' };

export class Invoices extends Noun<InvoiceFacts, Invoice> {
  protected override create(id: number, owner: number | null): Invoice {
    return new Invoice(this.graph, id, owner);
  }

  /** GetInvoice; null where there is no such invoice, or none for this viewer. */
  async byId(id: number): Promise<Invoice | null> {
    const record = await found(this.graph.session.read(GetInvoice, { invoiceid: id }));
    return record?.invoiceid === id ? this.shown(id, record.userid, invoiceRecordFacts(record)) : null;
  }

  /** GetInvoices */
  page({ clientId = null, status, orderBy, ...args }: InvoicesArgs): Promise<Page<Invoice>> {
    // Lists that are merged come in an order that is known.
    const order = orderBy ?? (clientId === null && (this.graph.viewer.clients?.length ?? 0) > 1 ? newest : null);
    const source = (client: number | null) => this.#listOf(client, status, order);
    return paginate(args, this.sourceFor(clientId, source, byInvoiceOrder.compare(order ?? newest)));
  }

  /** Learns what only rows tell, from the newest hundred of the client's invoices: GetInvoices finds none by number. */
  async newestOf(owner: number | null): Promise<void> {
    if (owner !== null) await this.#listOf(owner, null, newest)(0, LONGEST_PAGE);
  }

  #listOf(client: number | null, status: InvoicesArgs['status'], orderBy: InvoicesArgs['orderBy']): Source<Invoice> {
    const filters = {
      ...(client === null ? {} : { userid: client }),
      ...(status ? { status: invoiceStatusFilter.write(status) } : {}),
      ...(orderBy ? byInvoiceOrder.params(orderBy) : {}),
    };
    return pagesOf(
      this.graph.session,
      GetInvoices,
      (page) => ({ ...filters, ...page }),
      ({ invoices, ...counts }) => ({ ...counts, rows: invoices }),
      (row) => (client === null || row.userid === client ? this.#row(row) : null),
    );
  }

  #row(row: InvoiceRow): Invoice | null {
    this.graph.clients.of(row.userid)?.learn(invoiceRowClientFacts(row));
    return this.shown(row.id, row.userid, invoiceRowFacts(row));
  }
}
