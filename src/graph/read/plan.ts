/** The call plan chooses the cheapest of several ways to the same facts. */

/** A way to the facts that are needed. */
export interface Way {
  readonly way: 'points' | 'lists' | 'sweep';
  /** Calls to WHMCS. */
  readonly calls: number;
  /** The expected latency of all its calls together, in milliseconds. */
  readonly ms: number;
}

/** A decision with its figures, for `extensions.whmcs.plan`. */
export interface Decision {
  /** The kind of entity. */
  readonly things: string;
  readonly wanted: number;
  readonly ways: readonly Way[];
  readonly chosen: Way['way'];
}

/**
 * The way with the least work for WHMCS, among the ways that take the fewest calls or one more.
 *
 * @param ways at least one
 */
export function cheapest(ways: readonly [Way, ...Way[]]): Way {
  const fewest = Math.min(...ways.map(({ calls }) => calls));
  return ways
    .filter(({ calls }) => calls <= fewest + 1)
    .reduce((best, way) => (way.ms < best.ms || (way.ms === best.ms && way.calls < best.calls) ? way : best));
}

/** How an operation decides: really, or in a dry run, which looks for bounds. */
export interface Planner {
  /** Whether children are prefetched before their parent is read. */
  readonly speculates: boolean;
  /** Whether answers come from WHMCS. Made-up answers of a dry run must not stop a mutation. */
  readonly believes: boolean;
  /** How many entities these numbers stand for; in a dry run a placeholder stands for many. */
  count(ids: readonly number[]): number;
  /** The pages of an unfiltered list; `known` is undefined if nothing has reported them. */
  pages(known: number | undefined, wanted: number): number;
  /** The ways that are taken. */
  take(ways: readonly [Way, ...Way[]]): readonly Way[];
}

export const realPlanner: Planner = {
  speculates: true,
  believes: true,
  count: ({ length }) => length,
  pages: (known) => known ?? Infinity,
  take: (ways) => [cheapest(ways)],
};
