/**
 * Finds the number of concurrent calls that WHMCS can take before they only wait for each other: PHP-FPM has 5 to 20 workers on small
 * hosts, and further requests wait in a queue that the gateway cannot see.
 *
 * Reads that run beside at most half of the limit measure the latency of each command without load. Reads with more beside them are
 * compared with it, each with its own command. While they are about as quick and the limit is used up, it rises by one. When they are
 * slower it falls in proportion, and on 429, 5xx and timeouts by a fixed part. Writes are left out: their latency depends on registrars
 * and server modules.
 */
import { BusyError, TimedOutError, UnexpectedAnswerError } from '../errors.ts';
import type { EndedRead } from './limit.ts';
import type { Capacity } from './slots.ts';

export interface Adaptive extends Capacity {
  readonly ended: (read: EndedRead) => void;
}

/** The number of reads that are judged together; fewer would be judged by chance. */
const ROUND = 16;
/** The factor by which reads may be slower. */
const TOLERANCE = 1.25;
/** A delay that no user notices, and that a busy network or the gateway itself can cause. */
const SLACK_MS = 100;
/** The part of the limit that remains on 429, 5xx and timeouts, and the smallest that remains of it when reads are slow. */
const BACKOFF = 0.7;
const STEEPEST = 0.5;
/** One page may fail for reasons of its own: such a failure is forgotten after so many good answers. */
const FORGOTTEN_AFTER = 8;
/** Under constant load no read runs alone; after so many reads the limit is lowered for a measurement. */
const PROBE_AFTER = 200;
const PROBE_READS = 8;
/** The number of reads in the mean of a command. */
const MEMORY = 8;

/** Latencies vary by factors, so their logarithms are averaged: a few slow answers then do not dominate the mean. */
const scale = (ms: number): number => Math.log(ms + SLACK_MS);

/** A signal of overload counts at once, another server error the second time. */
function strikesOf(error: unknown): number {
  if (error instanceof BusyError) return 2;
  const isServers = error instanceof UnexpectedAnswerError && error.status >= 500;
  return isServers || error instanceof TimedOutError ? 1 : 0;
}

const newRound = () => ({ reads: 0, slower: 0, usedUp: false });

/** @param ceiling where the limit begins, and which it never exceeds */
export function adaptive(ceiling: number): Adaptive {
  /** The latency of each command without load, as a logarithm. */
  const alone = new Map<string, { mean: number; reads: number }>();
  let limit = ceiling;
  let loweredAt = -Infinity;
  let strikes = 0;
  let round = newRound();
  let crowded = 0;
  let probes = 0;

  const lower = (part: number, at: number) => {
    limit = Math.max(1, limit * part);
    loweredAt = at;
    strikes = 0;
    round = newRound();
  };

  const learn = (command: string, took: number) => {
    const known = alone.get(command) ?? { mean: 0, reads: 0 };
    known.reads = Math.min(MEMORY, known.reads + 1);
    known.mean += (took - known.mean) / known.reads;
    alone.set(command, known);
    crowded = 0;
    probes = Math.max(0, probes - 1);
  };

  const judge = (slower: number, { busy, endedAt }: EndedRead) => {
    round.reads++;
    round.slower += slower;
    round.usedUp ||= busy >= Math.round(limit);
    if (round.reads < Math.max(ROUND, 2 * limit)) return;
    const slowness = Math.exp(round.slower / round.reads);
    if (slowness > TOLERANCE) return lower(Math.max(STEEPEST, TOLERANCE / slowness), endedAt);
    if (round.usedUp) limit = Math.min(ceiling, limit + 1);
    round = newRound();
  };

  return {
    ceiling,
    get current() {
      return probes > 0 ? Math.max(1, Math.floor(limit / 2)) : Math.round(limit);
    },
    ended(read) {
      const { command, startedAt, endedAt, busy, error } = read;
      // A read that started before the limit fell says nothing about the new limit.
      if (startedAt < loweredAt) return;
      if (error !== null) {
        strikes += strikesOf(error);
        if (strikes >= 2) lower(BACKOFF, endedAt);
        return;
      }
      strikes = Math.max(0, strikes - 1 / FORGOTTEN_AFTER);
      const took = scale(endedAt - startedAt);
      const known = alone.get(command);
      if (known && busy > limit / 2) judge(took - known.mean, read);
      if (busy <= Math.max(1, limit / 2)) learn(command, took);
      else if (++crowded >= PROBE_AFTER) probes = PROBE_READS;
    },
  };
}
