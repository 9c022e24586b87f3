/** The entries of a declared reference list, and the list itself, as the rest of the graph knows them. */
import type { Account } from '../base/entity.ts';
import type { MaybePromise } from '../../maybe-promise.ts';

/** An entry that another entity's row names by number or code. Its other facts cost a read of the list. */
export abstract class ReferenceThing<Facts extends object> {
  /** Its number, or its code if the number is not known. */
  readonly name: number | string;
  /** No client owns a reference list. */
  readonly ownerId = null;
  readonly currency = null;

  constructor(name: number | string) {
    this.name = name;
  }

  abstract get whmcsId(): MaybePromise<number | null>;
  abstract get globalId(): MaybePromise<string>;
  /** The fact, if it is known without the list. */
  abstract known<F extends keyof Facts>(fact: F): Facts[F] | undefined;
  askedOn(): number {
    return 0;
  }

  abstract tell<F extends keyof Facts>(fact: F): MaybePromise<Facts[F] | null>;
}

/** A reference list, for one operation. */
export interface References<Facts extends object> {
  /** The whole list. */
  all(): MaybePromise<ReferenceThing<Facts>[]>;
  /** By number or code; null if the list has no such entry. */
  byName(name: number | string): MaybePromise<ReferenceThing<Facts> | null>;
  /** An entry by its number or code, with the facts that are known of it. */
  of(name: number | string, account?: Account<Facts>): ReferenceThing<Facts>;
  /**
   * Looks up an entry that an input names by number or code, unless the input is left out or cleared.
   *
   * @param path the input field, for the error about a code
   * @throws NotFoundError if no entry has the number
   * @throws InvalidInputError if no entry has the code
   */
  check(name: number | string | null | undefined, ...path: string[]): Promise<void>;
  /**
   * The entry whose code an input gives.
   *
   * @param path the input field, for the error
   * @throws InvalidInputError if there is none; staff are told the codes that there are
   */
  named(code: string, ...path: string[]): Promise<ReferenceThing<Facts>>;
}
