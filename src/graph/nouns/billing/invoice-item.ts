import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { globalId } from '../../base/global-id.ts';
import { moneyOf, type Money } from '../../entity/money.ts';
import type { Invoice } from './invoice.ts';
import type { InvoiceItemFacts } from './invoice-facts.ts';

export class InvoiceItem {
  readonly facts: InvoiceItemFacts;
  readonly #invoice: Invoice;

  constructor(invoice: Invoice, facts: InvoiceItemFacts) {
    this.#invoice = invoice;
    this.facts = facts;
  }

  /** WHMCS finds no line by number, so that the id names its invoice too. */
  get globalId(): string {
    return globalId('InvoiceItem', this.facts.id ?? 0, this.#invoice.whmcsId);
  }

  get amount(): MaybePromise<Money | null> {
    return moneyOf(this.facts.amount, this.#invoice.client);
  }
}

/** The lines of an invoice; null if WHMCS does not report them. */
export const itemsOf = (invoice: Invoice): MaybePromise<InvoiceItem[] | null> =>
  andThen(invoice.tell('items'), (items) => items?.map((facts) => new InvoiceItem(invoice, facts)) ?? null);
