/**
 * How long WHMCS usually takes to answer about one existing record. A viewer who must not learn whether a record exists gets the answer
 * "nothing" no sooner than that.
 */
export interface Floors {
  /** The 99th percentile of a command's last positive answers, in milliseconds; 0 if nobody is to wait. */
  ms(command: string): number;
  /** A record was found after so many milliseconds. */
  learn(command: string, ms: number): void;
}

/** The number of positive answers that are kept of each command. */
const REMEMBERED = 200;

/** Fewer samples are not used. */
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
