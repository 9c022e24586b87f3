/** The one door: nothing of a noun leaves here that the viewer may not see. */
import type { Graph } from './context.ts';
import type { Account, Entity } from './entity.ts';
import { merged } from './merge.ts';
import { listed, type Source } from './paging.ts';

export abstract class Noun<Facts extends object, Thing extends Entity<Facts>> {
  protected readonly graph: Graph;
  readonly #things = new Map<number, Thing>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  protected abstract create(id: number, owner: number | null): Thing;

  /**
   * The thing of which WHMCS told `account`, or null where its owner is none of the viewer's clients. The same thing is the same
   * object throughout an operation, so that it holds all its accounts together.
   */
  shown(id: number | null | undefined, owner: number | null | undefined, account: Account<Facts>): Thing | null {
    if (!id || !this.graph.viewer.sees(owner ?? null)) return null;
    let thing = this.#things.get(id);
    if (thing?.ownerId !== (owner ?? null)) {
      thing = this.create(id, owner ?? null);
      this.#things.set(id, thing);
    }
    thing.learn(account);
    return thing;
  }

  /**
   * The list that a viewer may see: one client's, everybody's for staff, or the merged lists of the viewer's clients. Somebody
   * else's is as empty as nobody's.
   *
   * @param client the client asked for, or null
   * @param sourceOf WHMCS's list of one client, or of all
   * @param order the order of merged lists
   */
  protected sourceFor(
    client: number | null,
    sourceOf: (client: number | null) => Source<Thing>,
    order: (a: Thing, b: Thing) => number,
  ): Source<Thing> {
    const { viewer } = this.graph;
    if (client !== null) return viewer.sees(client) ? sourceOf(client) : listed([]);
    if (viewer.clients === null) return sourceOf(null);
    const [only, ...others] = viewer.clients;
    if (only === undefined) return listed([]);
    return others.length === 0 ? sourceOf(only) : merged(viewer.clients, sourceOf, order);
  }

  /** After a write nothing that was told before counts. */
  forget(): void {
    this.#things.clear();
  }
}
