/** The call plan: of the ways to the same facts, the cheapest. */

/** A way to what is wanted. */
export interface Way {
  readonly way: 'points' | 'lists' | 'sweep';
  /** Calls to WHMCS. */
  readonly calls: number;
  /** What WHMCS is expected to work on it, in milliseconds. */
  readonly ms: number;
}

/** A decision with its figures, for `extensions.whmcs.plan`. */
export interface Decision {
  readonly things: string;
  readonly wanted: number;
  readonly ways: readonly Way[];
  readonly chosen: Way['way'];
}

/**
 * The way that costs WHMCS the least work among those with the fewest calls, or one more.
 *
 * @param ways at least one
 */
export function cheapest(ways: readonly [Way, ...Way[]]): Way {
  const fewest = Math.min(...ways.map(({ calls }) => calls));
  return ways
    .filter(({ calls }) => calls <= fewest + 1)
    .reduce((best, way) => (way.ms < best.ms || (way.ms === best.ms && way.calls < best.calls) ? way : best));
}

/** How an operation comes to its plan: in earnest, or in a rehearsal, which has other wishes. */
export interface Planner {
  /** Whether children are asked for before their parent is read. */
  readonly speculates: boolean;
  /** Whether answers are WHMCS's own, so that a mutation may end because of what they say. */
  readonly believes: boolean;
  /** How many things these numbers stand for. */
  count(ids: readonly number[]): number;
  /** The pages of everybody's list; undefined is "not known". */
  pages(known: number | undefined, wanted: number): number;
  /** Those of the ways that are gone. */
  take(ways: readonly [Way, ...Way[]]): readonly Way[];
}

export const inEarnest: Planner = {
  speculates: true,
  believes: true,
  count: ({ length }) => length,
  pages: (known) => known ?? Infinity,
  take: (ways) => [cheapest(ways)],
};
