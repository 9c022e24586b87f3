/** Several processes in one directory, and what becomes of what a dead one has left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { claimed, claimOf, directoryOf, done, opened, segmentsIn, sending, statesOf } from './support.ts';

/** Another process that has written so much, and lives. */
async function child(directory: string, ...keys: string[]): Promise<{ kill(): Promise<void> }> {
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
  return { kill };
}

it('knows after kill -9 what was done, what nobody knows, and what was never sent', async () => {
  const directory = await directoryOf();
  await (await child(directory, 'done', 'sending', 'claimed')).kill();
  const { journal, problems } = await opened(directory);
  expect(statesOf(journal.page(9))).toEqual({ done: 'done', sending: 'unknown' });
  expect(journal.unresolved()).toMatchObject([
    { key: 'sending', steps: [{ command: 'ModuleSuspend', state: 'unknown' }] },
  ]);
  const isNew = async (key: string) => (await journal.claim(claimOf(key))).isNew;
  expect([await isNew('done'), await isNew('sending'), await isNew('claimed')]).toEqual([false, false, true]);
  expect(problems).toEqual([]);
});

it('leaves alone what a living process writes, and takes it over when that has died', async () => {
  const directory = await directoryOf();
  const other = await child(directory, 'done', 'sending');
  const { journal } = await opened(directory);
  expect(journal.page(9)).toEqual([]);
  await done(journal, 'ours');
  expect(await segmentsIn(directory)).toHaveLength(2);
  await other.kill();
  // The next claim finds out, so that no key is used twice.
  expect(await journal.claim(claimOf('done'))).toMatchObject({ isNew: false, entry: { state: 'done' } });
  expect(statesOf(journal.page(9))).toEqual({ ours: 'done', done: 'done', sending: 'unknown' });
  expect(await segmentsIn(directory)).toHaveLength(1);
});

it('is taken over by one of those who come', async () => {
  const directory = await directoryOf();
  const first = await opened(directory);
  await done(first.journal, 'done');
  await sending(first.journal, 'sending');
  await first.journal.close();
  const heirs = await Promise.all([1, 2, 3, 4].map(() => opened(directory)));
  const all = heirs.flatMap(({ journal }) => journal.page(9));
  expect(all).toHaveLength(2);
  expect(statesOf(all)).toEqual({ done: 'done', sending: 'unknown' });
  expect(heirs.flatMap(({ problems }) => problems)).toEqual([]);
});

it('is handed down through processes that die one after another', async () => {
  const directory = await directoryOf();
  for (const key of ['a', 'b', 'c', 'd']) await (await child(directory, key)).kill();
  const { journal } = await opened(directory);
  expect(statesOf(journal.unresolved())).toEqual({ a: 'unknown', b: 'unknown', c: 'unknown', d: 'unknown' });
  expect(await segmentsIn(directory)).toHaveLength(1);
});

it('is closed without a trace but its segment, and the next has all of it', async () => {
  const directory = await directoryOf();
  const first = await opened(directory);
  await claimed(first.journal, 'claimed');
  const id = await sending(first.journal, 'sending');
  // Nobody waits for these: they are on disk when the journal is closed.
  void first.journal.sent(id, 'done', { serviceid: 3 });
  void first.journal.end(id, { state: 'done', outcome: { serviceId: 3 }, knownBy: 'answer' });
  await first.journal.close();
  expect(await segmentsIn(directory)).toHaveLength(1);
  const { journal } = await opened(directory);
  expect(journal.page(9)).toMatchObject([{ id, state: 'done', outcome: { serviceId: 3 }, steps: [{ state: 'done' }] }]);
});

it('works where the path is too long for a socket', async () => {
  const directory = `${await directoryOf()}/${'long/'.repeat(40)}`;
  const other = await child(directory, 'done');
  const { journal } = await opened(directory);
  expect(journal.page(9)).toEqual([]);
  await other.kill();
  expect(await journal.claim(claimOf('done'))).toMatchObject({ isNew: false });
});
