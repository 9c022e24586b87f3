/** Nouns of which WHMCS tells rows alone: one thing, too, is found in a list, by its number or its client's. */
import { byOwner } from './by-owner.ts';
import type { Entity } from './entity.ts';
import { found } from './found.ts';
import { Noun } from './noun.ts';
import type { Source } from './paging.ts';

export abstract class RowNoun<
  Facts extends object,
  Thing extends Entity<Facts>,
  Row extends { readonly id?: number | null | undefined },
> extends Noun<Facts, Thing> {
  readonly #find = byOwner<Thing>(
    (owner) => this.listOf(owner),
    (id) => this.#alone(id),
  );

  /**
   * By number; null where there is no such thing, or none for this viewer.
   *
   * @param hint the client to whom it is said to belong
   */
  byId(id: number, hint: number | null = null): Promise<Thing | null> {
    return this.#find(id, this.graph.viewer.sees(hint) ? hint : null);
  }

  /** A client's whole list. */
  protected abstract listOf(client: number): Source<Thing>;

  /** What WHMCS answers for one number. */
  protected abstract rowsFor(id: number): Promise<readonly Row[]>;

  /** The thing of which a row tells. */
  protected abstract ofRow(row: Row): Thing | null;

  /** A filter that WHMCS does not know is ignored without a word, and then the rows are anybody's. */
  async #alone(id: number): Promise<Thing | null> {
    const rows = await found(this.rowsFor(id));
    const row = rows?.find((each) => each.id === id);
    return row ? this.ofRow(row) : null;
  }
}
