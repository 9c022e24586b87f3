/** Invoices, and which of them a viewer may see. */
import { GetInvoice, GetInvoices } from '../../../whmcs/commands/invoices.ts';
import { GetOrders } from '../../../whmcs/commands/orders.ts';
import { GetTransactions } from '../../../whmcs/commands/transactions.ts';
import type { MaybePromise } from '../../../maybe-promise.ts';
import type { ResolverContext } from '../../read/scope.ts';
import type { Door } from '../../entity/findable.ts';
import { factSource } from '../../entity/noun.ts';
import { orderInvoiceFacts, orderRowFacts } from '../orders/order-facts.ts';
import { OwnedEntity } from '../owned-entity.ts';
import type { Page, PageArgs, Source } from '../../read/paging.ts';
import { RecordNoun } from '../../entity/record-noun.ts';
import { pagesOf } from '../../read/list-source.ts';
import { LONGEST_PAGE } from '../../read/walk.ts';
import {
  invoiceRecordFacts,
  invoiceRowClientFacts,
  invoiceRowFacts,
  invoiceStatusFilter,
  invoiceTransactionsFacts,
  rowFacts,
  rowOnly,
  type InvoiceFacts,
  type InvoiceRecord,
  type InvoiceRow,
} from './invoice-facts.ts';
import { byInvoiceOrder, type InvoiceOrder } from './invoice-order.ts';
import { Clients } from '../clients/client.ts';

export class Invoice extends OwnedEntity<InvoiceFacts> {
  static readonly typename = 'Invoice';
  readonly typename = Invoice.typename;

  static doorIn(graph: ResolverContext): Door<Invoice> {
    return graph.noun(Invoices);
  }

  protected override recall(): void {
    this.graph.noun(Invoices).recall(this.whmcsId);
  }

  protected override ask(fact: keyof InvoiceFacts): MaybePromise<unknown> {
    const invoices = this.graph.noun(Invoices);
    return rowOnly.has(fact) ? invoices.newestOf(this.ownerId) : invoices.want(this, fact);
  }
}

export interface InvoicesArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly status?: (typeof invoiceStatusFilter.names)[number] | null | undefined;
  readonly orderBy?: InvoiceOrder | null | undefined;
}

const newest: InvoiceOrder = { field: 'ID', direction: 'DESC' };

export class Invoices extends RecordNoun<InvoiceFacts, Invoice> {
  protected override readonly kind = 'invoice';
  protected override readonly commands = { record: GetInvoice, list: GetInvoices };
  protected override readonly rowFacts = rowFacts;
  protected override factSources() {
    return [
      factSource(GetInvoices, ({ invoices }, id, askedOn) => {
        const row = invoices.find((each) => each.id === id);
        return row ? this.#row(row, askedOn) : null;
      }),
      factSource(GetInvoice, (record, id, askedOn) => this.#record(record, id, askedOn)),
      factSource(GetOrders, ({ orders }, id, askedOn) => {
        const row = orders.find(({ invoiceid }) => invoiceid === id);
        const account = row && orderInvoiceFacts(orderRowFacts(row));
        return account?.status ? this.shown(id, row?.userid, account, askedOn) : null;
      }),
      factSource(
        GetTransactions,
        ({ transactions }, id, askedOn) => this.supplement(id, invoiceTransactionsFacts(transactions), askedOn),
        { proves: false },
      ),
    ];
  }

  protected override create(id: number, owner: number | null): Invoice {
    return new Invoice(this.graph, id, owner);
  }

  /** GetInvoice; null if the invoice does not exist or this viewer may not see it. */
  override record(id: number): MaybePromise<Invoice | null> {
    return this.lookUp(GetInvoice, { invoiceid: id }, (record, askedOn) => this.#record(record, id, askedOn));
  }

  /** The current record, not from the cache; `again` as for `lookUpFresh`. */
  now(id: number, again: boolean): Promise<Invoice | null> {
    return this.lookUpFresh(GetInvoice, { invoiceid: id }, again, (record, askedOn) =>
      this.#record(record, id, askedOn),
    );
  }

  /** GetInvoices */
  page({ clientId = null, status, orderBy, ...args }: InvoicesArgs): MaybePromise<Page<Invoice>> {
    // Merged lists need a known order.
    const order = orderBy ?? (clientId === null && (this.graph.viewer.clients?.length ?? 0) > 1 ? newest : null);
    return this.paged(
      args,
      clientId,
      { status, order },
      {
        command: GetInvoices,
        sourceOf: (client) => this.#listOf(client, status, order),
        order: byInvoiceOrder.compare(order ?? newest),
      },
    );
  }

  /** Learns the facts that only rows have, from the client's newest hundred invoices: GetInvoices finds none by number. */
  newestOf(owner: number | null): MaybePromise<unknown> {
    return owner === null ? null : this.rowsOf(owner)(0, LONGEST_PAGE);
  }

  protected override rowsOf(client: number | null): Source<Invoice> {
    return this.#listOf(client, null, newest);
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
      ({ invoices: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
      (row, askedOn) => (client === null || row.userid === client ? this.#row(row, askedOn) : null),
    );
  }

  #row(row: InvoiceRow, askedOn: number): Invoice | null {
    this.graph.noun(Clients).of(row.userid)?.learn(invoiceRowClientFacts(row), askedOn);
    return this.shown(row.id, row.userid, invoiceRowFacts(row), askedOn);
  }

  #record(record: InvoiceRecord, id: number, askedOn: number): Invoice | null {
    return record.invoiceid === id ? this.shown(id, record.userid, invoiceRecordFacts(record), askedOn) : null;
  }
}
