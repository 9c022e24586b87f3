/** What a transaction is, and who may see it. */
import type { Params } from '../../whmcs/command.ts';
import { GetTransactions } from '../../whmcs/commands/transactions.ts';
import type { Currency } from '../catalogue/currency.ts';
import type { Client } from '../clients/client.ts';
import { Entity, andThen, type MaybePromise } from '../entity.ts';
import { badInput } from '../errors.ts';
import { found } from '../found.ts';
import { globalId } from '../global-id.ts';
import { given } from '../input.ts';
import type { CurrencyTeller } from '../money.ts';
import { Noun } from '../noun.ts';
import { listed, paginate, type Page, type PageArgs } from '../paging.ts';
import type { Invoice } from './invoice.ts';
import {
  invoiceTransactionFacts,
  transactionRowFacts,
  type TransactionFacts,
  type TransactionRow,
} from './transaction-facts.ts';

export class Transaction extends Entity<TransactionFacts> {
  readonly typename = 'Transaction';

  /** WHMCS finds no transaction by number, so that the id says in which list it stands. */
  override get globalId(): string {
    return globalId(this.typename, this.whmcsId, this.#hint);
  }

  get #hint(): string | null {
    const invoice = this.known('invoiceId');
    if (invoice) return `i${invoice}`;
    if (this.ownerId) return `c${this.ownerId}`;
    const reference = this.known('transactionId');
    return reference ? `t${reference}` : null;
  }

  get invoice(): MaybePromise<Invoice | null> {
    const { invoices } = this.graph;
    return andThen(this.tell('invoiceId'), (id) => {
      if (id === null) return null;
      return this.ownerId === null ? invoices.byId(id) : invoices.shown(id, this.ownerId, {});
    });
  }

  /** Some rows name no client; theirs is the invoice's. */
  get client(): MaybePromise<Client | null> {
    if (this.ownerId !== null) return this.graph.clients.of(this.ownerId);
    return andThen(this.invoice, (invoice) => invoice?.client ?? null);
  }

  /** The currency that the row names, else the client's, who is looked for only where it matters. */
  get currency(): MaybePromise<Currency | null> {
    return (
      this.#named ??
      andThen(this.client, (client) => andThen(client?.tell('currencyCode') ?? null, (code) => this.#of(code)))
    );
  }

  /** Whose texts the amounts are shown with. */
  get teller(): CurrencyTeller {
    const named = this.#named;
    return named ?? { tell: (fact) => andThen(this.client, (client) => client?.tell(fact) ?? null) };
  }

  get #named(): Currency | null {
    return this.#of(this.known('currency') ?? null);
  }

  #of(currency: number | string | null): Currency | null {
    if (currency === null) return null;
    return this.graph.currencies.of(typeof currency === 'number' ? { id: currency } : { currencyCode: currency });
  }

  protected override async ask(): Promise<void> {
    if (this.known('whole')) return;
    const row = await this.graph.transactions.row(this.whmcsId, this.#hint);
    if (row) this.learn(transactionRowFacts(row));
  }
}

export interface TransactionsArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly invoiceId?: number | null | undefined;
  readonly transactionId?: string | null | undefined;
}

type Question = Params<typeof GetTransactions>;

export class Transactions extends Noun<TransactionFacts, Transaction> {
  protected override create(id: number, owner: number | null): Transaction {
    return new Transaction(this.graph, id, owner);
  }

  /** GetTransactions, which has no paging: all rows are read, and cut to pages here. */
  page({ clientId, invoiceId, transactionId, ...args }: TransactionsArgs): Promise<Page<Transaction>> {
    const question = given({ clientid: clientId, invoiceid: invoiceId, transid: transactionId });
    if (transactionId === '' || Object.keys(question).length === 0) {
      throw badInput('transactions takes at least one of clientId, invoiceId and transactionId');
    }
    return paginate(args, async (offset, limit) => listed(await this.#all(question))(offset, limit));
  }

  /** GetInvoice's own list. */
  ofInvoice(invoice: Invoice): MaybePromise<Transaction[] | null> {
    const shown = (row: TransactionRow) =>
      this.shown(row.id, row.userid ?? invoice.ownerId, invoiceTransactionFacts(row, invoice.whmcsId));
    return andThen(invoice.tell('transactions'), (rows) => rows?.flatMap((row) => shown(row) ?? []) ?? null);
  }

  /** A transaction by number, looked for where the hint of its global id says; null where it is not there, or not the viewer's. */
  async byHint(id: number, hint: string | null): Promise<Transaction | null> {
    const row = await this.row(id, hint);
    return row && this.#row(row);
  }

  /** What WHMCS tells of a transaction. It is not yet known whether the viewer may see it. */
  async row(id: number, hint: string | null): Promise<TransactionRow | null> {
    const question = questionOf(hint);
    return (question && (await this.#rows(question)).find((row) => row.id === id)) ?? null;
  }

  async #all(question: Question): Promise<Transaction[]> {
    const { viewer, invoices } = this.graph;
    const { clientid, invoiceid } = question;
    if (clientid !== undefined && !viewer.sees(clientid)) return [];
    // Staff see every invoice, so that there is nothing to ask.
    if (invoiceid !== undefined && viewer.clients !== null && !(await invoices.byId(invoiceid))) return [];
    const rows = await this.#rows(question);
    const shown = await Promise.all(rows.map(async (row) => this.#row(row)));
    return shown.filter((transaction) => transaction !== null);
  }

  /** A filter that WHMCS does not know is ignored without a word, and then the rows are anybody's. */
  async #rows(question: Question): Promise<TransactionRow[]> {
    const answer = await found(this.graph.session.read(GetTransactions, question));
    return (answer?.transactions ?? []).filter((row) => answers(row, question));
  }

  /** Rows without a client belong to their invoice's; only the invoice knows whose it is. */
  #row(row: TransactionRow): MaybePromise<Transaction | null> {
    const { viewer, invoices } = this.graph;
    const facts = transactionRowFacts(row);
    if (row.userid !== null || !row.invoiceid || viewer.clients === null) return this.shown(row.id, row.userid, facts);
    return invoices.byId(row.invoiceid).then((invoice) => invoice && this.shown(row.id, invoice.ownerId, facts));
  }
}

const answers = (row: TransactionRow, { clientid, invoiceid, transid }: Question): boolean =>
  (clientid === undefined || row.userid === null || row.userid === clientid) &&
  (invoiceid === undefined || row.invoiceid === undefined || row.invoiceid === invoiceid) &&
  (transid === undefined || row.transid?.toLowerCase() === transid.toLowerCase());

/** What to ask in order to find a transaction whose global id ends so. */
function questionOf(hint: string | null): Question | null {
  const [, number, reference] = /^(?:[ic]([1-9]\d{0,14})|t(.+))$/s.exec(hint ?? '') ?? [];
  if (reference !== undefined) return { transid: reference };
  if (number === undefined) return null;
  return hint?.startsWith('i') ? { invoiceid: Number(number) } : { clientid: Number(number) };
}
