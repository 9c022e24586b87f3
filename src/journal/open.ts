/** The journal that outlives its process. */
import { book } from './book.ts';
import type { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { Log } from './log.ts';

export interface JournalOptions {
  /** It is made where it is missing; several processes may share it. */
  readonly directory: string;
  /** How long what has ended is kept, in milliseconds, and its key with it. */
  readonly keepMs: number;
  /** In milliseconds. */
  readonly now?: () => number;
  /** Told of what an operator should look into. */
  readonly onProblem: (message: string, error?: unknown) => void;
}

/** How long what nobody waits for may take to be on disk. */
const FLUSH_MS = 1_000;
const TIDY_MS = 60_000;

/** Opens a journal. Where the directory cannot be used now, it is tried again with every claim. */
export async function openJournal({ now = Date.now, ...options }: JournalOptions): Promise<Journal> {
  const ledger = new Ledger();
  const log = new Log({ ...options, ledger, now });
  await log.tidy();
  const timers = [
    setInterval(() => void log.flush(), FLUSH_MS).unref(),
    setInterval(() => void log.tidy(), TIDY_MS).unref(),
  ];
  const journal = book({ ledger, keeper: log, keepMs: options.keepMs, now });
  return {
    ...journal,
    close() {
      for (const timer of timers) clearInterval(timer);
      return journal.close();
    },
  };
}
