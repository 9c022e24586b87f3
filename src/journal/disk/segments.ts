/** The files of a journal's directory: each belongs to one process, which alone writes it; what the dead have left is for the next. */
import { promises as fs } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { removeLiveness, isAlive } from './liveness.ts';

const SEGMENT = /^(?<owner>[\w-]+)\.(?<number>\d{8})\.(?<kind>log|tmp)$/;

export const segmentName = (owner: string, number: number): string => `${owner}.${String(number).padStart(8, '0')}.log`;

/** What a segment is written as, until all of it is on disk. */
export const draftName = (segment: string): string => segment.replace(/log$/, 'tmp');

interface Found {
  readonly name: string;
  readonly owner: string;
  readonly isDraft: boolean;
}

/** In the order in which they were begun, as far as they are of one owner. */
async function segmentsIn(directory: string): Promise<Found[]> {
  const names = await fs.readdir(directory);
  return names.toSorted().flatMap((name) => {
    const { owner, kind } = SEGMENT.exec(name)?.groups ?? {};
    return owner === undefined ? [] : [{ name, owner, isDraft: kind === 'tmp' }];
  });
}

/** Who adopts. */
interface Heir {
  readonly owner: string;
  /** Of a segment of theirs. */
  nextName(): string;
  /** Told of each segment that is theirs now, by its new name. */
  inherits(name: string): void;
}

/** Whether somebody else writes there without a lock: a process of an earlier release, which knew none. */
export async function hasUnlockedWriter(directory: string, owner: string): Promise<boolean> {
  const others = new Set((await segmentsIn(directory)).map((segment) => segment.owner));
  others.delete(owner);
  for (const other of others) if (await isAlive(directory, other)) return true;
  return false;
}

/** Makes the segments of the dead an heir's, by renaming them. The heir has the lock: whoever else has written there is dead. */
export async function adopt(directory: string, heir: Heir): Promise<void> {
  const found = (await segmentsIn(directory)).filter(({ owner }) => owner !== heir.owner);
  for (const owner of new Set(found.map((segment) => segment.owner))) {
    for (const { name, isDraft } of found.filter((segment) => segment.owner === owner)) {
      // What never became a segment holds nothing that another does not.
      if (isDraft) await remove(directory, name);
      else {
        const theirs = heir.nextName();
        if (await renamed(join(directory, name), join(directory, theirs))) heir.inherits(theirs);
      }
    }
    await removeLiveness(directory, owner);
  }
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await fs.rename(from, to);
    return true;
  } catch (error) {
    // Somebody else was faster.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

export const remove = (directory: string, name: string): Promise<void> => fs.rm(join(directory, name), { force: true });

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/**
 * Makes a directory that lasts, where it is missing. One step of the path after the other: Node's own recursive way never ends where a
 * file system lets nobody make a directory and says that its parent is missing, such as /proc.
 */
export async function makeDirectory(directory: string): Promise<void> {
  const path = resolve(directory);
  try {
    await fs.mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await fs.stat(path)).isDirectory()) return;
    if (codeOf(error) !== 'ENOENT' || (await isDirectory(dirname(path)))) throw error;
    await makeDirectory(dirname(path));
    await fs.mkdir(path, { mode: 0o700 }).catch((again: unknown) => {
      // Another process of the same journal was faster.
      if (codeOf(again) !== 'EEXIST') throw again;
    });
  }
  await syncDirectory(dirname(path));
}

const isDirectory = (path: string): Promise<boolean> =>
  fs.stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Makes what was created, renamed and removed in a directory last. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await fs.open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
