/** Where a gateway writes its mutations down. */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Config } from '../config/index.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Log } from '../gateway/observe/log.ts';
import type { Journal } from '../journal/journal.ts';
import { HeldError } from '../journal/disk/lock.ts';
import { openJournal } from '../journal/disk/open.ts';
import { HeldJournalError } from './held-journal-error.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Each installation has a directory of its own: ids of one mean nothing to another. */
const folderOf = (url: URL): string => createHash('sha256').update(url.href).digest('hex').slice(0, 16);

/** Where the journal of this installation lies. */
export const journalFolder = ({ journal, whmcs }: Config): string =>
  join(resolve(journal.directory), folderOf(whmcs.url));

/** Why a place will not do, now or later. Any other failure, such as a full disk, may pass: reads go on meanwhile. */
const impossible: Readonly<Record<string, string>> = {
  EACCES: 'this process may not write there',
  EPERM: 'this process may not write there, or its file system knows no symbolic links',
  ENOTSUP: 'its file system knows no symbolic links',
  EOPNOTSUPP: 'its file system knows no symbolic links',
  ENOSYS: 'its file system knows no symbolic links',
  EROFS: 'its file system is read-only',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENOENT: 'its path cannot be created',
  ELOOP: 'its path leads in a circle',
  ENAMETOOLONG: 'its path is too long',
};

/**
 * @param wait told where another gateway has the directory and is waited for; what it returns is called when that is over
 * @throws HeldJournalError where it still has it then
 * @throws ConfigError where `journal.directory` cannot hold a journal: a gateway that would refuse every mutation must not start
 */
export async function journalOf(config: Config, log: Log, wait: () => Promise<() => Promise<void>>): Promise<Journal> {
  const { journal } = config;
  const place = resolve(journal.directory);
  const directory = journalFolder(config);
  let failure: unknown;
  let isOpen = false;
  const problems: (() => void)[] = [];
  let waiting: ReturnType<typeof wait> | undefined;
  let opened: Journal;
  try {
    opened = await openJournal({
      directory,
      lockWaitMs: journal.lockWaitSeconds * 1000,
      onHeld({ holder }) {
        log.warn({ directory, holder, lockWaitSeconds: journal.lockWaitSeconds }, 'waiting for the journal');
        waiting = wait();
      },
      keepMs: journal.keepHours * HOUR_MS,
      onProblem(message, error) {
        const tell = (): void => log.error({ directory, ...(error === undefined ? {} : { err: error }) }, message);
        if (isOpen) return tell();
        failure = error ?? failure;
        problems.push(tell);
      },
    });
  } catch (error) {
    throw error instanceof HeldError ? new HeldJournalError(directory, error.holder, journal.lockWaitSeconds) : error;
  } finally {
    const close = await waiting;
    await close?.();
  }
  isOpen = true;
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  const why = impossible[code];
  if (!opened.isWritable() && why !== undefined) {
    await opened.close();
    throw new ConfigError([
      `journal.directory cannot be ${JSON.stringify(place)}: ${why} (${code}). Set it in GATEWAY_CONFIG to a directory on a local disk that this process may write`,
    ]);
  }
  for (const tell of problems) tell();
  const { length } = await opened.unresolved();
  if (length > 0) log.warn({ operations: length }, 'of some mutations nobody knows whether they happened');
  return opened;
}
