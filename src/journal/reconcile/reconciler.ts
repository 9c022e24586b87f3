/**
 * Finds out about operations of which nobody knows whether they happened: in the background, by reading alone, from what the journal
 * holds, so that a restart changes nothing. One look at a time, each operation's less and less often.
 */
import { monotonic } from '../../monotonic.ts';
import type { Ids, FreshRead } from '../../whmcs/reconcile/rule.ts';
import type { Entry, Step } from '../entry.ts';
import type { Journal, Transition } from '../journal.ts';
import { absenceProves, judge } from './judge.ts';
import { notApplied } from './not-applied.ts';

export interface ReconcilerOptions {
  readonly journal: Journal;
  /** In the background lane, past every memory, each with a deadline; ends when `signal` aborts. */
  readonly look: (signal: AbortSignal) => FreshRead;
  /** Nothing counts as not applied before. */
  readonly quietMs: number;
  /** How long an operation is looked at, from when it was sent. */
  readonly forMs: number;
  readonly report: (level: 'info' | 'warn', details: object, message: string) => void;
  /** In milliseconds; the journal's monotonic clock. */
  readonly now?: () => number;
}

export interface Reconciler {
  /** Looks at what is due; resolves when nothing more is. */
  round(): Promise<void>;
  /** No further look; resolves when the one under way has ended. */
  close(): Promise<void>;
}

/** Between two looks for what is due. */
const TICK_MS = 5_000;
const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;
/** Between the two reads that have to agree. */
const AGREE_MS = 10_000;

interface Watch {
  /** Since when WHMCS is given its quiet time. */
  readonly since: number;
  looks: number;
  dueAt: number;
  /** When nothing was found of it for the first time after the quiet time. */
  absentAt: number | null;
}

type Finding = { readonly is: 'applied'; readonly ids: Ids; readonly isInferred: boolean } | 'absent' | 'unclear';

const isOpen = ({ state }: Step): boolean => state === 'sending' || state === 'unknown';

export function reconciler(options: ReconcilerOptions): Reconciler {
  const { journal, quietMs, forMs, report, now = monotonic } = options;
  const closing = new AbortController();
  const look = options.look(closing.signal);
  const watched = new Map<string, Watch>();
  let isFirst = true;
  let running: Promise<void> | undefined;

  /** What was lost before this process began has been quiet since it was sent. */
  const watch = ({ id, steps }: Entry): Watch => {
    const known = watched.get(id);
    if (known) return known;
    const since = isFirst ? (steps.at(-1)?.monotonic ?? now()) : now();
    const begun: Watch = { since, looks: 0, dueAt: now(), absentAt: null };
    watched.set(id, begun);
    return begun;
  };

  const ended = async (entry: Entry, finding: Exclude<Finding, 'unclear'>): Promise<Transition | null> => {
    if (finding === 'absent')
      return journal.end(entry.id, { state: 'refused', refusal: notApplied, knownBy: 'reading' });
    const last = entry.steps.at(-1);
    if (last && isOpen(last)) await journal.sent(entry.id, 'done', finding.ids);
    const knownBy = finding.isInferred ? 'inference' : 'reading';
    return journal.end(entry.id, { state: 'done', outcome: null, knownBy });
  };

  const settle = async (entry: Entry, finding: Exclude<Finding, 'unclear'>): Promise<void> => {
    const transition = await ended(entry, finding);
    watched.delete(entry.id);
    // Staff may have recorded the outcome since it was read.
    if (!transition) return;
    const is = finding === 'absent' ? 'did not happen' : 'happened';
    report('info', { operation: entry.id, mutation: entry.mutation }, `an operation of unknown outcome ${is}`);
  };

  const attend = async (entry: Entry): Promise<void> => {
    const its = watch(entry);
    if (now() < its.dueAt) return;
    its.looks++;
    its.dueAt = now() + Math.min(FIRST_MS * 2 ** its.looks, LONGEST_MS);
    let finding: Finding = 'unclear';
    try {
      finding = await found(journal, entry, look);
    } catch (error) {
      report('warn', { operation: entry.id, err: error }, 'an operation of unknown outcome cannot be looked at now');
    }
    // Staff may have told meanwhile.
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

  const all = async (): Promise<void> => {
    const unresolved = await journal.unresolved();
    const ids = new Set(unresolved.map(({ id }) => id));
    for (const id of watched.keys()) if (!ids.has(id)) watched.delete(id);
    for (const entry of unresolved) {
      if (closing.signal.aborted) return;
      const sentOn = entry.steps.at(-1)?.monotonic;
      if (sentOn !== undefined && now() < sentOn + forMs) await attend(entry);
    }
    isFirst = false;
  };

  const round = (): Promise<void> =>
    (running ??= all()
      .catch((error: unknown) => report('warn', { err: error }, 'what reading tells cannot be written down'))
      .finally(() => void (running = undefined)));

  const ticking = setInterval(() => void round(), TICK_MS).unref();
  return {
    round,
    async close() {
      clearInterval(ticking);
      closing.abort(new Error('the gateway ends'));
      await running;
    },
  };
}

/** What reading tells of an operation: it has happened where each of its steps has, and has not where none has. */
async function found(journal: Journal, { id, steps }: Entry, look: FreshRead): Promise<Finding> {
  const ids: Ids[] = [told(steps)];
  let isInferred = false;
  // Where WHMCS refused every step, and the process ended before it was written that this was all, nothing is left to be looked for.
  let isAbsent = steps.length > 0 && steps.every(({ state }) => state === 'refused');
  for (const step of steps.filter(isOpen)) {
    const verdict = await judge(journal, id, step, look);
    if (verdict.is === 'unclear') return 'unclear';
    isAbsent ||= verdict.is === 'absent';
    if (verdict.is === 'absent') continue;
    ids.push(verdict.ids);
    isInferred ||= verdict.inferred === true;
  }
  const hasHappened = ids.length > 1 || steps.some(({ state }) => state === 'done');
  if (isAbsent) return hasHappened ? 'unclear' : 'absent';
  return hasHappened ? { is: 'applied', ids: merged(ids), isInferred } : 'unclear';
}

const merged = (ids: readonly Ids[]): Ids => Object.fromEntries(ids.flatMap((each) => Object.entries(each)));

const isNumbers = (value: unknown): value is number | readonly number[] =>
  typeof value === 'number' || (Array.isArray(value) && value.every((each) => typeof each === 'number'));

/** The numbers that were told before. */
const told = (steps: readonly Step[]): Ids =>
  Object.fromEntries(
    steps.flatMap(({ ids }) =>
      Object.entries(ids ?? {}).filter((each): each is [string, number | readonly number[]] => isNumbers(each[1])),
    ),
  );
