/** A journal that forgets when its process ends: for the demo's and the tests' gateways. */
import { book } from './book.ts';
import type { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Between two looks for what is too old. */
const SWEEP_MS = 60_000;

/** @param now in milliseconds */
export function memoryJournal({ keepMs = DAY_MS, now = Date.now } = {}): Journal {
  const ledger = new Ledger();
  let sweptAt = now();
  return book({
    ledger,
    keepMs,
    now,
    keeper: {
      ready() {
        if (now() - sweptAt < SWEEP_MS) return;
        sweptAt = now();
        ledger.forget(sweptAt - keepMs);
      },
      keep: () => Promise.resolve(),
      note: () => Promise.resolve(),
      isWritable: () => true,
      close: () => Promise.resolve(),
    },
  });
}
