/** The journal that outlives its process. */
import { journalOver } from '../over-store.ts';
import { clockOf, type ClockOptions } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { Entries } from '../entries.ts';
import type { HeldError } from './lock.ts';
import { Log } from './log.ts';

export interface JournalOptions extends ClockOptions {
  /** It is made where it is missing; one process at a time has it. */
  readonly directory: string;
  /** How long what has ended is kept, in milliseconds, and its key with it. */
  readonly keepMs: number;
  /** How long it waits for another process that has the directory, in milliseconds. */
  readonly lockWaitMs?: number;
  /** Told when it begins to wait. */
  readonly onHeld?: (error: HeldError) => void;
  /** Told of what an operator should look into. */
  readonly onProblem: (message: string, error?: unknown) => void;
}

/** How long what nobody waits for may take to be on disk. */
const FLUSH_MS = 1_000;
const TIDY_MS = 60_000;

/**
 * Opens a journal. Where the directory cannot be used now, it is tried again with every claim.
 *
 * @throws HeldError where another process has it
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const ledger = new Entries();
  const clock = clockOf(options);
  const log = new Log({ ...options, ledger, clock });
  await log.open(options.lockWaitMs ?? 0, options.onHeld ?? (() => undefined));
  const timers = [
    setInterval(() => void log.flush(), FLUSH_MS).unref(),
    setInterval(() => void log.tidy(), TIDY_MS).unref(),
  ];
  const journal = journalOver({ ledger, keeper: log, keepMs: options.keepMs, clock });
  return {
    ...journal,
    close() {
      for (const timer of timers) clearInterval(timer);
      return journal.close();
    },
  };
}
