/**
 * The lock of a directory: only one process writes there. The symbolic link with the highest number names the holder, while that process
 * listens on its socket (see liveness.ts). A process that finds the holder dead creates the next link, and only one process succeeds. The
 * highest link is never removed, so a slow process cannot start again from a lower number.
 */
import { readdir, readlink, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './liveness.ts';

/** Another process has the lock. */
export class HeldError extends Error {
  override readonly name = 'HeldError';
  /** The process and its host, for messages. */
  readonly holder: string;

  constructor(holder: string) {
    super(`the journal is held by ${holder}`);
    this.holder = holder;
  }
}

interface Link {
  readonly number: number;
  readonly owner: string;
  /** For messages only: two containers may have the same process id and host name. */
  readonly holder: string;
}

const LINK = /^lock\.(\d{8})$/;

const linkName = (number: number): string => `lock.${String(number).padStart(8, '0')}`;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** The numbers of all links, lowest first. */
const numbersIn = async (directory: string): Promise<number[]> =>
  (await readdir(directory))
    .flatMap((name) => LINK.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);

/** The highest link; undefined if there is none yet. */
async function highestLink(directory: string): Promise<Link | undefined> {
  for (;;) {
    const number = (await numbersIn(directory)).at(-1);
    if (number === undefined) return undefined;
    try {
      const [owner = '', pid = '?', host = '?'] = (await readlink(join(directory, linkName(number)))).split(' ');
      return { number, owner, holder: `process ${pid} on ${host}` };
    } catch (error) {
      // A higher link has replaced it.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}

/** @throws HeldError if another process has the lock */
export async function checkFree(directory: string, owner: string): Promise<Link | undefined> {
  const link = await highestLink(directory);
  if (link && link.owner !== owner && (await isAlive(directory, link.owner))) throw new HeldError(link.holder);
  return link;
}

/**
 * Takes the lock, or checks that this process still has it.
 *
 * @param owner this process; it must be announced
 * @throws HeldError if another process has it
 */
export async function takeLock(directory: string, owner: string): Promise<void> {
  for (;;) {
    const link = await checkFree(directory, owner);
    if (link?.owner === owner) return;
    const ours = (link?.number ?? 0) + 1;
    try {
      await symlink(`${owner} ${process.pid} ${hostname()}`, join(directory, linkName(ours)));
    } catch (error) {
      // Another process was faster.
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    const numbers = await numbersIn(directory);
    if (numbers.at(-1) !== ours) {
      // The listing was outdated: other processes have taken the lock and removed lower links since.
      await rm(join(directory, linkName(ours)), { force: true });
      continue;
    }
    for (const number of numbers) if (number < ours) await rm(join(directory, linkName(number)), { force: true });
    return;
  }
}
