/**
 * Determines the outcome of unknown operations in the background. It only reads WHMCS, and starts from what the journal stores, so a restart
 * loses nothing. One operation is read at a time, each less and less often.
 */
import { monotonic } from '../../monotonic.ts';
import type { FreshRead } from '../../whmcs/reconcile/rule.ts';
import type { Entry } from '../entry.ts';
import type { Journal, Transition } from '../journal.ts';
import { findingOf, isOpen, type Finding } from './finding.ts';
import { absenceProves } from './judge.ts';
import { notApplied } from './not-applied.ts';

export interface ReconcilerOptions {
  readonly journal: Journal;
  /** Reads in the background lane, past every cache, each read with a deadline; ends when `signal` aborts. */
  readonly read: (signal: AbortSignal) => FreshRead;
  /** How long WHMCS may still work on a write: no operation is "not applied" before that. */
  readonly quietMs: number;
  /** How long after its last command an operation is reconciled. */
  readonly forMs: number;
  readonly report: (level: 'info' | 'warn', details: object, message: string) => void;
  /** In milliseconds; the journal's monotonic clock. */
  readonly now?: () => number;
}

export interface Reconciler {
  /** Reconciles every operation that is due; resolves when none is. */
  round(): Promise<void>;
  /** Starts no further read; resolves when the current one has ended. */
  close(): Promise<void>;
}

/** The time between two rounds. */
const ROUND_EVERY_MS = 5_000;
const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;
/** The time between the two reads that must agree on "not applied". */
const AGREE_MS = 10_000;

interface Watch {
  /** When the quiet time began. */
  readonly since: number;
  attempts: number;
  dueAt: number;
  /** When no effect was found for the first time after the quiet time. */
  absentAt: number | null;
}

export function reconciler(options: ReconcilerOptions): Reconciler {
  const { journal, quietMs, forMs, report, now = monotonic } = options;
  const closing = new AbortController();
  const read = options.read(closing.signal);
  const watched = new Map<string, Watch>();
  let isFirst = true;
  let running: Promise<void> | undefined;

  /** For a write that an earlier process sent, the quiet time began when it was sent. */
  const watch = ({ id, steps }: Entry): Watch => {
    const known = watched.get(id);
    if (known) return known;
    const since = isFirst ? (steps.at(-1)?.monotonic ?? now()) : now();
    const begun: Watch = { since, attempts: 0, dueAt: now(), absentAt: null };
    watched.set(id, begun);
    return begun;
  };

  const end = async (entry: Entry, finding: Exclude<Finding, 'unclear'>): Promise<Transition | null> => {
    if (finding === 'absent')
      return journal.end(entry.id, { state: 'refused', refusal: notApplied, knownBy: 'reading' });
    const last = entry.steps.at(-1);
    if (last && isOpen(last)) await journal.sent(entry.id, 'done', finding.ids);
    const knownBy = finding.isInferred ? 'inference' : 'reading';
    return journal.end(entry.id, { state: 'done', outcome: null, knownBy });
  };

  const settle = async (entry: Entry, finding: Exclude<Finding, 'unclear'>): Promise<void> => {
    const transition = await end(entry, finding);
    watched.delete(entry.id);
    // Staff may have recorded the outcome since it was read.
    if (!transition) return;
    const outcome = finding === 'absent' ? 'not applied' : 'applied';
    report('info', { operation: entry.id, mutation: entry.mutation, outcome }, 'unknown outcome resolved');
  };

  const attempt = async (entry: Entry): Promise<void> => {
    const its = watch(entry);
    if (now() < its.dueAt) return;
    its.attempts++;
    its.dueAt = now() + Math.min(FIRST_MS * 2 ** its.attempts, LONGEST_MS);
    let finding: Finding = 'unclear';
    try {
      finding = await findingOf(journal, entry, read);
    } catch (error) {
      report('warn', { operation: entry.id, err: error }, 'unknown outcome cannot be reconciled now');
    }
    // Staff may have recorded the outcome meanwhile.
    const current = await journal.at(entry.id);
    if (closing.signal.aborted || current?.state !== 'unknown') return;
    if (typeof finding === 'object') return settle(entry, finding);
    const isQuiet = now() >= its.since + quietMs;
    if (finding === 'unclear' || !entry.steps.filter(isOpen).every(absenceProves)) its.absentAt = null;
    else if (!isQuiet) its.dueAt = Math.min(its.dueAt, its.since + quietMs);
    else if (its.absentAt === null) {
      its.absentAt = now();
      its.dueAt = now() + AGREE_MS;
    } else if (now() >= its.absentAt + AGREE_MS) return settle(entry, 'absent');
  };

  const attemptAll = async (): Promise<void> => {
    const unresolved = await journal.unresolved();
    const ids = new Set(unresolved.map(({ id }) => id));
    for (const id of watched.keys()) if (!ids.has(id)) watched.delete(id);
    for (const entry of unresolved) {
      if (closing.signal.aborted) return;
      const sentOn = entry.steps.at(-1)?.monotonic;
      if (sentOn !== undefined && now() < sentOn + forMs) await attempt(entry);
    }
    isFirst = false;
  };

  const round = (): Promise<void> =>
    (running ??= attemptAll()
      .catch((error: unknown) => report('warn', { err: error }, 'resolved outcome cannot be recorded'))
      .finally(() => void (running = undefined)));

  const rounds = setInterval(() => void round(), ROUND_EVERY_MS).unref();
  return {
    round,
    async close() {
      clearInterval(rounds);
      closing.abort(new Error('the gateway is shutting down'));
      await running;
    },
  };
}
