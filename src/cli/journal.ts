/** Where a gateway writes its mutations down. */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import type { Log } from '../gateway/log.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/open.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Each installation has a directory of its own: ids of one mean nothing to another. */
const folderOf = (url: URL): string => createHash('sha256').update(url.href).digest('hex').slice(0, 16);

/** Where the journal of this installation lies. */
export const journalFolder = ({ journal, whmcs }: Config): string =>
  join(resolve(journal.directory), folderOf(whmcs.url));

export async function journalOf(config: Config, log: Log): Promise<Journal> {
  const { journal } = config;
  const directory = journalFolder(config);
  const opened = await openJournal({
    directory,
    keepMs: journal.keepHours * HOUR_MS,
    onProblem: (message, error) => log.error({ directory, ...(error === undefined ? {} : { err: error }) }, message),
  });
  const { length } = opened.unresolved();
  if (length > 0) log.warn({ operations: length }, 'of some mutations nobody knows whether they happened');
  return opened;
}
