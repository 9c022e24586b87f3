/** A journal that forgets when its process ends: for the demo's and the tests' gateways. */
import { journalOver } from './over-store.ts';
import { clockOf, type ClockOptions } from './clock.ts';
import type { Journal } from './journal.ts';
import { Entries } from './entries.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Between two looks for what is too old. */
const SWEEP_MS = 60_000;

interface MemoryOptions extends ClockOptions {
  /** How long what has ended is kept, in milliseconds. */
  readonly keepMs?: number;
}

export function memoryJournal({ keepMs = DAY_MS, ...given }: MemoryOptions = {}): Journal {
  const ledger = new Entries();
  const clock = clockOf(given);
  let sweptAt = clock.monotonic();
  return journalOver({
    ledger,
    keepMs,
    clock,
    keeper: {
      ready() {
        if (clock.monotonic() - sweptAt < SWEEP_MS) return;
        sweptAt = clock.monotonic();
        ledger.forget(sweptAt - keepMs);
      },
      keep: () => Promise.resolve(),
      note: () => Promise.resolve(),
      isWritable: () => true,
      close: () => Promise.resolve(),
    },
  });
}
