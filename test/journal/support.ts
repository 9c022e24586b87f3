/** Journals in directories that are removed after their test. */
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Claim, Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal, type JournalOptions } from '../../src/journal/disk/open.ts';

export const HOUR_MS = 3_600_000;

export async function directoryOf(): Promise<string> {
  const directory = await fs.mkdtemp(join(tmpdir(), 'journal-'));
  onTestFinished(() => fs.rm(directory, { recursive: true, force: true }));
  return directory;
}

export interface Opened {
  readonly journal: Journal;
  /** The messages, with their details as fields. */
  readonly problems: object[];
}

/** Opens a journal that is closed after the test. */
export async function opened(
  directory: string,
  now?: () => number,
  monotonic = now,
  more: Partial<JournalOptions> = {},
): Promise<Opened> {
  const problems: object[] = [];
  const journal = await openJournal({
    directory,
    keepMs: 24 * HOUR_MS,
    now,
    monotonic,
    ...more,
    onProblem: (message, details) => problems.push({ message, ...details }),
  });
  onTestFinished(() => journal.close());
  return { journal, problems };
}

export const claimOf = (key: string | null, more: Partial<Claim> = {}): Claim => ({
  viewer: 'staff',
  mutation: 'serviceSuspend',
  key,
  isDerived: false,
  inputHash: 'hash',
  requestId: 'request',
  ...more,
});

export const step = { command: 'ModuleSuspend', owner: 7, subject: null, evidence: { status: 'Active' } };

export async function claimed(journal: Journal, key: string | null): Promise<string> {
  return (await journal.claim(claimOf(key))).entry.id;
}

export async function sending(journal: Journal, key: string | null): Promise<string> {
  const id = await claimed(journal, key);
  await journal.sending(id, step);
  return id;
}

export async function done(journal: Journal, key: string | null): Promise<string> {
  const id = await sending(journal, key);
  await journal.sent(id, 'done', { serviceid: 3 });
  await journal.end(id, { state: 'done', outcome: { serviceId: 3 }, knownBy: 'answer' });
  return id;
}

export const segmentsIn = async (directory: string): Promise<string[]> =>
  (await fs.readdir(directory)).filter((name) => name.endsWith('.log'));

export async function textIn(directory: string): Promise<string> {
  const texts = (await segmentsIn(directory)).map((name) => fs.readFile(join(directory, name), 'utf8'));
  return (await Promise.all(texts)).join('');
}

/** The states of entries by key. */
export const statesOf = (entries: readonly Entry[]): Record<string, string> =>
  Object.fromEntries(entries.map(({ key, state }) => [String(key), state]));
