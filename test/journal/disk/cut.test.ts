/** A journal opens after a power cut, a full disk or a bad block. */
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { clockOf } from '../../../src/journal/clock.ts';
import { lineOf, parseLines } from '../../../src/journal/disk/line.ts';
import { openJournal } from '../../../src/journal/disk/open.ts';
import { recover } from '../../../src/journal/disk/recovery.ts';

import { claimed, claimOf, directoryOf, done, opened, segmentsIn, sending, statesOf, textIn } from '../support.ts';

/** The text of a journal with an operation in each state. */
async function written(): Promise<string> {
  const directory = await directoryOf();
  const { journal } = await opened(directory);
  await done(journal, 'done');
  const refused = await sending(journal, 'refused');
  const refusal = { name: 'RefusedError', message: 'no', details: { reason: 'nö' } };
  await journal.end(refused, { state: 'refused', refusal, knownBy: 'answer' });
  await journal.release(await claimed(journal, 'released'));
  await sending(journal, 'sending');
  await claimed(journal, 'claimed');
  await journal.close();
  return textIn(directory);
}

/** The states by key after a process has written these lines and died. */
function expected(lines: readonly string[]): Record<string, string> {
  const states = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const record of parseLines(lines.map((line) => `${line}\n`).join('')).records) {
    if ('gone' in record) states.delete(keys.get(record.gone) ?? '');
    else {
      const { id, key, state } = record.entry;
      keys.set(id, String(key));
      states.set(String(key), state === 'sending' ? 'unknown' : state);
    }
  }
  return Object.fromEntries([...states].filter(([, state]) => state !== 'claimed'));
}

/** The whole lines of a text that was cut off. A line without only its line feed is whole. */
function wholeLines(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  return parseLines(`${last}\n`).records.length === 1 ? [...lines, last] : lines;
}

it('parses every whole line after a cut at any byte', async () => {
  const text = Buffer.from(await written());
  for (let cut = 0; cut <= text.length; cut++) {
    const left = text.subarray(0, cut).toString();
    const read = parseLines(left);
    expect([cut, statesOf(recover([read], clockOf({})).entries), read.corrupt]).toEqual([
      cut,
      expected(wholeLines(left)),
      [],
    ]);
  }
});

it('opens after a cut at any byte, and repairs the file', async () => {
  // The last three lines: the end of one operation, and two lines of another.
  const lines = (await written()).split('\n').slice(-4);
  const text = Buffer.from(lines.join('\n'));
  const directory = await directoryOf();
  for (let cut = 0; cut <= text.length; cut++) {
    const left = text.subarray(0, cut);
    await fs.writeFile(join(directory, 'dead-1.00000001.log'), left);
    const problems: string[] = [];
    const journal = await openJournal({ directory, keepMs: 1e9, onProblem: (problem) => problems.push(problem) });
    expect([cut, statesOf(await journal.page(99)), problems]).toEqual([cut, expected(wholeLines(left.toString())), []]);
    await journal.close();
    const [segment = '', ...others] = await segmentsIn(directory);
    expect(others).toEqual([]);
    const repaired = parseLines(await fs.readFile(join(directory, segment), 'utf8'));
    expect([repaired.corrupt, repaired.isTorn]).toEqual([[], false]);
    await fs.rm(join(directory, segment));
  }
});

it('continues after a torn line', async () => {
  const directory = await directoryOf();
  await fs.writeFile(join(directory, 'dead-1.00000001.log'), (await written()).slice(0, -30));
  const first = await opened(directory);
  await done(first.journal, 'later');
  await first.journal.close();
  const second = await opened(directory);
  expect(statesOf(await second.journal.page(99))).toMatchObject({ done: 'done', later: 'done' });
  expect([...first.problems, ...second.problems]).toEqual([]);
});

it('skips a damaged line, reports it, and releases no claimed operation', async () => {
  const lines = (await written()).split('\n');
  // The line in the middle records that a command was sent.
  const sent = lines.findIndex((line) => line.includes('"key":"sending"') && line.includes('"state":"sending"'));
  const directory = await directoryOf();
  const damaged = lines.map((line, index) => (index === sent ? line.replace('ModuleSuspend', 'ModuleSuspens') : line));
  await fs.writeFile(join(directory, 'dead-1.00000001.log'), damaged.join('\n'));
  const { journal, problems } = await opened(directory);
  expect(problems).toEqual([
    { message: 'journal lines damaged', segment: expect.stringMatching(/\.log$/) as string, lines: [sent + 1] },
  ]);
  expect(statesOf(await journal.page(99))).toEqual({
    done: 'done',
    refused: 'refused',
    sending: 'unknown',
    claimed: 'unknown',
  });
  expect((await journal.claim(claimOf('sending'))).isNew).toBe(false);
});

it.each([
  ['zeros', '\0'.repeat(5_000)],
  ['no JSON', 'hello\n["0123456789abcdef",{"seq":1}]\n["x"]\n\n'],
  ['lines of another form', lineOf({ seq: 9, gone: 'nobody' }).replace('gone', 'gene')],
])('ignores %s', async (_, garbage) => {
  const directory = await directoryOf();
  await fs.writeFile(join(directory, 'dead-1.00000001.log'), garbage + (await written()));
  const { journal } = await opened(directory);
  expect((await journal.claim(claimOf('refused'))).isNew).toBe(false);
});

it('does not touch other files', async () => {
  const directory = await directoryOf();
  const others = ['notes.txt', 'backup.00000001.log.gz', '.hidden'];
  for (const name of others) await fs.writeFile(join(directory, name), 'mine');
  await (await opened(directory)).journal.close();
  expect(await fs.readdir(directory)).toEqual(expect.arrayContaining(others));
});
