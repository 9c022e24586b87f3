/** The two clocks of the journal: dates for people and for the disk, and moments of the monotonic clock for durations. */
import { monotonic } from '../monotonic.ts';
import type { Entry, StoredEntry } from './entry.ts';

export interface Clock {
  /** The wall clock, in milliseconds. It may be set forward or back. */
  readonly now: () => number;
  /** Milliseconds since some moment. This clock never jumps and never goes back. */
  readonly monotonic: () => number;
}

export interface ClockOptions {
  /** In milliseconds. */
  readonly now?: (() => number) | undefined;
  /** By default `now`, if that is given. */
  readonly monotonic?: (() => number) | undefined;
}

export const clockOf = ({ now, monotonic: ticks }: ClockOptions): Clock => ({
  now: now ?? Date.now,
  monotonic: ticks ?? now ?? monotonic,
});

const withoutMoments = <T extends { readonly monotonic: unknown }>(dated: T): Omit<T, 'monotonic'> => {
  const { monotonic: _moments, ...rest } = dated;
  return rest;
};

/** An entry as it is stored. */
export const storedForm = (entry: Entry): StoredEntry => ({
  ...withoutMoments(entry),
  steps: entry.steps.map(withoutMoments),
});

export interface Restored {
  readonly entries: readonly Entry[];
  /** How far the latest date is in the future, in milliseconds: the wall clock was set back by so much since that date was stored. */
  readonly aheadMs: number;
}

/** The distance of two moments of which only the order is known. */
const APART_MS = 0.001;

/**
 * Gives the entries of another process their moments, once: each is as old as its dates say now, whatever the wall clock does later.
 * A date in the future counts as now, and such dates keep their order. Otherwise these entries would be kept too long, or for ever.
 */
export function withMoments(stored: readonly StoredEntry[], clock: Clock): Restored {
  const [now, ticks] = [clock.now(), clock.monotonic()];
  const future = [...new Set(stored.flatMap(datesOf))].filter((date) => date > now).toSorted((a, b) => a - b);
  const futureMoments = new Map(future.map((date, index) => [date, ticks - (future.length - 1 - index) * APART_MS]));
  const momentOf = (date: number): number => futureMoments.get(date) ?? ticks - (now - date);
  const entries = stored.map((entry) => ({
    ...entry,
    steps: entry.steps.map((step) => ({ ...step, monotonic: momentOf(step.sentAt) })),
    monotonic: { claimed: momentOf(entry.claimedAt), ended: entry.endedAt === null ? null : momentOf(entry.endedAt) },
  }));
  return { entries, aheadMs: Math.max(0, (future.at(-1) ?? now) - now) };
}

const datesOf = ({ claimedAt, endedAt, steps }: StoredEntry): number[] => [
  claimedAt,
  ...(endedAt === null ? [] : [endedAt]),
  ...steps.map(({ sentAt }) => sentAt),
];
