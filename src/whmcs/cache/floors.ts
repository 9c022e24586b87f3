/**
 * How long WHMCS usually takes to answer about one thing that is there. Whoever must not learn whether a thing exists is told "nothing"
 * no sooner than that.
 */
export interface Floors {
  /** Milliseconds within which all but one in a hundred of a command's last positive answers came; 0 where nobody is to wait. */
  ms(command: string): number;
  /** A thing was found, after so many milliseconds. */
  learn(command: string, ms: number): void;
}

/** Positive answers that are remembered of each command. */
const REMEMBERED = 200;

/** Fewer tell too little. */
const ENOUGH = 20;

const SHARE = 0.99;

/** @param startingMs the floor before enough is known; 0 turns waiting off */
export function floors(startingMs: number): Floors {
  const known = new Map<string, { readonly times: number[]; next: number }>();
  return {
    ms(command) {
      const times = known.get(command)?.times ?? [];
      if (startingMs === 0 || times.length < ENOUGH) return startingMs;
      return times.toSorted((a, b) => a - b)[Math.ceil(SHARE * times.length) - 1] ?? startingMs;
    },
    learn(command, ms) {
      const its = known.get(command) ?? { times: [], next: 0 };
      its.times[its.next] = ms;
      its.next = (its.next + 1) % REMEMBERED;
      known.set(command, its);
    },
  };
}
