/** What a transaction is, and who may see it. */
import { hash } from 'node:crypto';
import { monotonic } from '../../../monotonic.ts';
import { questionKey } from '../../../whmcs/cache/question.ts';
import type { Params } from '../../../whmcs/command.ts';
import { GetInvoice } from '../../../whmcs/commands/invoices.ts';
import { GetTransactions } from '../../../whmcs/commands/transactions.ts';
import { type Currency, Currencies } from '../catalogue/currency.ts';
import { type Client, Clients } from '../clients/client.ts';
import { Entity } from '../../base/entity.ts';
import { allOf, andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { badInput } from '../../base/errors.ts';
import { nullIfMissing } from '../../base/found.ts';
import { globalId } from '../../base/global-id.ts';
import { withoutNullish } from '../../write/input.ts';
import type { CurrencySource } from '../../entity/money.ts';
import { Noun, factSource } from '../../entity/noun.ts';
import type { Scope } from '../../read/scope.ts';
import { listed, paginate, type Page, type PageArgs } from '../../read/paging.ts';
import { type Invoice, Invoices } from './invoice.ts';
import {
  invoiceTransactionFacts,
  transactionRowFacts,
  type TransactionFacts,
  type TransactionRow,
} from './transaction-facts.ts';

export class Transaction extends Entity<TransactionFacts> {
  readonly typename = 'Transaction';
  private readonly graph: Scope;

  constructor(graph: Scope, id: number, owner: number | null) {
    super(id, owner);
    this.graph = graph;
  }

  /** WHMCS finds no transaction by number, so that the id names its list too. */
  override get globalId(): string {
    return globalId(this.typename, this.whmcsId, this.hint);
  }

  /** The end of its global id. */
  get hint(): string | null {
    const invoice = this.known('invoiceId');
    if (invoice) return `i${invoice}`;
    if (this.ownerId) return `c${this.ownerId}`;
    const reference = this.known('transactionId');
    return reference ? `t${reference}` : null;
  }

  get invoice(): MaybePromise<Invoice | null> {
    const invoices = this.graph.noun(Invoices);
    return andThen(this.tell('invoiceId'), (id) => {
      if (id === null) return null;
      return this.ownerId === null ? invoices.byId(id) : invoices.shown(id, this.ownerId);
    });
  }

  /** Some rows name no client; it is then the client of the invoice. */
  get client(): MaybePromise<Client | null> {
    if (this.ownerId !== null) return this.graph.noun(Clients).of(this.ownerId);
    return andThen(this.invoice, (invoice) => invoice?.client ?? null);
  }

  /** The currency that the row names; otherwise the client's, which is looked up only if needed. */
  get currency(): MaybePromise<Currency | null> {
    return (
      this.#named ??
      andThen(this.client, (client) => andThen(client?.tell('currencyCode') ?? null, (code) => this.#of(code)))
    );
  }

  /** The source of the prefix and suffix of its amounts. */
  get currencySource(): CurrencySource {
    const named = this.#named;
    return named ?? { tell: (fact) => andThen(this.client, (client) => client?.tell(fact) ?? null) };
  }

  get #named(): Currency | null {
    return this.#of(this.known('currency') ?? null);
  }

  #of(currency: number | string | null): Currency | null {
    if (currency === null) return null;
    return this.graph.noun(Currencies).of(currency);
  }

  protected override recall(): void {
    this.graph.noun(Transactions).recall(this.whmcsId);
  }

  protected override ask(): MaybePromise<unknown> {
    if (this.known('whole')) return null;
    return andThen(
      this.graph.noun(Transactions).row(this.whmcsId, this.hint),
      (dated) => dated && this.learn(transactionRowFacts(dated.row), dated.askedOn),
    );
  }
}

export interface TransactionsArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly invoiceId?: number | null | undefined;
  readonly transactionId?: string | null | undefined;
}

type Question = Params<typeof GetTransactions>;

interface DatedRow {
  readonly row: TransactionRow;
  readonly askedOn: number;
}

