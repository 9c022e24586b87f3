/** The cost of a journal, its behaviour when the disk fails, and how it stays small. */
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { JournalError } from '../../../src/journal/journal.ts';
import { parseLines } from '../../../src/journal/disk/line.ts';
import { openJournal } from '../../../src/journal/disk/open.ts';
import { failureOf } from '../../whmcs/rig.ts';
import {
  claimed,
  claimOf,
  directoryOf,
  done,
  HOUR_MS,
  opened,
  segmentsIn,
  sending,
  statesOf,
  step,
  textIn,
} from '../support.ts';

/** The prototype of file handles, which node:fs does not export. */
async function handles(): Promise<fs.FileHandle> {
  const handle = await fs.open(join(await directoryOf(), 'any'), 'w');
  await handle.close();
  return Object.getPrototypeOf(handle) as fs.FileHandle;
}

it('needs two syncs for an operation: one for its claim, one for its command', async () => {
  const { journal } = await opened(await directoryOf());
  const sync = vi.spyOn(await handles(), 'datasync');
  await done(journal, 'k');
  expect(sync).toHaveBeenCalledTimes(2);
});

it('shares a sync between waiting writes, and resolves none before it', async () => {
  const { journal } = await opened(await directoryOf());
  const proto = await handles();
  let [syncs, free] = [0, (): void => undefined];
  const held = new Promise<void>((resolve) => (free = resolve));
  const original = proto.datasync;
  vi.spyOn(proto, 'datasync').mockImplementation(async function (this: fs.FileHandle) {
    syncs++;
    await held;
    return original.call(this);
  });
  const settled = vi.fn<() => void>();
  const all = Array.from({ length: 200 }, (_, index) => claimed(journal, `k${index}`).then(settled));
  await expect.poll(() => syncs).toBe(1);
  expect(settled).not.toHaveBeenCalled();
  free();
  await Promise.all(all);
  expect(syncs).toBeLessThanOrEqual(2);
});

it('has an entry on disk when the write resolves', async () => {
  const directory = await directoryOf();
  const { journal } = await opened(directory);
  const id = await sending(journal, 'k');
  const { records } = parseLines(await textIn(directory));
  expect(records.at(-1)).toMatchObject({
    entry: { id, state: 'sending', steps: [{ evidence: { status: 'Active' } }] },
  });
});

it.each<[string, 'appendFile' | 'datasync']>([
  ['written', 'appendFile'],
  ['synced', 'datasync'],
])('refuses an entry that cannot be %s, keeps the others, and recovers with the disk', async (_, call) => {
  const directory = await directoryOf();
  const { journal, problems } = await opened(directory);
  const [open, ended] = [await claimed(journal, 'open'), await sending(journal, 'ended')];
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  const failing = vi.spyOn(await handles(), call).mockRejectedValue(full);
  expect(await failureOf(journal.claim(claimOf('new')))).toBeInstanceOf(JournalError);
  expect(await failureOf(journal.sending(open, step))).toMatchObject({ name: 'JournalError', cause: full });
  expect(await journal.at(open)).toMatchObject({ state: 'claimed', steps: [] });
  // The outcome is known in memory.
  await journal.end(ended, { state: 'done', outcome: null, knownBy: 'answer' });
  expect(await journal.at(ended)).toMatchObject({ state: 'done' });
  expect(problems).toEqual([{ message: 'journal cannot be written', err: full }]);
  expect(journal.isWritable()).toBe(false);
  failing.mockRestore();
  expect((await journal.claim(claimOf('new'))).isNew).toBe(true);
  expect(problems.slice(1)).toEqual([{ message: 'journal can be written again' }]);
  expect(journal.isWritable()).toBe(true);
  await journal.close();
  expect(statesOf(await (await opened(directory)).journal.page(9))).toEqual({ ended: 'done' });
  expect(await segmentsIn(directory)).toHaveLength(1);
});

