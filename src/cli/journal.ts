/** Opens the journal of a gateway. */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/index.ts';
import type { Log } from '../gateway/observe/log.ts';
import { HeldError } from '../journal/disk/lock.ts';
import { openJournal } from '../journal/disk/open.ts';
import type { Journal } from '../journal/journal.ts';
import { HeldJournalError } from './held-journal-error.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Each installation has its own directory: the ids of one mean nothing to another. */
const folderOf = (url: URL): string => createHash('sha256').update(url.href).digest('hex').slice(0, 16);

/** The directory of this installation's journal. */
export const journalFolder = ({ journal, whmcs }: Config): string =>
  join(resolve(journal.directory), folderOf(whmcs.url));

/** Errors that do not pass by themselves. Any other failure, such as a full disk, may pass, and reads work meanwhile. */
const permanent: Readonly<Record<string, string>> = {
  EACCES: 'this process may not write there',
  EPERM: 'this process may not write there, or its file system has no symbolic links',
  ENOTSUP: 'its file system has no symbolic links',
  EOPNOTSUPP: 'its file system has no symbolic links',
  ENOSYS: 'its file system has no symbolic links',
  EROFS: 'its file system is read-only',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENOENT: 'its path cannot be created',
  ELOOP: 'its path contains a loop of symbolic links',
  ENAMETOOLONG: 'its path is too long',
};

/**
 * @param onWait called when the wait for another gateway begins; the function that it returns is called when the wait is over
 * @throws HeldJournalError if the other gateway still has the directory after the wait
 * @throws ConfigError if `journal.directory` cannot hold a journal: a gateway that would refuse every mutation must not start
 */
export async function journalOf(
  config: Config,
  log: Log,
  onWait: () => Promise<() => Promise<void>>,
): Promise<Journal> {
  const { journal } = config;
  const directory = journalFolder(config);
  let failure: unknown;
  let isOpen = false;
  const problems: (() => void)[] = [];
  let waiting: ReturnType<typeof onWait> | undefined;
  let opened: Journal;
  try {
    opened = await openJournal({
      directory,
      lockWaitMs: journal.lockWaitSeconds * 1000,
      onHeld({ holder }) {
        log.warn({ directory, holder, lockWaitSeconds: journal.lockWaitSeconds }, 'waiting for the journal');
        waiting = onWait();
      },
      keepMs: journal.keepHours * HOUR_MS,
      onProblem(message, details) {
        const write = (): void => log.error({ directory, ...details }, message);
        if (isOpen) return write();
        failure = details?.err ?? failure;
        problems.push(write);
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
  const reason = permanent[code];
  if (!opened.isWritable() && reason !== undefined) {
    await opened.close();
    throw new ConfigError([
      `journal.directory cannot be ${JSON.stringify(resolve(journal.directory))}: ${reason} (${code}). Set it in GATEWAY_CONFIG to a directory on a local disk that this process can write`,
    ]);
  }
  for (const write of problems) write();
  const { length } = await opened.unresolved();
  if (length > 0) log.warn({ operations: length }, 'operations with unknown outcome');
  return opened;
}
