/** The contract of every journal: in memory and on disk, with reads that answer at once or later. */
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../src/journal/journal.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { ways } from './late-reads.ts';
import { claimed, claimOf, directoryOf, done, HOUR_MS, opened, sending, statesOf, step } from './support.ts';

type Open = (now?: () => number) => Promise<Journal>;

const openers: readonly [string, Open][] = [
  ['in memory', (now = Date.now) => Promise.resolve(memoryJournal({ keepMs: 24 * HOUR_MS, now }))],
  ['on disk', async (now) => (await opened(await directoryOf(), now)).journal],
];
const journals = openers.flatMap(([where, open]) =>
  ways.map(([how, reads]): [string, Open] => [`${where} that ${how}`, async (now) => reads(await open(now))]),
);

describe.each(journals)('a journal %s', (_, open) => {
  it('records an operation step by step', async () => {
    const journal = await open(() => 1_000);
    const id = await claimed(journal, 'k');
    expect(await journal.at(id)).toEqual({
      ...claimOf('k'),
      id,
      claimedAt: 1_000,
      state: 'claimed',
      steps: [],
      outcome: null,
      refusal: null,
      knownBy: null,
      endedAt: null,
      monotonic: { claimed: 1_000, ended: null },
    });
    await journal.sending(id, step);
    expect(await journal.at(id)).toMatchObject({
      state: 'sending',
      steps: [{ ...step, state: 'sending', sentAt: 1_000 }],
    });
    await journal.sent(id, 'done', { serviceid: 3 });
    expect(await journal.at(id)).toMatchObject({ state: 'sending', steps: [{ state: 'done', ids: { serviceid: 3 } }] });
    await journal.end(id, { state: 'done', outcome: { serviceId: 3 }, knownBy: 'answer' });
    expect(await journal.at(id)).toMatchObject({ state: 'done', outcome: { serviceId: 3 }, endedAt: 1_000 });
  });

  it('returns the earlier operation for a used key', async () => {
    const journal = await open();
    const id = await claimed(journal, 'k');
    expect(await journal.claim(claimOf('k', { inputHash: 'another' }))).toEqual({
      isNew: false,
      entry: await journal.at(id),
    });
    expect((await journal.earlier(claimOf('k')))?.id).toBe(id);
    for (const more of [{ viewer: 'other' }, { mutation: 'other' }, { key: 'K' }, { key: null }, { isDerived: true }])
      expect((await journal.claim(claimOf('k', more))).isNew).toBe(true);
    expect((await journal.claim(claimOf(null))).isNew).toBe(true);
  });

  it('frees the key of a released operation', async () => {
    const journal = await open();
    const id = await sending(journal, 'k');
    await journal.release(id);
    expect(await journal.at(id)).toBeUndefined();
    expect(await journal.claim(claimOf('k'))).toMatchObject({ isNew: true });
  });

  it('frees the key of an operation that did not happen, and a derived key of a refused one', async () => {
    const journal = await open();
    const refusal = { name: 'RefusedError', message: 'no', details: null };
    const refused = await sending(journal, 'refused');
    await journal.end(refused, { state: 'refused', refusal, knownBy: 'answer' });
    const absent = await sending(journal, 'absent');
    await journal.end(absent, { state: 'unknown' });
    await journal.end(absent, { state: 'refused', refusal, knownBy: 'reading' });
    const derived = await journal.claim(claimOf('derived', { isDerived: true }));
    await journal.end(derived.entry.id, { state: 'refused', refusal, knownBy: 'answer' });
    expect((await journal.claim(claimOf('refused'))).isNew).toBe(false);
    expect((await journal.claim(claimOf('absent'))).isNew).toBe(true);
    expect((await journal.claim(claimOf('derived', { isDerived: true }))).isNew).toBe(true);
  });

  it('keeps a known outcome, and records an outcome that was unknown', async () => {
    const journal = await open();
    const id = await sending(journal, 'k');
    await journal.end(id, { state: 'unknown' });
    expect(await journal.at(id)).toMatchObject({ state: 'unknown', endedAt: null, steps: [{ state: 'unknown' }] });
    await journal.end(id, { state: 'done', outcome: null, knownBy: 'reading' });
    expect(await journal.at(id)).toMatchObject({ state: 'done', knownBy: 'reading', steps: [{ state: 'done' }] });
    await journal.end(id, { state: 'unknown' });
    expect(await journal.at(id)).toMatchObject({ state: 'done' });
  });

  it('returns pages newest first, and unknown operations oldest first', async () => {
    let now = 5_000;
    const journal = await open(() => now--);
    const ids: string[] = [];
    for (const key of ['a', 'b', 'c', 'd']) ids.push(await sending(journal, key));
    expect((await journal.page(2)).map(({ key }) => key)).toEqual(['d', 'c']);
    expect((await journal.page(9, ids[2])).map(({ key }) => key)).toEqual(['b', 'a']);
    expect(await journal.count()).toBe(4);
    await journal.release(ids[1] ?? '');
    expect(await journal.count()).toBe(3);
    expect((await journal.page(9)).map(({ key }) => key)).toEqual(['d', 'c', 'a']);
    for (const index of [3, 0]) await journal.end(ids[index] ?? '', { state: 'unknown' });
    expect((await journal.unresolved()).map(({ key }) => key)).toEqual(['a', 'd']);
  });

  it('keeps an ended operation for a day, and an unknown one until a day after it is known', async () => {
    let now = 0;
    const journal = await open(() => now);
    await done(journal, 'done');
    const unknown = await sending(journal, 'unknown');
    await journal.end(unknown, { state: 'unknown' });
    const isNew = async (key: string) => (await journal.claim(claimOf(key))).isNew;
    now += 24 * HOUR_MS;
    expect([await isNew('done'), await isNew('unknown')]).toEqual([false, false]);
    now += 1;
    expect([await isNew('done'), await isNew('unknown')]).toEqual([true, false]);
    now += 240 * HOUR_MS;
    await journal.end(unknown, { state: 'done', outcome: null, knownBy: 'staff' });
    expect(statesOf(await journal.page(9))['unknown']).toBe('done');
    now += 24 * HOUR_MS;
    expect(await isNew('unknown')).toBe(false);
    now += 1;
    expect(await isNew('unknown')).toBe(true);
  });

  it('creates unique, sorted ids, also for many claims at once', async () => {
    const journal = await open(() => 1);
    const ids = await Promise.all(Array.from({ length: 500 }, () => claimed(journal, null)));
    expect(new Set(ids).size).toBe(500);
    expect(ids.toSorted()).toEqual(ids);
  });
});
