/** One directory and several processes: only one has it, and the next one adopts the entries of a dead process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { HeldError } from '../../../src/journal/disk/lock.ts';
import { openJournal } from '../../../src/journal/disk/open.ts';
import { failureOf } from '../../whmcs/rig.ts';
import { claimed, claimOf, directoryOf, done, HOUR_MS, opened, segmentsIn, sending, statesOf } from '../support.ts';

/** Another process that has recorded these keys and is alive. */
async function child(directory: string, ...keys: string[]): Promise<{ stop(): void; kill(): Promise<void> }> {
  const path = fileURLToPath(new URL('child.ts', import.meta.url));
  const running = spawn(process.execPath, ['--import', 'tsx', path, directory, ...keys], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = async (): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  onTestFinished(kill);
  await once(running.stdout, 'data');
  return { kill, stop: () => void running.kill('SIGSTOP') };
}

it('knows after SIGKILL which operations are done, unknown or never sent', async () => {
  const directory = await directoryOf();
  await (await child(directory, 'done', 'sending', 'claimed')).kill();
  const { journal, problems } = await opened(directory);
  expect(statesOf(await journal.page(9))).toEqual({ done: 'done', sending: 'unknown' });
  expect(await journal.unresolved()).toMatchObject([
    { key: 'sending', steps: [{ command: 'ModuleSuspend', state: 'unknown' }] },
  ]);
  const isNew = async (key: string) => (await journal.claim(claimOf(key))).isNew;
  expect([await isNew('done'), await isNew('sending'), await isNew('claimed')]).toEqual([false, false, true]);
  expect(problems).toEqual([]);
});

it('belongs to one living process, and to the next one with all its entries after that', async () => {
  const directory = await directoryOf();
  const other = await child(directory, 'done', 'sending');
  const refused = await failureOf(opened(directory));
  expect(refused).toBeInstanceOf(HeldError);
  expect(refused).toMatchObject({ holder: expect.stringMatching(/^process \d+ on \S+$/) });
  expect(await segmentsIn(directory)).toHaveLength(1);
  await other.kill();
  const { journal } = await opened(directory);
  expect(await journal.claim(claimOf('done'))).toMatchObject({ isNew: false, entry: { state: 'done' } });
  expect(statesOf(await journal.page(9))).toEqual({ done: 'done', sending: 'unknown' });
  expect(await segmentsIn(directory)).toHaveLength(1);
});

it('waits for the directory for the configured time', async () => {
  const directory = await directoryOf();
  const other = await child(directory, 'sending');
  let onHeld = (): void => undefined;
  const held = new Promise<void>((resolve) => (onHeld = resolve));
  const waiting = opened(directory, undefined, undefined, { lockWaitMs: 600_000, onHeld: () => onHeld() });
  await held;
  await other.kill();
  expect(statesOf(await (await waiting).journal.page(9))).toEqual({ sending: 'unknown' });
});

it('is not released by a stopped process', async () => {
  const directory = await directoryOf();
  const other = await child(directory, 'done');
  other.stop();
  expect(await failureOf(opened(directory))).toBeInstanceOf(HeldError);
});

it('belongs to one of many concurrent openers, for a new directory and after a process has died', async () => {
  const directory = await directoryOf();
  for (let round = 0; round < 10; round++) {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => openJournal({ directory, keepMs: 24 * HOUR_MS, onProblem: () => undefined })),
    );
    const journals = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const failures = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect(journals).toHaveLength(1);
    expect(failures.filter((each) => each instanceof HeldError)).toHaveLength(7);
    expect(await journals[0]?.count()).toBe(round);
    for (const journal of journals) {
      await done(journal, `k${round}`);
      await journal.close();
    }
  }
});

it('is not taken from a process of an earlier release, which has no lock', async () => {
  const directory = await directoryOf();
  const { journal } = await opened(directory);
  await done(journal, 'k');
  for (const name of await fs.readdir(directory)) if (name.startsWith('lock.')) await fs.rm(join(directory, name));
  expect(await failureOf(opened(directory))).toMatchObject({ holder: 'a process of an earlier release' });
});

it('refuses to write after it has lost its directory to another process', async () => {
  const directory = join(await directoryOf(), 'journal');
  const { journal } = await opened(directory);
  await done(journal, 'k');
  await fs.rename(directory, `${directory}.away`);
  const other = await child(directory, 'done');
  await fs.rm(`${directory}.away`, { recursive: true });
  const refused = [await failureOf(journal.claim(claimOf('new'))), await failureOf(journal.claim(claimOf('new')))];
  expect(refused).toMatchObject([{ name: 'JournalError' }, { name: 'JournalError', cause: { name: 'HeldError' } }]);
  await other.kill();
  expect((await journal.claim(claimOf('new'))).isNew).toBe(true);
  expect(statesOf(await journal.page(9))).toMatchObject({ k: 'done', done: 'done' });
});

it('keeps all entries through processes that die one after another', async () => {
  const directory = await directoryOf();
  for (const key of ['a', 'b', 'c', 'd']) await (await child(directory, key)).kill();
  const { journal } = await opened(directory);
  expect(statesOf(await journal.unresolved())).toEqual({ a: 'unknown', b: 'unknown', c: 'unknown', d: 'unknown' });
  expect(await segmentsIn(directory)).toHaveLength(1);
});

it('leaves one segment when it is closed, and the next process has all its entries', async () => {
  const directory = await directoryOf();
  const first = await opened(directory);
  await claimed(first.journal, 'claimed');
  const id = await sending(first.journal, 'sending');
  // Not awaited: closing the journal stores them.
  void first.journal.sent(id, 'done', { serviceid: 3 });
  void first.journal.end(id, { state: 'done', outcome: { serviceId: 3 }, knownBy: 'answer' });
  await first.journal.close();
  expect(await segmentsIn(directory)).toHaveLength(1);
  const { journal } = await opened(directory);
  expect(await journal.page(9)).toMatchObject([
    { id, state: 'done', outcome: { serviceId: 3 }, steps: [{ state: 'done' }] },
  ]);
});

it('works if the path is too long for a socket', async () => {
  const directory = `${await directoryOf()}/${'long/'.repeat(40)}`;
  const other = await child(directory, 'done');
  expect(await failureOf(opened(directory))).toBeInstanceOf(HeldError);
  await other.kill();
  const { journal } = await opened(directory);
  expect(await journal.claim(claimOf('done'))).toMatchObject({ isNew: false });
});
