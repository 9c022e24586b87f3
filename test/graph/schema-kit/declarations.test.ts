/** A declaration that names a wrong column, or one of another type, does not compile. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;
/** The replacement for a part of a right declaration: the compiler has a message for each. */
type Mistakes = Readonly<Record<string, { readonly [right: string]: string }>>;

const ofNouns: Mistakes = {
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

const ofRows: Mistakes = {
  'rows that the answer does not have': { 'rows: ({ quotes }) => quotes': 'rows: ({ invoices }) => invoices' },
  'a column that the rows do not have': { "f.text('subject',": "f.text('topic'," },
  'a day where an amount is named': { "f.money('total',": "f.money('validuntil'," },
  'a column that the object within a row does not have': { "part.day('validuntil',": "part.day('datesent'," },
  'a parameter that the command does not take': { "filter.text('subject',": "filter.text('proposal'," },
  'a fixed parameter of another type': { "params: { stage: 'Draft' }": 'params: { stage: 7 }' },
  'an owner that is no number': { "client: 'userid',\n  filters": "client: 'subject',\n  filters" },
  'a parameter of a thing that the command does not take': { 'userid: whmcsId': 'clientid: whmcsId' },
  'a fact of a thing where only its numbers are known': {
    'params: ({ whmcsId }) => ({ ticketid: whmcsId })': "params: (ticket) => ({ ticketid: ticket.known('number') })",
  },
  'a number of rows that is no column': { "id: 'id'": "id: 'transid'" },
};

const ofRecords: Mistakes = {
  'a column that the record does not have': { "f.text('attachments',": "f.text('files'," },
  'a column of another type': { "f.text('attachments',": "f.day('attachments'," },
  'a parameter that the record command does not take': { 'projectid: id': 'id' },
  'a record that the answer does not have': { '{ projectinfo, messages }': '{ project, messages }' },
  'a record whose columns differ from those of rows': {
    '...projectinfo, messages': '...projectinfo, title: 7, messages',
  },
  'a fact that neither rows nor records have': { "project.known('attachments')": "project.known('files')" },
  'a parameter of a single thing that the command does not take': { 'params: { ticketid: 1 }': 'params: { id: 1 }' },
  'a column that a single thing does not have': { "f.text('subject',": "f.text('topic'," },
  'an argument for a parameter that the command does not take': { "'ticketnum', 'Its": "'tid', 'Its" },
};

const cases = [
  { kind: 'of a noun', right: 'right.ts', mistakes: ofNouns },
  { kind: 'of rows', right: 'rows.ts', mistakes: ofRows },
  { kind: 'of records', right: 'records.ts', mistakes: ofRecords },
];

const nothing: Mistakes[string] = {};

const fileOf = (right: string, index: number): string => `mistake-${index}-${right}`;

let folder: string;
let said: string;

beforeAll(async () => {
  folder = await mkdtemp(`${root}test/graph/schema-kit/declarations-`);
  await Promise.all(
    cases.flatMap(({ right, mistakes }) =>
      [nothing, ...Object.values(mistakes)].map((mistake, index) => write(right, mistake, index)),
    ),
  );
  await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ extends: `${root}tsconfig.json`, include: ['*.ts'] }));
  said = await promisify(execFile)('node', [`${root}node_modules/typescript/bin/tsc`, '-p', folder]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
});

async function write(right: string, mistake: Mistakes[string], index: number): Promise<void> {
  const text = await readFile(new URL(`declarations/${right}`, import.meta.url), 'utf8');
  const mistaken = Object.entries<string>(mistake).reduce((source, [from, to]) => {
    if (!source.includes(from)) throw new Error(`${right} has no ${from}`);
    return source.replace(from, to);
  }, text);
  await writeFile(`${folder}/${fileOf(right, index)}`, mistaken);
}

afterAll(() => rm(folder, { recursive: true }));

/** The errors that the compiler found in a file. */
const errorsIn = (file: string): string[] => said.split('\n').filter((line) => line.includes(`${file}(`));

describe.each(cases)('a declaration $kind', ({ right, mistakes }) => {
  it('compiles if it is right', () => {
    expect(errorsIn(fileOf(right, 0))).toEqual([]);
  });

  it.each(Object.keys(mistakes).map((mistake, index) => [mistake, index + 1] as const))(
    'does not compile with %s',
    (_, index) => {
      expect(errorsIn(fileOf(right, index)).join('\n')).toMatch(/error TS2(?:322|339|345|353|551|561|739|741|769)/);
    },
  );
});
