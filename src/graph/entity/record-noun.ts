/** Nouns with records, read one by one, and with lists whose rows have fewer facts. Facts of rows may be read by list. */
import DataLoader from 'dataloader';
import type { ReadCommand } from '../../whmcs/command.ts';
import type { Entity } from '../base/entity.ts';
import type { MaybePromise } from '../../maybe-promise.ts';
import { batchLoad, type Ways } from '../read/batch-load.ts';
import { Noun } from './noun.ts';
import type { Source } from '../read/paging.ts';

interface Want<Facts, Thing> {
  readonly thing: Thing;
  readonly fact: keyof Facts;
}

export abstract class RecordNoun<Facts extends object, Thing extends Entity<Facts>> extends Noun<Facts, Thing> {
  readonly #wants = new DataLoader<Want<Facts, Thing>, null>((wants) => this.#answer(wants), { cache: false });

  /** Asks for a fact, in one batch with all others that are needed at the same time. */
  async want(thing: Thing, fact: keyof Facts): Promise<void> {
    await this.#wants.load({ thing, fact });
  }

  /** By number; null if it does not exist, or the viewer may not see it. */
  byId(id: number): MaybePromise<Thing | null> {
    return this.recall(id) ?? this.record(id);
  }

  /** The whole record; null if it does not exist, or the viewer may not see it. */
  abstract record(id: number, facts?: ReadonlySet<keyof Facts>): MaybePromise<Thing | null>;

  /** The commands for one record and for lists. */
  protected abstract readonly commands: { readonly record: ReadCommand; readonly list: ReadCommand };

  /** The facts that rows have as well as records. */
  protected abstract readonly rowFacts: ReadonlySet<keyof Facts>;

  /** The list of a client, or of all clients. */
  protected abstract rowsOf(client: number | null): Source<Thing>;

  async #answer(wants: readonly Want<Facts, Thing>[]): Promise<(null | Error)[]> {
    const wanted = new Map<Thing, Set<keyof Facts>>();
    for (const { thing, fact } of wants) {
      const facts = wanted.get(thing);
      if (facts) facts.add(fact);
      else wanted.set(thing, new Set([fact]));
    }
    const failures = new Map<Thing, Error>();
    const ask = async (thing: Thing, facts: ReadonlySet<keyof Facts>): Promise<Thing | null> =>
      this.record(thing.whmcsId, facts);
    const askAll = (things: readonly Thing[]) =>
      Promise.all(
        things.map((thing) =>
          ask(thing, wanted.get(thing) ?? new Set()).catch((error: unknown) => {
            failures.set(thing, error instanceof Error ? error : new Error(String(error)));
          }),
        ),
      );
    const [inRows, inRecords] = this.#parted(wanted);
    await Promise.all([askAll(inRecords), this.#sweep(inRows)]);
    // A row that the sweep missed, or a row of an older version with fewer facts.
    await askAll(
      inRows.filter((thing) => [...(wanted.get(thing) ?? [])].some((fact) => thing.known(fact) === undefined)),
    );
    return wants.map(({ thing }) => failures.get(thing) ?? null);
  }

  /** The entities of which only facts of rows are needed, and the others. */
  #parted(wanted: ReadonlyMap<Thing, ReadonlySet<keyof Facts>>): [Thing[], Thing[]] {
    const inRows: Thing[] = [];
    const inRecords: Thing[] = [];
    for (const [thing, facts] of wanted)
      ([...facts].every((fact) => this.rowFacts.has(fact)) ? inRows : inRecords).push(thing);
    const several = this.graph.session.planner.count(inRows.map(({ whmcsId }) => whmcsId)) > 1;
    return several ? [inRows, inRecords] : [[], [...inRows, ...inRecords]];
  }

  async #sweep(things: readonly Thing[]): Promise<void> {
    if (things.length === 0) return;
    const ways: Ways<Thing> = {
      things: this.kind,
      point: { command: this.commands.record, ask: async (id) => this.record(id) },
      list: {
        command: this.commands.list,
        ofClient: (owner) => this.rowsOf(owner),
        // These entities are the viewer's; the others in the list are not shown.
        all: this.rowsOf(null),
      },
    };
    await batchLoad(
      this.graph.session,
      things.map(({ whmcsId, ownerId }) => ({ id: whmcsId, owner: ownerId })),
      ways,
    );
  }
}
