/** The wall clock is set while a journal is open, or between two processes: no key is lost early, and none is kept for ever. */
import { expect, it } from 'vitest';
import { operationIds } from '../../src/journal/ids.ts';
import { claimOf, claimed, directoryOf, done, HOUR_MS, opened, sending, textIn } from './support.ts';

/** A wall clock that the test sets, and a monotonic clock that it cannot set. */
function clocks() {
  const at = { ms: Date.UTC(2027, 0, 1), ahead: 0 };
  return { at, now: () => at.ms + at.ahead, monotonic: () => at.ms - Date.UTC(2026, 11, 31) };
}

it.each([-HOUR_MS, 24 * HOUR_MS])('keeps a key for its time if the clock is set by %i ms', async (ahead) => {
  const { at, now, monotonic } = clocks();
  const { journal } = await opened(await directoryOf(), now, monotonic);
  await done(journal, 'k');
  at.ahead = ahead;
  const isNew = async () => (await journal.claim(claimOf('k'))).isNew;
  expect(await isNew()).toBe(false);
  at.ms += 24 * HOUR_MS;
  expect(await isNew()).toBe(false);
  at.ms += 1;
  expect(await isNew()).toBe(true);
});

it('treats dates in the future as the time of opening, reports them, and keeps their order', async () => {
  const { at, now, monotonic } = clocks();
  const directory = await directoryOf();
  const first = await opened(directory, now, monotonic);
  const old = await done(first.journal, 'old');
  at.ms += HOUR_MS;
  const [one, two] = [await sending(first.journal, 'one'), await sending(first.journal, 'two')];
  const ended = await done(first.journal, 'ended');
  await first.journal.close();
  at.ahead = -2 * HOUR_MS;
  const { journal, problems } = await opened(directory, now, monotonic);
  expect(problems).toEqual([{ message: 'journal dates in the future', aheadSeconds: 7_200 }]);
  const [before, after] = [(await journal.at(one))?.steps[0]?.monotonic, (await journal.at(two))?.steps[0]?.monotonic];
  expect(before).toBeLessThanOrEqual(after ?? NaN);
  expect((await journal.at(old))?.monotonic.ended).toBeLessThan((await journal.at(ended))?.monotonic.ended ?? NaN);
  expect((await journal.at(ended))?.monotonic.ended).toBe(monotonic());
  const isNew = async () => (await journal.claim(claimOf('ended'))).isNew;
  at.ms += 24 * HOUR_MS;
  expect(await isNew()).toBe(false);
  at.ms += 1;
  const again = await claimed(journal, 'ended');
  // The key leads to the newer entry, although its date is earlier.
  expect(again > ended).toBe(true);
  expect(await isNew()).toBe(false);
});

it('stores dates, and no moments of the monotonic clock', async () => {
  const directory = await directoryOf();
  const { journal } = await opened(directory);
  await done(journal, 'k');
  await journal.close();
  expect(await textIn(directory)).not.toContain('monotonic');
});

it('creates ids that sort after those of a process whose clock was ahead', () => {
  const theirs = operationIds(() => Date.UTC(2028, 0, 1))();
  const next = operationIds(() => Date.UTC(2027, 0, 1));
  const ours = [next(theirs), next(theirs), next()];
  expect([theirs, ...ours]).toEqual([theirs, ...ours].toSorted());
});
