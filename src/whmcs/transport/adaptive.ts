/**
 * Finds how many calls WHMCS takes at once before they only wait for one another: PHP-FPM has 5 to 20 workers on small hosts, and
 * what it cannot serve stands in a queue that nobody sees.
 *
 * Reads that have at most half of the limit beside them tell how long each command takes by itself; those that have more are
 * compared with it, each with its own command. While they are about as quick and the limit is used up, it rises by one; when they
 * are slower it sinks by as much as they are, and on 429, 5xx and timeouts by a fixed part. Writes are left out: how long they take
 * is for registrars and server modules to say.
 */
import { BusyError, TimedOutError, UnexpectedAnswerError } from '../errors.ts';
import type { EndedRead } from './limit.ts';
import type { Capacity } from './slots.ts';

export interface Adaptive extends Capacity {
  readonly ended: (read: EndedRead) => void;
}

/** Reads that are judged together: fewer, and chance would judge. */
const ROUND = 16;
/** How many times slower reads may be. */
const TOLERANCE = 1.25;
/** Waiting that nobody feels, and that a busy network or our own machine can cause. */
const SLACK_MS = 100;
/** What remains of the limit on 429, 5xx and timeouts, and the least that remains of it where reads are slow. */
const BACKOFF = 0.7;
const STEEPEST = 0.5;
/** A page may break for reasons of its own: one such failure is forgotten after so many good answers. */
const FORGOTTEN_AFTER = 8;
/** Under a load that never lets up nothing shows what commands take by themselves; after so many reads it is looked for. */
const PROBE_AFTER = 200;
const PROBE_READS = 8;
/** Reads over which the mean of a command goes. */
const MEMORY = 8;

/** Latencies vary by factors, not by milliseconds: their logarithms have means that a few slow answers do not carry away. */
const scale = (ms: number): number => Math.log(ms + SLACK_MS);

/** A word that means overload is believed at once, other trouble of the server's the second time. */
function strikesOf(error: unknown): number {
  if (error instanceof BusyError) return 2;
  const isServers = error instanceof UnexpectedAnswerError && error.status >= 500;
  return isServers || error instanceof TimedOutError ? 1 : 0;
}

const newRound = () => ({ reads: 0, slower: 0, usedUp: false });

/** @param ceiling where the limit begins, and which it never exceeds */
export function adaptive(ceiling: number): Adaptive {
  /** What each command takes by itself, on the scale. */
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
      // What began before the limit sank tells of the time before.
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
