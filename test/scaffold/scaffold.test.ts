/** Drafts are written into a copy of the sources without commands, type-checked there, and tested by the tests that they come with. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentation } from '../support/documented.ts';
import { answerTree, sampleOf } from './answer.ts';
import { nounOf } from './names.ts';
import { scaffold } from './scaffold.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../../', import.meta.url));
const drafted = ['GetQuotes', 'DomainGetNameservers', 'ApplyCredit', 'AcceptQuote', 'GetToDoItems'];

let root = '';
const written = new Map<string, string[]>();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'scaffold-'));
  copyWithoutCommands(root);
  for (const name of drafted) written.set(name, await scaffold(name, { root, errors: [`${name} refuses`] }));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

function copyWithoutCommands(target: string): void {
  cpSync(join(checkout, 'src'), join(target, 'src'), { recursive: true });
  keepOnly(join(target, 'src/whmcs/commands'), ['index.ts']);
  const helpers = ['command.ts', 'index.ts', 'page.ts', 'params.ts', 'refusal.ts', 'row.ts', 'table-command.ts'];
  keepOnly(join(target, 'src/simulator/commands'), helpers);
  emptyIndex(join(target, 'src/whmcs/commands/index.ts'), /^ {2}\.\.\.\w+,\n/gm);
  emptyIndex(join(target, 'src/simulator/commands/index.ts'), /^ {2}\w+,\n/gm);
  mkdirSync(join(target, 'test/whmcs/commands'), { recursive: true });
  const samples = 'test/whmcs/commands/samples.ts';
  cpSync(join(checkout, samples), join(target, samples));
  symlinkSync(join(checkout, 'node_modules'), join(target, 'node_modules'));
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }');
  const include = ['src/whmcs/commands', 'src/simulator/commands', 'test'];
  writeFileSync(join(target, 'tsconfig.json'), JSON.stringify({ extends: join(checkout, 'tsconfig.json'), include }));
}

function keepOnly(folder: string, kept: readonly string[]): void {
  for (const file of readdirSync(folder)) if (!kept.includes(file)) rmSync(join(folder, file));
}

function emptyIndex(path: string, listed: RegExp): void {
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.replaceAll(/^import \* as .*\n/gm, '').replaceAll(listed, ''));
}

/** The errors that the compiler finds in a folder. */
const compilerSays = (folder: string): Promise<string> =>
  run(join(checkout, 'node_modules/.bin/tsc'), ['-p', join(folder, 'tsconfig.json')]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );

/** Decodes each sample, and the answer of each twin, which has to be the sample. */
const check = `
import { expect, test } from 'vitest';
import { Params } from '../../../src/simulator/commands/params.ts';
import { commandNamed } from '../../../src/simulator/commands/index.ts';
import { Wire } from '../../../src/simulator/wire.ts';
import { WallClock } from '../../../src/simulator/clock.ts';
import { World } from '../../../src/simulator/world/world.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { commandOf, sample } from './samples.ts';

test.each(${JSON.stringify(drafted)})('%s', (name) => {
  const call = { params: new Params({}), world: new World(new WallClock('UTC')), wire: new Wire(true, 1), version: '8.13.1' };
  const twin = commandNamed(name)?.command ?? expect.fail('no twin');
  expect(twin.kind).toBe(commandOf(name).kind);
  expect({ result: 'success', ...twin.run(call) }).toEqual(sample(name + '.tidy'));
  const decoded = decode(commandOf(name), sample(name + '.tidy'), 200);
  if (commandOf(name).kind === 'read') expect(decode(commandOf(name), sample(name + '.untidy'), 200)).toEqual(decoded);
  expect(JSON.stringify(decoded)).not.toContain('null');
});
`;

const report = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ title: z.string(), status: z.string() })), message: z.string() }),
  ),
});