it('recovers with all its entries after its directory was removed', async () => {
  const directory = join(await directoryOf(), 'journal');
  const { journal } = await opened(directory);
  await done(journal, 'before');
  await fs.rm(directory, { recursive: true });
  await fs.writeFile(directory, 'a file in its place');
  expect(await failureOf(journal.claim(claimOf('meanwhile')))).toBeInstanceOf(JournalError);
  await fs.rm(directory);
  await done(journal, 'after');
  await journal.close();
  expect(statesOf(await (await opened(directory)).journal.page(9))).toEqual({ before: 'done', after: 'done' });
});

it('opens if nothing can be written, and works as soon as it can', async () => {
  const directory = join(await directoryOf(), 'journal');
  await fs.writeFile(directory, '');
  const { journal, problems } = await opened(directory);
  expect(problems).toHaveLength(1);
  expect(await journal.page(9)).toEqual([]);
  expect(await failureOf(journal.claim(claimOf('k')))).toBeInstanceOf(JournalError);
  await fs.rm(directory);
  expect((await journal.claim(claimOf('k'))).isNew).toBe(true);
});

it('is readable by its owner only', async () => {
  const directory = join(await directoryOf(), 'a', 'b');
  const { journal } = await opened(directory);
  await claimed(journal, null);
  const [segment = ''] = await segmentsIn(directory);
  const modes = [directory, join(directory, segment)].map(async (path) => (await fs.stat(path)).mode & 0o777);
  expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
});

it('removes operations from disk that ended more than a day ago, and no others', async () => {
  const directory = await directoryOf();
  let now = 0;
  const first = await opened(directory, () => now);
  await done(first.journal, 'old');
  await sending(first.journal, 'unknown');
  now += 20 * HOUR_MS;
  await done(first.journal, 'young');
  await first.journal.close();
  now += 5 * HOUR_MS;
  const second = await opened(directory, () => now);
  expect(statesOf(await second.journal.page(9))).toEqual({ young: 'done', unknown: 'unknown' });
  await second.journal.close();
  expect(await textIn(directory)).not.toContain('"old"');
});

it('creates a new segment before the old one is large', async () => {
  const directory = await directoryOf();
  const { journal } = await opened(directory);
  const evidence = 'x'.repeat(50_000);
  const ids: string[] = [];
  for (let index = 0; index < 60; index++) {
    const id = await claimed(journal, `k${index}`);
    await journal.sending(id, { ...step, evidence });
    if (index % 10 === 0) ids.push(id);
    else await journal.release(id);
  }
  const [segment = '', ...others] = await segmentsIn(directory);
  expect(others).toEqual([]);
  expect((await fs.stat(join(directory, segment))).size).toBeLessThan(2_000_000);
  await journal.close();
  const again = await opened(directory);
  expect((await again.journal.unresolved()).map(({ id }) => id)).toEqual(ids);
});

it.each(['open', 'rename', 'rm'] as const)(
  'loses nothing if the process dies at fs.%s while it compacts',
  async (call) => {
    const directory = await directoryOf();
    const { journal } = await opened(directory);
    await done(journal, 'done');
    await sending(journal, 'sending');
    await journal.close();
    // The next process dies at each of these calls in turn.
    for (let nth = 1; nth <= 3; nth++) {
      let calls = 0;
      const original: (...given: never[]) => unknown = fs[call];
      const died = new Promise<void>((resolve) => {
        vi.spyOn(fs, call).mockImplementation(((...given: never[]) => {
          if (++calls < nth) return original(...given);
          resolve();
          return new Promise(() => undefined);
        }) as never);
      });
      const opening = openJournal({ directory, keepMs: 1e9, onProblem: () => undefined });
      await Promise.race([died, opening.then((survivor) => survivor.close())]);
      vi.restoreAllMocks();
      // The sockets of the dead process.
      for (const name of await fs.readdir(directory)) if (name.endsWith('.sock')) await fs.rm(join(directory, name));
    }
    expect(statesOf(await (await opened(directory)).journal.page(9))).toEqual({ done: 'done', sending: 'unknown' });
  },
);
