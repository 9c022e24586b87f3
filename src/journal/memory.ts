/** A journal that is lost when its process ends: for the gateways of the demo and of tests. */
import { clockOf, type ClockOptions } from './clock.ts';
import { Entries } from './entries.ts';
import type { Journal } from './journal.ts';
import { journalOver } from './over-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The time between two removals of old entries. */
const REMOVE_EVERY_MS = 60_000;

interface MemoryOptions extends ClockOptions {
  /** How long an ended operation is kept, in milliseconds. */
  readonly keepMs?: number;
}

export function memoryJournal({ keepMs = DAY_MS, ...given }: MemoryOptions = {}): Journal {
  const entries = new Entries();
  const clock = clockOf(given);
  let removedAt = clock.monotonic();
  return journalOver({
    entries,
    keepMs,
    clock,
    store: {
      ready() {
        if (clock.monotonic() - removedAt < REMOVE_EVERY_MS) return;
        removedAt = clock.monotonic();
        entries.removeEndedBefore(removedAt - keepMs);
      },
      save: () => Promise.resolve(),
      saveLater: () => Promise.resolve(),
      isWritable: () => true,
      close: () => Promise.resolve(),
    },
  });
}
