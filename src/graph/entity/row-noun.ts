/** Nouns of which WHMCS tells rows alone: one thing, too, is found in a list, by its number or its client's. */
import DataLoader from 'dataloader';
import type { ReadCommand } from '../../whmcs/command.ts';
import { listPageOf, type ListPage } from '../../whmcs/wire/page.ts';
import type { Entity } from '../base/entity.ts';
import { andThen, type MaybePromise } from '../base/maybe-promise.ts';
import { batchLoad, type Wanted, type Ways } from '../read/batch-load.ts';
import { Noun } from './noun.ts';
import type { Source } from '../read/paging.ts';
import { LONGEST_PAGE } from '../read/walk.ts';

export abstract class RowNoun<
  Facts extends object,
  Thing extends Entity<Facts>,
  Row extends { readonly id?: number | null | undefined },
> extends Noun<Facts, Thing> {
  /** The lists by which things are read back. */
  readonly #readBackBy = new Map<number, ListPage>();
  readonly #find = new DataLoader<Wanted, Thing | null>((wanted) => this.#gather(wanted), { cache: false });

  /**
   * By number; null where there is no such thing, or none for this viewer.
   *
   * @param hint the client to whom it is said to belong
   */
  byId(id: number, hint: number | null = null): MaybePromise<Thing | null> {
    const owner = this.graph.viewer.sees(hint) ? hint : null;
    return this.recall(id) ?? this.#find.load({ id, owner });
  }

  /**
   * To be told before a write: where a list in memory has the thing, it is read back by that list, so that one call refreshes both. The
   * longest does most; restricted viewers read their clients' lists alone.
   */
  readBackByList({ whmcsId, ownerId }: Thing): void {
    const { session, viewer } = this.graph;
    const list = session
      .telling(`${this.kind}:${whmcsId}`)
      .filter(({ command }) => command === this.command.name)
      .toSorted((a, b) => b.mentions.length - a.mentions.length)
      .flatMap(({ params }) => listPageOf(params) ?? [])
      .find(({ client }) => client === ownerId || (client === null && viewer.clients === null));
    if (list) this.#readBackBy.set(whmcsId, list);
  }

  /** The command that answers for one number and for lists. */
  protected abstract readonly command: ReadCommand;

  /** A client's whole list, or everybody's. */
  protected abstract listOf(client: number | null): Source<Thing>;

  /**
   * Asks for one by its number.
   *
   * @param owner its client, if that is known or hinted at and the viewer sees it
   */
  protected abstract alone(id: number, owner: number | null): MaybePromise<Thing | null>;

  /** The thing of which a row tells. */
  protected abstract ofRow(row: Row, toldOn: number): Thing | null;

  /** The thing among rows. A filter that WHMCS does not know is ignored without a word, and then the rows are anybody's. */
  protected among(rows: readonly Row[], id: number, toldOn: number): Thing | null {
    const row = rows.find((each) => each.id === id);
    return row ? this.ofRow(row, toldOn) : null;
  }

  /** Looks for one in a list, page by page, until it is found or the list ends. */
  protected search(list: Source<Thing>, id: number, offset = 0): MaybePromise<Thing | null> {
    const page = list.page ?? list;
    return andThen(page(offset, LONGEST_PAGE), ({ rows, total, ends }) => {
      const found = rows.find((row) => row?.whmcsId === id);
      if (found) return found;
      const next = offset + rows.length;
      const isLast = rows.length === 0 || ends === true || (total ? next >= total : rows.length < LONGEST_PAGE);
      return isLast ? null : this.search(list, id, next);
    });
  }

  /** A list that fails, or has the thing no longer, tells nothing of it. */
  async #one(id: number, owner: number | null): Promise<Thing | null> {
    const list = this.#readBackBy.get(id);
    if (!list) return this.alone(id, owner);
    this.#readBackBy.delete(id);
    const read = async () => (await this.listOf(list.client)(list.offset, list.limit)).rows;
    const rows = await read().catch((): readonly (Thing | null)[] => []);
    return rows.find((each) => each?.whmcsId === id) ?? this.alone(id, owner);
  }

  async #gather(wanted: readonly Wanted[]): Promise<(Thing | null | Error)[]> {
    const owners = new Map(wanted.map(({ id, owner }) => [id, owner]));
    const ways: Ways<Thing> = {
      things: this.kind,
      point: { command: this.command, ask: (id) => this.#one(id, owners.get(id) ?? null) },
      list: {
        command: this.command,
        ofClient: (owner) => this.listOf(owner),
        all: this.graph.viewer.clients === null ? this.listOf(null) : null,
      },
    };
    const things = await batchLoad(this.graph.session, wanted, ways);
    return wanted.map(({ id }) => things.get(id) ?? null);
  }
}
