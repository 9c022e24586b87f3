/** A declaration that names a wrong column, or one of another type, does not compile. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;
const RIGHT = new URL('declarations/right.ts', import.meta.url);

/** The replacement for a part of the right declaration, and the compiler's message. */
const mistakes: Readonly<Record<string, { readonly [right: string]: string }>> = {
  'a column that the answer does not have': { "f.text('subject',": "f.text('topic'," },
  'an amount where text is named': { "f.money('total',": "f.money('subject'," },
  'a day where an amount is named': { "f.day('validuntil',": "f.day('total'," },
  'text where a day is named': { "f.text('subject',": "f.text('validuntil'," },
  'a number where text is named': { "f.text('subject',": "f.count('subject'," },
  'rows that the answer does not have': { "rows: 'quotes'": "rows: 'invoices'" },
  'a count of the answer where rows are named': { "rows: 'quotes'": "rows: 'totalresults'" },
  'an owner that is no number': { "client: 'userid'": "client: 'subject'" },
  'a number that is no column': { "id: 'id'": "id: 'quoteid'" },
  'a parameter that the command does not take': { "filter.text('subject',": "filter.text('proposal'," },
  'a parameter of another type': { "filter.text('subject',": "filter.text('userid'," },
};

const fileOf = (index: number): string => `mistake-${index}.ts`;

let folder: string;
let said: string;

beforeAll(async () => {
  const right = await readFile(RIGHT, 'utf8');
  folder = await mkdtemp(`${root}test/graph/schema-kit/declarations-`);
  await Promise.all(
    [{}, ...Object.values(mistakes)].map((mistake, index) => {
      const text = Object.entries<string>(mistake).reduce((source, [from, to]) => {
        if (!source.includes(from)) throw new Error(`the right declaration has no ${from}`);
        return source.replace(from, to);
      }, right);
      return writeFile(`${folder}/${fileOf(index)}`, text);
    }),
  );
  await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ extends: `${root}tsconfig.json`, include: ['*.ts'] }));
  said = await promisify(execFile)('node', [`${root}node_modules/typescript/bin/tsc`, '-p', folder]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
});

afterAll(() => rm(folder, { recursive: true }));

/** The errors that the compiler found in a file. */
const errorsIn = (file: string): string[] => said.split('\n').filter((line) => line.includes(`${file}(`));

it('compiles a right declaration', () => {
  expect(errorsIn(fileOf(0))).toEqual([]);
});

describe('does not compile:', () => {
  it.each(Object.keys(mistakes).map((mistake, index) => [mistake, index + 1] as const))('%s', (_, index) => {
    expect(errorsIn(fileOf(index)).join('\n')).toMatch(/error TS2(?:322|345|353|769)/);
  });
});
