/** The drafts in src/graph/nouns/: a noun over a read, or a mutation over a write. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Documented } from '../support/documented.ts';
import { describedDraft } from './decisions-draft.ts';
import { insertedIn, nounIndex } from './indexes.ts';
import { mutationDraft, mutationName } from './mutation-draft.ts';
import { camel, kebab, singular } from './names.ts';
import { nounDraft } from './noun-draft.ts';
import { ScaffoldError } from './scaffold-error.ts';
import { appended, formatted } from './source.ts';

interface Context {
  readonly root: string;
  /** The file of the command. */
  readonly file: string;
  readonly facts: Documented;
}

/** @returns the paths and texts of the files */
export async function graphDraft(
  name: string,
  noun: string,
  { root, file, facts }: Context,
): Promise<[string, string][]> {
  const [, area, typename] = /^([a-z]+)\/([A-Z]\w*)$/.exec(noun) ?? [];
  if (area === undefined || typename === undefined)
    throw new ScaffoldError(`--noun is the area and the type, such as clients/Affiliate, not ${noun}`);
  const base = kebab(typename);
  const readIfThere = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');
  const index = readFileSync(join(root, nounIndex.path), 'utf8');
  const test = async (called: string, isMutation: boolean): Promise<[string, string]> => [
    `test/graph/nouns/${area}/${called}.draft.test.ts`,
    await formatted(describedDraft(called, isMutation), 'typescript'),
  ];
  if (facts.kind === 'read') {
    const path = `src/graph/nouns/${area}/${base}.ts`;
    const draft = nounDraft(typename, name, file, facts);
    if (!draft) throw new ScaffoldError(`${name} answers no rows with an id: declare its type by hand`);
    if (readIfThere(path) !== '') throw new ScaffoldError(`${typename} is there already: see ${path}`);
    const line = `  ${camel(singular(file))}: ${typename}.Things,\n`;
    return [
      [path, await appended('', `/** ${typename}: what ${name} lists. */\n`, draft)],
      [
        nounIndex.path,
        await insertedIn(index, nounIndex, line, `import { ${typename} } from './${area}/${base}.ts';\n`),
      ],
      await test(typename, false),
    ];
  }
  const path = `src/graph/nouns/${area}/${base}.mutations.ts`;
  const draft = mutationDraft(name, typename, base, file, facts);
  if (!draft)
    throw new ScaffoldError(`${name} names no ${typename}, or takes what only a person can map: declare it by hand`);
  const source = readIfThere(path);
  const importLine = `import './${area}/${base}.mutations.ts';\n`;
  return [
    [path, await appended(source, `/** What can be done to a ${typename}. */\n`, draft)],
    ...(index.includes(importLine)
      ? []
      : [[nounIndex.path, index.replace(/(?=import type)/, importLine)] satisfies [string, string]]),
    await test(mutationName(name), true),
  ];
}
