/** The journal on disk. */
import { clockOf, type ClockOptions } from '../clock.ts';
import { Entries } from '../entries.ts';
import type { Journal } from '../journal.ts';
import { journalOver } from '../over-store.ts';
import type { HeldError } from './lock.ts';
import { DiskLog, type OnProblem } from './log.ts';

export interface JournalOptions extends ClockOptions {
  /** It is created if it is missing. Only one process at a time has it. */
  readonly directory: string;
  /** How long an ended operation and its key are kept, in milliseconds. */
  readonly keepMs: number;
  /** How long to wait for another process that has the directory, in milliseconds. */
  readonly lockWaitMs?: number;
  /** Called when the wait begins. */
  readonly onHeld?: (error: HeldError) => void;
  /** Called with problems that an operator should know. */
  readonly onProblem: OnProblem;
}

/** The longest time until a change that nobody waits for is on disk. */
const FLUSH_MS = 1_000;
const TIDY_MS = 60_000;

/**
 * Opens a journal. If the directory cannot be used now, every claim tries again.
 *
 * @throws HeldError if another process has it
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const entries = new Entries();
  const clock = clockOf(options);
  const log = new DiskLog({ ...options, entries, clock });
  await log.open(options.lockWaitMs ?? 0, options.onHeld ?? (() => undefined));
  const timers = [
    setInterval(() => void log.flush(), FLUSH_MS).unref(),
    setInterval(() => void log.tidy(), TIDY_MS).unref(),
  ];
  const journal = journalOver({ entries, store: log, keepMs: options.keepMs, clock });
  return {
    ...journal,
    close() {
      for (const timer of timers) clearInterval(timer);
      return journal.close();
    },
  };
}
