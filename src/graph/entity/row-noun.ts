/** Nouns with rows alone: a single entity is read from a list as well, by its number or by its client's. */
import DataLoader from 'dataloader';
import type { ReadCommand } from '../../whmcs/command.ts';
import { listPageOf, type ListPage } from '../../whmcs/wire/page.ts';
import type { Entity } from '../base/entity.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { batchLoad, type Wanted, type Ways } from '../read/batch-load.ts';
import { Noun } from './noun.ts';
import type { Source } from '../read/paging.ts';
import { LONGEST_PAGE } from '../read/walk.ts';

export abstract class RowNoun<
  Facts extends object,
  Thing extends Entity<Facts>,
  Row extends { readonly id?: number | null | undefined },
> extends Noun<Facts, Thing> {
  /** The lists by which entities are read back. */
  readonly #readBackBy = new Map<number, ListPage>();
  readonly #find = new DataLoader<Wanted, Thing | null>((wanted) => this.#gather(wanted), { cache: false });

  /**
   * By number; null if it does not exist, or the viewer may not see it.
   *
   * @param hint the client that owns it according to its global id
   */
  byId(id: number, hint: number | null = null): MaybePromise<Thing | null> {
    const owner = this.graph.viewer.sees(hint) ? hint : null;
    return this.recall(id) ?? this.#find.load({ id, owner });
  }

  /**
   * Call this before a write: if a cached list has the entity, it is read back by that list, so that one call refreshes both. The longest
   * list is taken; restricted viewers read only the lists of their clients.
   */
  readBackByList({ whmcsId, ownerId }: Thing): void {
    const { session, viewer } = this.graph;
    const list = session
      .mentioning(`${this.kind}:${whmcsId}`)
      .filter(({ command }) => command === this.command.name)
      .toSorted((a, b) => b.mentions.length - a.mentions.length)
      .flatMap(({ params }) => listPageOf(params) ?? [])
      .find(({ client }) => client === ownerId || (client === null && viewer.clients === null));
    if (list) this.#readBackBy.set(whmcsId, list);
  }

  /** The command that answers for one number and for lists. */
  protected abstract readonly command: ReadCommand;

  /** The command that answers for one of them, if that is another one than lists them. */
  protected get recordCommand(): ReadCommand {
    return this.command;
  }

  /** Whether this viewer may read everybody's list. */
  protected get seesAll(): boolean {
    return this.graph.viewer.clients === null;
  }

  /** The whole list of a client, or of all clients. */
  protected abstract listOf(client: number | null): Source<Thing>;

  /**
   * Asks for one by its number.
   *
   * @param owner its client, if that is known or hinted at and the viewer sees it
   */
  protected abstract alone(id: number, owner: number | null): MaybePromise<Thing | null>;

  /** The entity of a row. */
  protected abstract ofRow(row: Row, askedOn: number): Thing | null;

  /** The entity among rows. WHMCS ignores a filter that it does not know, so that the rows may be of any client. */
  protected among(rows: readonly Row[], id: number, askedOn: number): Thing | null {
    const row = rows.find((each) => each.id === id);
    return row ? this.ofRow(row, askedOn) : null;
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

  /** If the list fails, or no longer has the entity, it is read alone. */
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
      point: { command: this.recordCommand, ask: (id) => this.#one(id, owners.get(id) ?? null) },
      list: {
        command: this.command,
        ofClient: (owner) => this.listOf(owner),
        all: this.seesAll ? this.listOf(null) : null,
      },
    };
    const things = await batchLoad(this.graph.session, wanted, ways);
    return wanted.map(({ id }) => things.get(id) ?? null);
  }
}
