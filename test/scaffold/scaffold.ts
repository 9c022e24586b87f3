/**
 * Writes the first draft of a command: its declaration and topic, invented samples, its simulated twin and the decisions that are left; and
 * on request the noun or mutation over it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentation, type Documented } from '../support/documented.ts';
import { answerTree, columnsOf, listOfAnswer, sampleOf } from './answer.ts';
import { commandDraft, filtersOf } from './command-draft.ts';
import { decisionsDraft } from './decisions-draft.ts';
import { graphDraft } from './graph-draft.ts';
import { commandIndex, insertedIn, subjectsIndex, twinIndex } from './indexes.ts';
import { camel, nounOf, singular } from './names.ts';
import { ScaffoldError } from './scaffold-error.ts';
import { appended, formatted } from './source.ts';
import { twinDraft } from './twin-draft.ts';

export interface ScaffoldOptions {
  /** The checkout that is written to. */
  readonly root: string;
  /** The file of the command, without its ending. */
  readonly file?: string | undefined;
  /** Of a read, the noun to declare over it; of a write, the noun that it changes: `clients/Affiliate`. */
  readonly noun?: string | undefined;
  /** Of a read, the field of that noun's things that shows its rows: `notes`. */
  readonly child?: string | undefined;
  /** The documented errors of a write. */
  readonly errors?: readonly string[];
}

/**
 * @returns the paths of the written files
 * @throws ScaffoldError for a command that is not documented, or that is there already
 */
export async function scaffold(name: string, options: ScaffoldOptions): Promise<string[]> {
  const { root, file = nounOf(name), errors = [] } = options;
  const facts = documentation.get(name);
  if (!facts) throw new ScaffoldError(`${name} is not documented: test/facts/commands.json has no such command`);
  const command = `src/whmcs/commands/${file}.ts`;
  const twin = `src/simulator/commands/${file}.ts`;
  const sample = `test/samples/${name}.tidy.json`;
  const decisions = `test/whmcs/commands/${name}.draft.test.ts`;
  const declared = readIfThere(join(root, command));
  if (declares(declared, name) || existsSync(join(root, sample)))
    throw new ScaffoldError(`${name} is there already: see ${command}`);
  const simulated = readIfThere(join(root, twin));
  const isSimulated = readdirSync(join(root, 'src/simulator/commands')).some((each) =>
    declares(readIfThere(join(root, 'src/simulator/commands', each)), name),
  );
  const tree = answerTree(facts);
  const areChildren = options.child !== undefined;
  const answer = {
    result: 'success',
    ...Object.fromEntries([...tree].map(([field, node]) => [field, sampleOf(field, node)])),
  };
  const written: [path: string, text: string][] = [
    [
      command,
      await appended(declared, titleOf(file), commandDraft(name, facts, { file, refusals: errors, areChildren })),
    ],
    [sample, await formatted(JSON.stringify(answer), 'json')],
    [decisions, await formatted(decisionsDraft(name, file, { facts, isSimulated }), 'typescript')],
  ];
  const inserted = async (index: typeof commandIndex, line: string, importLine = '') => {
    const source = readFileSync(join(root, index.path), 'utf8');
    written.push([index.path, await insertedIn(source, index, line, importLine)]);
  };
  const importOf = `import * as ${camel(file)} from './${file}.ts';\n`;
  if (facts.kind === 'read') {
    written.push([`test/samples/${name}.untidy.json`, await formatted(JSON.stringify(respelled(answer)), 'json')]);
    const topic = camel(file);
    const subjects = readFileSync(join(root, subjectsIndex.path), 'utf8');
    if (!subjects.includes(`\n  ${topic}: {`))
      await inserted(subjectsIndex, `  ${topic}: { ${subjectOf(file, facts, areChildren)} },\n`);
  }
  if (declared === '') await inserted(commandIndex, `  ...${camel(file)},\n`, importOf);
  if (!isSimulated) {
    written.push([twin, await appended(simulated, '', twinDraft(name, facts))]);
    if (!/^export const/m.test(simulated)) await inserted(twinIndex, `  ${camel(file)},\n`, importOf);
  }
  if (options.noun !== undefined)
    written.push(...(await graphDraft(name, options.noun, { root, file, facts, child: options.child })));
  for (const [path, text] of written) write(join(root, path), text);
  return written.map(([path]) => path);
}

/** What is to be known of a new topic. */
function subjectOf(file: string, facts: Documented, areChildren: boolean): string {
  const columns = columnsOf(listOfAnswer(answerTree(facts))?.[1].row ?? { is: 'value', type: '' });
  const isOwned =
    Object.entries(facts.marks ?? {}).some(([, { entity }]) => entity === 'client') &&
    filtersOf(facts, columns).size > 0;
  return [
    ...(columns.has('id') && !areChildren ? [`kind: '${camel(singular(file))}'`] : []),
    ...(isOwned ? [] : ['isShared: true']),
  ].join(', ');
}

/** The same answer as other builds print it: numbers as text, and ids in text as numbers. */
function respelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(respelled);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, respelled(each)]));
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && /^[1-9]\d*$/.test(value) ? Number(value) : value;
}

const declares = (source: string, name: string): boolean => source.includes(`export const ${name} = `);

const titleOf = (file: string): string =>
  `/** ${file.charAt(0).toUpperCase()}${file.slice(1).replaceAll('-', ' ')}. */\n`;

const readIfThere = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
