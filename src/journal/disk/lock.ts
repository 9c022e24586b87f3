/**
 * The lock of a directory: one process writes there. The holder is whoever the symbolic link with the highest number names, as long as that
 * process listens on its socket (see presence.ts): it ends with its process however that ends. Who finds the holder dead makes the next
 * link, which succeeds for one of several; the highest link is never removed, so that nobody who was slow can begin again from below.
 */
import { readdir, readlink, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './liveness.ts';

/** Another process has the lock. */
export class HeldError extends Error {
  override readonly name = 'HeldError';
  /** Who has it, in words. */
  readonly holder: string;

  constructor(holder: string) {
    super(`the journal is held by ${holder}`);
    this.holder = holder;
  }
}

interface Link {
  readonly number: number;
  readonly owner: string;
  /** For people: process ids and names of hosts may be the same in two containers. */
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

/** The highest link; undefined where there is none yet. */
async function highest(directory: string): Promise<Link | undefined> {
  for (;;) {
    const number = (await numbersIn(directory)).at(-1);
    if (number === undefined) return undefined;
    try {
      const [owner = '', pid = '?', host = '?'] = (await readlink(join(directory, linkName(number)))).split(' ');
      return { number, owner, holder: `process ${pid} on ${host}` };
    } catch (error) {
      // A higher one has taken its place.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}

/** @throws HeldError where another process has the lock */
export async function checkFree(directory: string, owner: string): Promise<Link | undefined> {
  const link = await highest(directory);
  if (link && link.owner !== owner && (await isAlive(directory, link.owner))) throw new HeldError(link.holder);
  return link;
}

/**
 * Takes the lock, or makes sure that it is still ours.
 *
 * @param owner has announced itself
 * @throws HeldError where another process has it
 */
export async function takeLock(directory: string, owner: string): Promise<void> {
  for (;;) {
    const link = await checkFree(directory, owner);
    if (link?.owner === owner) return;
    const ours = (link?.number ?? 0) + 1;
    try {
      await symlink(`${owner} ${process.pid} ${hostname()}`, join(directory, linkName(ours)));
    } catch (error) {
      // Somebody else was faster.
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    const numbers = await numbersIn(directory);
    if (numbers.at(-1) !== ours) {
      // What we saw was long gone: others have come, and the lower ones were removed, in between.
      await rm(join(directory, linkName(ours)), { force: true });
      continue;
    }
    for (const number of numbers) if (number < ours) await rm(join(directory, linkName(number)), { force: true });
    return;
  }
}
