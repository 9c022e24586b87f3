/** The two ways in which a journal answers reads. The suites of the journal pass with both. */
import { setImmediate } from 'node:timers/promises';
import type { Journal } from '../../src/journal/journal.ts';

/** A journal whose entries are stored elsewhere: every answer is a promise, and later than the state that it was taken from. */
export const lateReads = (journal: Journal): Journal => {
  const later = async <T>(value: T): Promise<Awaited<T>> => {
    const read = await value;
    await setImmediate();
    return read;
  };
  return {
    ...journal,
    at: (id) => later(journal.at(id)),
    earlier: (scope) => later(journal.earlier(scope)),
    page: (first, after) => later(journal.page(first, after)),
    unresolved: () => later(journal.unresolved()),
    count: () => later(journal.count()),
  };
};

export type Reads = (journal: Journal) => Journal;

export const ways: readonly (readonly [name: string, reads: Reads])[] = [
  ['reads at once', (journal) => journal],
  ['reads later', lateReads],
];
