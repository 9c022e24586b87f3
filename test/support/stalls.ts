/** How long other requests wait during some work, as a ratio to work of a known size: durations alone depend on the machine. */
import { setTimeout as pause } from 'node:timers/promises';

/** The reference work: parse and print 1 MiB of rows in the shape that WHMCS sends. */
const row = '{"id":1,"userid":2,"total":"12.00","status":"Paid","notes":"","date":"2026-01-01","lines":[1,2,3]}';
const mebibyte = `[${Array.from({ length: Math.floor((1024 * 1024) / (row.length + 1)) }, () => row).join(',')}]`;

/** Milliseconds to parse and print 1 MiB of JSON now: the longest of a few runs, as other processes take time too. */
export function unit(): number {
  const times = Array.from({ length: 2 }, () => {
    const startedAt = performance.now();
    JSON.stringify(JSON.parse(mebibyte));
    return performance.now() - startedAt;
  });
  return Math.max(...times);
}

/** The longest duration of `ask` while `act` ran, in units. `ask` repeats as long as `act` runs, and once after it. */
export async function worstDelay(ask: () => Promise<unknown>, act: () => Promise<unknown>): Promise<number> {
  const over = new AbortController();
  let worst = 0;
  const asking = (async () => {
    do {
      const startedAt = performance.now();
      await ask();
      worst = Math.max(worst, performance.now() - startedAt);
      await pause(1);
    } while (!over.signal.aborted);
  })();
  try {
    await act();
  } finally {
    over.abort();
    await asking;
  }
  return worst / unit();
}
