/** Nouns of short lists without pages, which are cached for long: departments, currencies, payment methods, statuses. */
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import type { Scope } from '../read/scope.ts';
import { foundInList, mayBeInList } from './reference-list.ts';

export abstract class ReferenceNoun<C extends ReadCommand, Row> {
  protected readonly graph: Scope;

  constructor(graph: Scope) {
    this.graph = graph;
  }

  protected abstract readonly command: C;

  /** What the whole list is asked for by. */
  protected abstract readonly params: Params<C>;

  protected abstract rowsIn(list: Answer<C>): readonly Row[];

  /** The list as it is known. */
  rows(): MaybePromise<readonly Row[]> {
    return andThen(this.graph.session.read(this.command, this.params), (list) => this.rowsIn(list));
  }

  /** The first row of the list as it is known, or null. */
  find(is: (row: Row) => boolean): MaybePromise<Row | null> {
    return andThen(this.rows(), (rows) => rows.find(is) ?? null);
  }

  /** What `find` finds in the list as it is known, or else in a fresh one: for what an input names. */
  protected lookUp<T>(find: (rows: readonly Row[]) => T | undefined): Promise<T | undefined> {
    return foundInList(this.graph.session, this.command, this.params, (list) => find(this.rowsIn(list)));
  }

  /** Whether the list has what an input names. Where the list cannot be had, WHMCS decides, and it may. */
  protected mayHave(has: (rows: readonly Row[]) => boolean): Promise<boolean> {
    return mayBeInList(this.graph.session, this.command, this.params, (list) => has(this.rowsIn(list)));
  }
}
