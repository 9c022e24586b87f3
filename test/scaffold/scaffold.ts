/** Writes the first draft of a command: its declaration, an invented sample, its simulated twin and the decisions that are left. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentation } from '../support/documented.ts';
import { answerTree, sampleOf } from './answer.ts';
import { commandDraft } from './command-draft.ts';
import { decisionsDraft } from './decisions-draft.ts';
import { camel, nounOf } from './names.ts';
import { formatted, type Imports } from './source.ts';
import { twinDraft } from './twin-draft.ts';

export interface ScaffoldOptions {
  /** The checkout that is written to. */
  readonly root: string;
  /** The file of the command, without its ending. */
  readonly noun?: string | undefined;
  /** The documented errors of a write. */
  readonly errors?: readonly string[];
}

export class ScaffoldError extends Error {
  override readonly name = 'ScaffoldError';
}

/**
 * @returns the paths of the written files
 * @throws ScaffoldError for a command that is not documented, or that is there already
 */
export async function scaffold(name: string, options: ScaffoldOptions): Promise<string[]> {
  const { root, noun = nounOf(name), errors = [] } = options;
  const facts = documentation.get(name);
  if (!facts) throw new ScaffoldError(`${name} is not documented: test/facts/commands.json has no such command`);
  const command = `src/whmcs/commands/${noun}.ts`;
  const twin = `src/simulator/commands/${noun}.ts`;
  const sample = `test/samples/${name}.tidy.json`;
  const decisions = `test/whmcs/commands/${name}.draft.test.ts`;
  const declared = readIfThere(join(root, command));
  if (declares(declared, name) || existsSync(join(root, sample)))
    throw new ScaffoldError(`${name} is there already: see ${command}`);
  const simulated = readIfThere(join(root, twin));
  const answer = Object.fromEntries([...answerTree(facts)].map(([field, node]) => [field, sampleOf(field, node)]));
  const written: [path: string, text: string][] = [
    [command, await appended(declared, titleOf(noun), commandDraft(name, facts, errors))],
    [sample, await formatted(JSON.stringify({ result: 'success', ...answer }), 'json')],
    [decisions, await formatted(decisionsDraft(name, noun, facts), 'typescript')],
  ];
  if (declared === '') written.push(await registered(root, noun, commandIndex));
  if (!declares(simulated, name)) {
    written.push([twin, await appended(simulated, '', twinDraft(name, facts))]);
    if (simulated === '') written.push(await registered(root, noun, twinIndex));
  }
  for (const [path, text] of written) write(join(root, path), text);
  return written.map(([path]) => path);
}

const declares = (source: string, name: string): boolean => source.includes(`export const ${name} = `);

const titleOf = (noun: string): string =>
  `/** ${noun.charAt(0).toUpperCase()}${noun.slice(1).replaceAll('-', ' ')}. */\n`;

const appended = (
  source: string,
  title: string,
  { imports, text }: { readonly imports: Imports; readonly text: string },
): Promise<string> => formatted(`${imports.addTo(source === '' ? title : source)}\n${text}`, 'typescript');

/** A file that lists the files beside it. */
interface Index {
  readonly path: string;
  /** The place behind its imports. */
  readonly afterImports: RegExp;
  /** The end of its list. */
  readonly end: RegExp;
  /** @param open the bracket before the end, where the list is empty */
  readonly endWith: (name: string, open: string) => string;
}

const commandIndex: Index = {
  path: 'src/whmcs/commands/index.ts',
  afterImports: /(?=\n\/\*\* The exports of these modules)/,
  end: /(\n)\}\);\n$/,
  endWith: (name) => `\n  ...${name},\n});\n`,
};

const twinIndex: Index = {
  path: 'src/simulator/commands/index.ts',
  afterImports: /(?=\nconst files)/,
  // Prettier puts a short list on one line.
  end: /(\[?),?\s*\];/,
  endWith: (name, open) => `${open || ','} ${name}];`,
};

/** The index with a new file in it. */
async function registered(root: string, noun: string, index: Index): Promise<[string, string]> {
  const source = readFileSync(join(root, index.path), 'utf8');
  if (!index.afterImports.test(source) || !index.end.test(source))
    throw new ScaffoldError(`${index.path} has a form that the scaffold does not know`);
  const name = camel(noun);
  const text = source
    .replace(index.afterImports, `import * as ${name} from './${noun}.ts';\n`)
    .replace(index.end, (_, open: string) => index.endWith(name, open));
  return [index.path, await formatted(text, 'typescript')];
}

const readIfThere = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