describe('the scaffold', () => {
  it('writes a declaration, a sample, a twin and the decisions that are left', () => {
    expect(written.get('GetQuotes')).toEqual([
      'src/whmcs/commands/quotes.ts',
      'test/samples/GetQuotes.tidy.json',
      'test/whmcs/commands/GetQuotes.draft.test.ts',
      'test/samples/GetQuotes.untidy.json',
      'src/whmcs/commands/index.ts',
      'src/simulator/commands/quotes.ts',
      'src/simulator/commands/index.ts',
    ]);
    // A second command of a noun is appended.
    expect(written.get('AcceptQuote')).not.toContain('src/whmcs/commands/index.ts');
    expect(text('src/whmcs/commands/quotes.ts')).toMatch(/GetQuotes = read\([\s\S]*AcceptQuote = write\(/);
    expect(text('src/whmcs/commands/quotes.ts').match(/from '\.\.\/wire\/values\.ts'/g)).toHaveLength(1);
  });

  it('takes parameters, filters, refusals and the kinds of values from the facts', () => {
    const quotes = text('src/whmcs/commands/quotes.ts');
    expect(quotes).toContain("keep: { recordBy: 'quoteid' }");
    expect(quotes).toContain("owner: 'quotes[].userid'");
    expect(quotes).toContain("stage: z.enum(['Draft', 'Delivered', 'On Hold', 'Accepted', 'Lost', 'Dead']).optional()");
    expect(quotes).toMatch(/total: money,[\s\S]*datesent: date,/);
    const credits = text('src/whmcs/commands/credits.ts');
    expect(credits).toContain("refusals: ['ApplyCredit refuses']");
    expect(credits).toContain("repeat: 'money'");
    expect(quotes).toContain("topics: ['quotes']");
    expect(quotes).toContain("mentions: { quote: 'quotes[].id' }");
    expect(credits).toContain('answer: z.object({ invoiceid: id, amount: money, invoicepaid: flag })');
  });

  it('writes drafts that type-check', async () => {
    expect(await compilerSays(root)).toBe('');
  });

  it('writes drafts that decode their samples, with twins that answer them, and tests that fail until it is decided', async () => {
    writeFileSync(join(root, 'test/whmcs/commands/check.test.ts'), check);
    const vitest = [join(checkout, 'node_modules/vitest/vitest.mjs'), 'run', '--root', root, '--reporter', 'json'];
    // It ends with 1: the decisions are open.
    const failed = await run(process.execPath, vitest, { env: { PATH: process.env['PATH'] } }).catch(
      (error: unknown) => error,
    );
    const { stdout } = z.object({ stdout: z.string() }).parse(failed);
    const { testResults } = report.parse(JSON.parse(stdout));
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    const titles = (status: string) => results.filter((each) => each.status === status).map(({ title }) => title);
    expect(titles('passed').toSorted(inOrder)).toEqual(drafted.toSorted(inOrder));
    expect(
      titles('failed')
        .map((title) => title.replace(/;.*/, ''))
        .toSorted(inOrder),
    ).toEqual(
      [
        ...drafted.flatMap((name) => [`the simulator answers ${name} from a table of its world, or changes it`]),
        ...['GetQuotes', 'DomainGetNameservers', 'GetToDoItems'].map(
          (name) => `${name} declares the entities that its answer mentions`,
        ),
        'GetToDoItems names the columns of its rows, of which WHMCS documents none',
        ...['ApplyCredit', 'AcceptQuote'].flatMap((name) => [
          `${name} has the purpose by which credentials are allowed to send it`,
          `${name} declares what it changes`,
          `${name} has a rule that finds out by reads whether it happened, or a reason why no read can`,
        ]),
      ].toSorted(inOrder),
    );
  });

  it('refuses a command that is not documented, and one that is there', async () => {
    await expect(scaffold('GetMoon', { root })).rejects.toThrow('GetMoon is not documented');
    await expect(scaffold('GetQuotes', { root })).rejects.toThrow('GetQuotes is there already');
  });

  it('names a file and invents an answer for every documented command', () => {
    for (const [name, facts] of documentation) {
      expect(nounOf(name)).toMatch(/^[a-z]+(-[a-z]+)*$/);
      const tree = [...answerTree(facts)];
      expect(tree.map(([field]) => field)).toEqual(
        facts.response.filter((field) => !(facts.perRow ?? []).includes(field)),
      );
      for (const [field, node] of tree) expect(sampleOf(field, node)).not.toBeUndefined();
    }
  });
});

describe('with a noun', () => {
  let whole = '';
  const source = (path: string): string => readFileSync(join(whole, path), 'utf8');

  beforeAll(async () => {
    whole = mkdtempSync(join(tmpdir(), 'scaffold-'));
    cpSync(join(checkout, 'src'), join(whole, 'src'), { recursive: true });
    symlinkSync(join(checkout, 'node_modules'), join(whole, 'node_modules'));
    writeFileSync(join(whole, 'package.json'), '{ "type": "module" }');
    const config = { extends: join(checkout, 'tsconfig.json'), include: ['src'] };
    writeFileSync(join(whole, 'tsconfig.json'), JSON.stringify(config));
    // The commands may be declared by now: their drafts go into files of their own.
    rmSync(join(whole, 'src/graph/nouns/services/service.mutations.ts'));
    for (const name of ['GetQuotes', 'GetOrderStatuses', 'GetSupportStatuses', 'GetStats', 'GetCredits'])
      rmSync(join(whole, `test/samples/${name}.tidy.json`), { force: true });
    await scaffold('GetAnnouncements', { root: whole, file: 'drafted-messages', noun: 'support/DraftedMessage' });
    await scaffold('GetQuotes', { root: whole, file: 'drafted-offers', noun: 'billing/DraftedOffer' });
    await scaffold('GetOrderStatuses', { root: whole, file: 'drafted-rows', noun: 'orders/DraftedStatus' });
    await scaffold('GetSupportStatuses', { root: whole, file: 'drafted-rows', noun: 'support/DraftedWord' });
    await scaffold('GetStats', { root: whole, file: 'drafted-rows', noun: 'system/DraftedStats' });
    await scaffold('GetCredits', {
      root: whole,
      file: 'drafted-credits',
      noun: 'clients/Client',
      child: 'draftedCredits',
    });
    await scaffold('ModuleChangePackage', { root: whole, file: 'drafted-modules', noun: 'services/Service' });
  });
  afterAll(() => rmSync(whole, { recursive: true, force: true }));

  it('declares it, with its topic and kind, or a mutation of it', async () => {
    expect(source('src/whmcs/subjects.ts')).toContain("draftedMessages: { kind: 'draftedMessage', isShared: true },");
    expect(source('src/graph/nouns/index.ts')).toContain('draftedMessage: DraftedMessage.Things,');
    expect(source('src/graph/nouns/support/drafted-message.ts')).toContain("title: f.text('title', 'Undecided.')");
    expect(source('src/graph/nouns/services/service.mutations.ts')).toMatch(
      /mutation\('moduleChangePackage', \{[^}]*offered: 'NOBODY',\s+input: \{ service: ref\(Service, 'Undecided\.'\)/,
    );
    const offers = source('src/graph/nouns/billing/drafted-offer.ts');
    expect(offers).toContain("subject: filter.text('subject', 'Undecided.')");
    expect(offers).toContain("validuntil: filter.day('validuntil', 'Undecided.')");
    expect(offers).not.toMatch(/filter\.\w+\([^)]*'(?:quoteid|userid|limitnum)'/);
  });

  it('declares rows without an id as a query, or under a thing, and an answer without rows as a single thing', () => {
    const index = source('src/graph/nouns/index.ts');
    for (const [path, form] of [
      ['orders/drafted-status', /rowsQuery\('draftedStatus(?:es)?', \{[\s\S]*rows: \(\{ statuses \}\) => statuses,/],
      ['support/drafted-word', /filter\.id\('Department', 'deptid', 'Undecided\.'\)[\s\S]*offered: 'staff'/],
      ['system/drafted-stats', /single\('DraftedStats', \{[\s\S]*row: \(answer\) => answer/],
      [
        'clients/client-drafted-credit',
        /children\(Client, 'draftedCredits'[\s\S]*\(\{ whmcsId \}\) => \(\{ clientid: whmcsId \}\)/,
      ],
    ] as const) {
      expect(source(`src/graph/nouns/${path}.ts`)).toMatch(form);
      expect(index).toContain(`import './${path}.ts';`);
    }
  });

  it('writes drafts that type-check', async () => {
    expect(await compilerSays(whole)).toBe('');
  });

  it('refuses an area without a type, and a parent that the command does not name', async () => {
    await expect(scaffold('GetServers', { root: whole, file: 'drafts', noun: 'system' })).rejects.toThrow(
      '--noun is the area and the type',
    );
    await expect(
      scaffold('GetRegistrars', { root: whole, file: 'drafts', noun: 'clients/Client', child: 'registrars' }),
    ).rejects.toThrow('GetRegistrars is not asked by the number of a Client');
  });
});

const inOrder = (left: string, right: string): number => (left < right ? -1 : 1);
