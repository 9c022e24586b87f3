/** A mutation as the journal records it: who may see it, and how staff resolve it. */
import type { Entry, Json } from '../../../journal/entry.ts';
import type { Journal } from '../../../journal/journal.ts';
import { clientsOf } from '../../../journal/clients.ts';
import { isNotApplied, notApplied } from '../../../journal/reconcile/not-applied.ts';
import type { Viewer } from '../../../access/viewer.ts';
import type { Scope } from '../../read/scope.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { globalId } from '../../base/global-id.ts';
import { listed, paginate, type Page, type PageArgs, type Source } from '../../read/paging.ts';
import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { mayBeTold } from '../../write/visible-operations.ts';

export type OperationState = 'RUNNING' | 'DONE' | 'REFUSED' | 'NOT_APPLIED' | 'UNKNOWN';
export type HandVerdict = 'APPLIED' | 'NOT_APPLIED';

/** The types of the ids in outcomes and in WHMCS's answers, by the name of the field. */
const kinds: Readonly<Record<string, string>> = {
  client: 'Client',
  domain: 'Domain',
  invoice: 'Invoice',
  order: 'Order',
  service: 'Service',
  ticket: 'Ticket',
};

const advice: Readonly<Record<OperationState, string>> = {
  RUNNING: 'It is running. Query it again in a moment; do not send it again.',
  DONE: 'It has happened. Do not send it again.',
  REFUSED: 'WHMCS refused it, and nothing has happened. Correct the reason for the refusal before you send it again.',
  NOT_APPLIED: 'It has not happened. It is safe to send it again.',
  UNKNOWN:
    'It was sent, and its outcome is not known yet. Do not send it again: query it later, or let staff look in WHMCS.',
};

export class Operation {
  readonly #entry: Entry;

  constructor(entry: Entry) {
    this.#entry = entry;
  }

  get entry(): Entry {
    return this.#entry;
  }

  get globalId(): string {
    return this.#entry.id;
  }

  get state(): OperationState {
    const { state } = this.#entry;
    if (state === 'claimed' || state === 'sending') return 'RUNNING';
    if (state === 'refused') return isNotApplied(this.#entry) ? 'NOT_APPLIED' : 'REFUSED';
    return state === 'done' ? 'DONE' : 'UNKNOWN';
  }

  get advice(): string {
    return advice[this.state];
  }

  /** The client that the operation is about. */
  get owner(): number | null {
    const [client = null] = clientsOf(this.#entry);
    return client;
  }

  get relatedIds(): string[] {
    const { outcome, steps } = this.#entry;
    const records = outcome === null ? steps.map(({ ids }) => ids) : [outcome];
    const named = records.filter(isObject).flatMap((each) => Object.entries(each));
    return [...new Set(named.flatMap(([name, number]) => this.#globalIds(name, number)))];
  }

  #globalIds(name: string, value: Json): string[] {
    const type = kinds[/^(\w+?)ids?$/i.exec(name)?.[1] ?? ''];
    if (type === undefined) return [];
    const numbers = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'number');
    return numbers.map((each) => globalId(type, each, type === 'Client' ? null : this.owner));
  }
}

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export class Operations {
  readonly #viewer: Viewer;
  readonly #journal: Journal;

  constructor({ viewer, journal, session }: Scope) {
    this.#viewer = viewer;
    this.#journal = journal;
    session.showsPassing();
  }

  /** Null if the operation does not exist, belongs to another viewer, or is about a client that the viewer does not see in this request. */
  byId(id: string): MaybePromise<Operation | null> {
    return andThen(this.#journal.at(id), (entry) =>
      entry && mayBeTold(this.#viewer, entry) ? new Operation(entry) : null,
    );
  }

  /** Newest first; for staff. */
  page(args: PageArgs): MaybePromise<Page<Operation>> {
    if (this.#viewer.clients !== null)
      return andThen(
        andThen(this.#journal.count(), (total) => this.#journal.page(total)),
        (entries) => paginate(args, this.#listed(entries)),
      );
    const source: Source<Operation> = (offset, limit) =>
      andThen(this.#journal.count(), (total) =>
        andThen(this.#journal.page(offset + limit), (entries) => ({
          rows: entries.slice(offset).map((entry) => new Operation(entry)),
          total,
        })),
      );
    return paginate(args, source);
  }

  /** Oldest first; for staff. */
  unresolved(args: PageArgs): MaybePromise<Page<Operation>> {
    return andThen(this.#journal.unresolved(), (entries) => paginate(args, this.#listed(entries)));
  }

  #listed(entries: readonly Entry[]): Source<Operation> {
    return listed(entries.flatMap((entry) => (mayBeTold(this.#viewer, entry) ? [new Operation(entry)] : [])));
  }

  /**
   * Records the outcome that staff have found in WHMCS.
   *
   * @throws NotFoundError
   * @throws InvalidInputError if the outcome of the operation is known, or it is still running
   */
  async resolve(id: string, verdict: HandVerdict): Promise<void> {
    const operation = await this.byId(id);
    if (!operation) throw new NotFoundError('There is no such operation.');
    if (operation.state !== 'UNKNOWN')
      throw new InvalidInputError(`expected an operation whose state is UNKNOWN, this one is ${operation.state}`, [
        'id',
      ]);
    await this.#journal.end(
      id,
      verdict === 'APPLIED'
        ? { state: 'done', outcome: null, knownBy: 'staff' }
        : { state: 'refused', refusal: notApplied, knownBy: 'staff' },
    );
  }
}
