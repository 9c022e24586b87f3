/** The files in a journal's directory. Only their owner writes them; the next process adopts the files of dead owners. */
import { promises as fs } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { removeLiveness, isAlive } from './liveness.ts';

const SEGMENT = /^(?<owner>[\w-]+)\.(?<number>\d{8})\.(?<kind>log|tmp)$/;

export const segmentName = (owner: string, number: number): string => `${owner}.${String(number).padStart(8, '0')}.log`;

/** The name of a segment until all of it is on disk. */
export const draftName = (segment: string): string => segment.replace(/log$/, 'tmp');

interface SegmentFile {
  readonly name: string;
  readonly owner: string;
  readonly isDraft: boolean;
}

/** The segments of one owner are in the order in which they were created. */
async function segmentsIn(directory: string): Promise<SegmentFile[]> {
  const names = await fs.readdir(directory);
  return names.toSorted().flatMap((name) => {
    const { owner, kind } = SEGMENT.exec(name)?.groups ?? {};
    return owner === undefined ? [] : [{ name, owner, isDraft: kind === 'tmp' }];
  });
}

interface Adopter {
  readonly owner: string;
  /** The name for its next segment. */
  nextName(): string;
  /** Called with the new name of each adopted segment. */
  onAdopted(name: string): void;
}

/** Whether another process writes there without a lock: releases before the lock did. */
export async function hasUnlockedWriter(directory: string, owner: string): Promise<boolean> {
  const otherOwners = new Set((await segmentsIn(directory)).map((segment) => segment.owner));
  otherOwners.delete(owner);
  for (const other of otherOwners) if (await isAlive(directory, other)) return true;
  return false;
}

/** Renames the segments of dead owners. The adopter has the lock, so every other owner is dead. */
export async function adopt(directory: string, adopter: Adopter): Promise<void> {
  const orphans = (await segmentsIn(directory)).filter(({ owner }) => owner !== adopter.owner);
  for (const owner of new Set(orphans.map((segment) => segment.owner))) {
    for (const { name, isDraft } of orphans.filter((segment) => segment.owner === owner)) {
      // A draft holds nothing that another segment does not have.
      if (isDraft) await remove(directory, name);
      else {
        const adopted = adopter.nextName();
        if (await renamed(join(directory, name), join(directory, adopted))) adopter.onAdopted(adopted);
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
    // Another process was faster.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

export const remove = (directory: string, name: string): Promise<void> => fs.rm(join(directory, name), { force: true });

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/**
 * Creates a directory, if it is missing, and syncs its parent. It creates one level at a time: Node's recursive mkdir never ends on a file
 * system such as /proc, which refuses to create a directory and reports that the parent is missing.
 */
export async function makeDirectory(directory: string): Promise<void> {
  const path = resolve(directory);
  try {
    await fs.mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await fs.stat(path)).isDirectory()) return;
    if (codeOf(error) !== 'ENOENT' || (await isDirectory(dirname(path)))) throw error;
    await makeDirectory(dirname(path));
    await fs.mkdir(path, { mode: 0o700 }).catch((failure: unknown) => {
      // Another process of the same journal was faster.
      if (codeOf(failure) !== 'EEXIST') throw failure;
    });
  }
  await syncDirectory(dirname(path));
}

const isDirectory = (path: string): Promise<boolean> =>
  fs.stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

/** Syncs what was created, renamed and removed in a directory. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await fs.open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
