/** When things happened, by both clocks: dates for people and for the disk, and moments by which durations are measured. */
import { monotonic } from '../monotonic.ts';
import type { Entry, Written } from './entry.ts';

export interface Clock {
  /** In milliseconds; somebody may set it, forwards and back. */
  readonly now: () => number;
  /** In milliseconds since some moment; it does neither. */
  readonly monotonic: () => number;
}

export interface ClockOptions {
  /** In milliseconds. */
  readonly now?: (() => number) | undefined;
  /** Where only `now` is given, it is both. */
  readonly monotonic?: (() => number) | undefined;
}

export const clockOf = ({ now, monotonic: ticks }: ClockOptions): Clock => ({
  now: now ?? Date.now,
  monotonic: ticks ?? now ?? monotonic,
});

const withoutMoments = <T extends { readonly monotonic: unknown }>(told: T): Omit<T, 'monotonic'> => {
  const { monotonic: _moments, ...rest } = told;
  return rest;
};

/** What is written of an entry. */
export const writtenOf = (entry: Entry): Written => ({
  ...withoutMoments(entry),
  steps: entry.steps.map(withoutMoments),
});

export interface Dated {
  readonly entries: readonly Entry[];
  /** By how many milliseconds the latest date lies in the future: so far the wall clock was set back since it was written. */
  readonly aheadMs: number;
}

/** Between two moments that are only known to have followed each other. */
const APART_MS = 0.001;

/**
 * Gives what another process has written its moments, once: as old as its dates say at this moment, whatever the wall clock does later.
 * What is dated in the future counts as of now, in the order of its dates: it is kept neither for ever nor shorter than anything else.
 */
export function dated(written: readonly Written[], clock: Clock): Dated {
  const [now, ticks] = [clock.now(), clock.monotonic()];
  const future = [...new Set(written.flatMap(datesOf))].filter((date) => date > now).toSorted((a, b) => a - b);
  const places = new Map(future.map((date, index) => [date, ticks - (future.length - 1 - index) * APART_MS]));
  const momentOf = (date: number): number => places.get(date) ?? ticks - (now - date);
  const entries = written.map((entry) => ({
    ...entry,
    steps: entry.steps.map((step) => ({ ...step, monotonic: momentOf(step.sentAt) })),
    monotonic: { claimed: momentOf(entry.claimedAt), ended: entry.endedAt === null ? null : momentOf(entry.endedAt) },
  }));
  return { entries, aheadMs: Math.max(0, (future.at(-1) ?? now) - now) };
}

const datesOf = ({ claimedAt, endedAt, steps }: Written): number[] => [
  claimedAt,
  ...(endedAt === null ? [] : [endedAt]),
  ...steps.map(({ sentAt }) => sentAt),
];
