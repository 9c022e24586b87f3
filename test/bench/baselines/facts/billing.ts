/** Invoices, and their orders. */
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { clientFacts, money, nameOf, FactRow, type Client, type Money } from './fact-row.ts';
import { day, flag, instant, number, rows, text, word } from '../whmcs.ts';

/** The fields that both GetInvoices and GetInvoice return. */
export class Invoice extends FactRow {
  get clientId() {
    return number(this.row['userid']);
  }
  get id() {
    return globalId('Invoice', this.whmcsId, this.clientId);
  }
  get number() {
    return text(this.row['invoicenum']) ?? String(this.whmcsId);
  }
  get status() {
    return word(this.row['status']);
  }
  get issuedOn() {
    return day(this.row['date']);
  }
  get dueOn() {
    return day(this.row['duedate']);
  }
  get total(): Money | null {
    return money(this.row['total'], this.clientId);
  }
  get client(): Client | null {
    return clientFacts(this.clientId);
  }
}

/** GetInvoices: has the client's name and the currency. */
export class InvoiceRow extends Invoice {
  override get total() {
    const { row } = this;
    const base = super.total;
    return (
      base && {
        ...base,
        currencyCode: text(row['currencycode']),
        formatted: `${text(row['currencyprefix']) ?? ''}${base.amount}${text(row['currencysuffix']) ?? ''}`,
      }
    );
  }
  override get client() {
    return clientFacts(this.clientId, { fullName: nameOf(this.row), companyName: text(this.row['companyname']) });
  }
}

/** GetInvoice: has lines, payments and the balance. */
export class InvoiceRecord extends Invoice {
  override get whmcsId() {
    return number(this.row['invoiceid']);
  }
  get subtotal() {
    return money(this.row['subtotal'], this.clientId);
  }
  get tax() {
    return money(this.row['tax'], this.clientId);
  }
  get balance() {
    return money(this.row['balance'], this.clientId);
  }
  get items() {
    return rows(this.row, 'items', 'item').map((line) => ({
      id: globalId('InvoiceItem', number(line['id']), this.whmcsId),
      description: text(line['description']),
      amount: money(line['amount'], this.clientId),
      taxed: flag(line['taxed']),
    }));
  }
  get transactions() {
    return rows(this.row, 'transactions', 'transaction').map((paid) => ({
      id: globalId('Transaction', number(paid['id']), `i${this.whmcsId}`),
      transactionId: text(paid['transid']),
      gateway: text(paid['gateway']),
      at: instant(paid['date']),
      amountIn: money(paid['amountin'], this.clientId),
    }));
  }
}

/** The fields of row and record, and perhaps those of the record alone. */
export type AnyInvoice = Invoice &
  Partial<Pick<InvoiceRecord, 'subtotal' | 'tax' | 'balance' | 'items' | 'transactions'>>;

/** GetOrders: has the client's name and the status of the invoice. */
export class Order extends FactRow {
  get clientId() {
    return number(this.row['userid']);
  }
  get id() {
    return globalId('Order', this.whmcsId, this.clientId);
  }
  get number() {
    return text(this.row['ordernum']);
  }
  get status() {
    return text(this.row['status']);
  }
  get placedAt() {
    return instant(this.row['date']);
  }
  get amount() {
    return money(this.row['amount'], this.clientId);
  }
  get items() {
    return rows(this.row, 'lineitems', 'lineitem').map((line) => ({
      type: text(line['type']),
      description: text(line['product']),
      domainName: text(line['domain']),
      status: text(line['status']),
    }));
  }
  get client() {
    return clientFacts(this.clientId, { fullName: text(this.row['name']) ?? undefined });
  }
  get invoice() {
    const whmcsId = number(this.row['invoiceid']);
    if (whmcsId === 0) return null;
    return { id: globalId('Invoice', whmcsId, this.clientId), whmcsId, status: word(this.row['paymentstatus']) };
  }
}