export class Transactions extends Noun<TransactionFacts, Transaction> {
  protected override readonly kind = 'transaction';
  protected override factSources() {
    return [
      factSource(GetTransactions, ({ transactions }, id, askedOn) => {
        const row = transactions.find((each) => each.id === id);
        // Only the invoice identifies the client of a row without one.
        return row?.userid ? this.shown(id, row.userid, transactionRowFacts(row), askedOn) : null;
      }),
      factSource(GetInvoice, ({ invoiceid, userid, transactions }, id, askedOn) => {
        const row = transactions.find((each) => each.id === id);
        if (!row || !invoiceid) return null;
        return this.shown(id, row.userid ?? userid, invoiceTransactionFacts(row, invoiceid), askedOn);
      }),
    ];
  }

  protected override create(id: number, owner: number | null): Transaction {
    return new Transaction(this.graph, id, owner);
  }

  /** GetTransactions, which has no paging: all rows are read, and paged here. */
  page({ clientId, invoiceId, transactionId, ...args }: TransactionsArgs): MaybePromise<Page<Transaction>> {
    const question = withoutNullish({ clientid: clientId, invoiceid: invoiceId, transid: transactionId });
    if (transactionId === '' || Object.keys(question).length === 0) {
      throw badInput('transactions takes at least one of clientId, invoiceId and transactionId');
    }
    const source = (offset: number, limit: number) => andThen(this.#all(question), (all) => listed(all)(offset, limit));
    return paginate(args, source, this.cursorsFor(clientId ?? null, question));
  }

  /** The transactions of an invoice, from GetInvoice. */
  ofInvoice(invoice: Invoice): MaybePromise<Transaction[] | null> {
    const shown = (row: TransactionRow) =>
      this.shown(
        row.id,
        row.userid ?? invoice.ownerId,
        invoiceTransactionFacts(row, invoice.whmcsId),
        invoice.askedOn('transactions'),
      );
    return andThen(invoice.tell('transactions'), (rows) => rows?.flatMap((row) => shown(row) ?? []) ?? null);
  }

  /** Looks up a transaction in the list that the hint of its global id names; null if it is not there or the viewer may not see it. */
  byHint(id: number, hint: string | null): MaybePromise<Transaction | null> {
    const question = questionOf(hint);
    if (!question) return null;
    const recalled = this.recall(id);
    if (recalled?.hint === hint) return recalled;
    return andThen(this.#all(question), (all) => all.find(({ whmcsId }) => whmcsId === id) ?? null);
  }

  /** As `byHint`, as it is at this moment: a list in memory may lack what was added since. */
  async now(id: number, hint: string | null): Promise<Transaction | null> {
    const question = questionOf(hint);
    if (!question) return null;
    const { session } = this.graph;
    const answer = await nullIfMissing(session.read(GetTransactions, question, { notBefore: 'now' }));
    const row = answer?.transactions.find((each) => each.id === id && isRequested(each, question));
    return answer && row ? this.#row({ row, askedOn: session.askedOn(answer) }) : null;
  }

  /** The row of a transaction. It is not checked yet whether the viewer may see it. */
  row(id: number, hint: string | null): MaybePromise<DatedRow | null> {
    const question = questionOf(hint);
    return question && andThen(this.#rows(question), (rows) => rows.find(({ row }) => row.id === id) ?? null);
  }

  #all(question: Question): MaybePromise<Transaction[]> {
    const { viewer } = this.graph;
    const invoices = this.graph.noun(Invoices);
    const { clientid, invoiceid, transid } = question;
    if (clientid !== undefined && !viewer.sees(clientid)) return [];
    if (invoiceid === undefined)
      return transid === undefined || clientid !== undefined || viewer.clients === null
        ? this.#shown(question)
        : this.#byReference(question, transid);
    // Staff see every invoice, so no lookup is needed.
    const invoice = viewer.clients === null ? invoices.recall(invoiceid) : invoices.byId(invoiceid);
    return andThen(invoice, (seen) => {
      if (seen === null) return viewer.clients === null ? this.#shown(question) : [];
      const isWhole = clientid === undefined && transid === undefined && seen.known('transactions') !== undefined;
      return isWhole ? andThen(this.ofInvoice(seen), (all) => all ?? []) : this.#shown(question);
    });
  }

  #shown(question: Question): MaybePromise<Transaction[]> {
    return andThen(this.#rows(question), (rows) => this.#ofRows(rows));
  }

  #ofRows(rows: readonly DatedRow[]): MaybePromise<Transaction[]> {
    return andThen(allOf(rows.map((row) => this.#row(row))), (shown) =>
      shown.filter((transaction) => transaction !== null),
    );
  }

  /**
   * The transactions with a reference, for a viewer that sees some clients. The client of a row without one is found through its invoice.
   * If there is no such row, an invoice that does not exist is looked up, so that an unknown reference and one of another client cost
   * the same.
   */
  async #byReference(question: Question, reference: string): Promise<Transaction[]> {
    const { viewer, negatives } = this.graph;
    const invoices = this.graph.noun(Invoices);
    const startedAt = monotonic();
    const rows = await this.#rows(question);
    const isAsked = rows.some(({ row }) => row.userid === null && row.invoiceid);
    if (!isAsked && !rows.some(({ row }) => viewer.sees(row.userid))) await invoices.byId(unusedNumber(reference));
    const shown = await this.#ofRows(rows);
    const commands = [GetTransactions, GetInvoice];
    if (shown.length === 0) negatives.add({ commands, key: questionKey(GetTransactions, question), startedAt });
    else if (!isAsked) negatives.learn(GetTransactions, startedAt);
    return shown;
  }

  /** Reads rows and filters them again: WHMCS silently ignores a filter that it does not know. */
  #rows(question: Question): MaybePromise<DatedRow[]> {
    const { session, viewer } = this.graph;
    const { clientid, invoiceid } = question;
    // Only the answer shows which client a reference belongs to: for one of another client, the cache must not be faster than WHMCS.
    const bypassesCache = viewer.clients !== null && clientid === undefined && invoiceid === undefined;
    const result = session.read(GetTransactions, question, bypassesCache ? { notBefore: 'operation' } : {});
    return andThen(bypassesCache ? this.told(result) : nullIfMissing(result), (answer) => {
      if (!answer) return [];
      const { transactions, totalresults } = answer;
      // Without paging, the rest cannot be read.
      if (totalresults && totalresults > transactions.length)
        session.warn(
          GetTransactions.name,
          `only ${transactions.length} of ${totalresults} rows came, and this command has no pages`,
        );
      const askedOn = session.askedOn(answer);
      return transactions.filter((row) => isRequested(row, question)).map((row) => ({ row, askedOn }));
    });
  }

  /** A row without a client belongs to the client of its invoice. */
  #row({ row, askedOn }: DatedRow): MaybePromise<Transaction | null> {
    const { viewer } = this.graph;
    const invoices = this.graph.noun(Invoices);
    const facts = transactionRowFacts(row);
    if (row.userid !== null || !row.invoiceid || viewer.clients === null)
      return this.shown(row.id, row.userid, facts, askedOn);
    return andThen(
      invoices.byId(row.invoiceid),
      (invoice) => invoice && this.shown(row.id, invoice.ownerId, facts, askedOn),
    );
  }
}

/** A number that no invoice has, different for each reference, so that no two lookups are joined. */
const unusedNumber = (reference: string): number =>
  2_000_000_000 + (parseInt(hash('sha256', reference).slice(0, 8), 16) % 100_000_000);

const isRequested = (row: TransactionRow, { clientid, invoiceid, transid }: Question): boolean =>
  (clientid === undefined || row.userid === null || row.userid === clientid) &&
  (invoiceid === undefined || row.invoiceid === undefined || row.invoiceid === invoiceid) &&
  (transid === undefined || row.transid?.toLowerCase() === transid.toLowerCase());

/** The parameters that find a transaction whose global id has this end. */
function questionOf(hint: string | null): Question | null {
  const [, number, reference] = /^(?:[ic]([1-9]\d{0,14})|t(.+))$/s.exec(hint ?? '') ?? [];
  if (reference !== undefined) return { transid: reference };
  if (number === undefined) return null;
  return hint?.startsWith('i') ? { invoiceid: Number(number) } : { clientid: Number(number) };
}
