/** The drafts in src/graph/nouns/: a noun over a read, or a mutation over a write. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Documented } from '../support/documented.ts';
import { describedDraft } from './decisions-draft.ts';
import { insertedIn, nounIndex } from './indexes.ts';
import { mutationDraft, mutationName } from './mutation-draft.ts';
import { camel, kebab, singular } from './names.ts';
import { nounDraft } from './noun-draft.ts';
import { childrenDraft, rowsDraft, singleDraft } from './rows-draft.ts';
import { ScaffoldError } from './scaffold-error.ts';
import { appended, formatted } from './source.ts';

interface Context {
  readonly root: string;
  /** The file of the command. */
  readonly file: string;
  readonly facts: Documented;
  /** The field of the noun's things that shows the rows. */
  readonly child?: string | undefined;
}

const upper = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** @returns the paths and texts of the files */
export async function graphDraft(
  name: string,
  noun: string,
  { root, file, facts, child }: Context,
): Promise<[string, string][]> {
  const [, area, typename] = /^([a-z]+)\/([A-Z]\w*)$/.exec(noun) ?? [];
  if (area === undefined || typename === undefined)
    throw new ScaffoldError(`--noun is the area and the type, such as clients/Affiliate, not ${noun}`);
  const base = kebab(typename);
  const readIfThere = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');
  const test = async (called: string, isMutation: boolean): Promise<[string, string]> => [
    `test/graph/nouns/${area}/${called}.draft.test.ts`,
    await formatted(describedDraft(called, isMutation), 'typescript'),
  ];
  const index = readFileSync(join(root, nounIndex.path), 'utf8');
  if (facts.kind === 'read') {
    const shown = child === undefined ? typename : `${typename}${upper(singular(child))}`;
    const path = `src/graph/nouns/${area}/${kebab(shown)}.ts`;
    if (readIfThere(path) !== '') throw new ScaffoldError(`${shown} is there already: see ${path}`);
    const head = `/** ${shown}: what ${name} answers. */\n`;
    const draft = child === undefined ? nounDraft(typename, name, file, facts) : null;
    const place = { typename: shown, name, file };
    const plain =
      child === undefined
        ? (rowsDraft(place, facts) ?? singleDraft(place, facts))
        : childrenDraft({ ...place, parent: typename, base, field: child }, facts);
    const chosen = draft ?? plain;
    if (!chosen)
      throw new ScaffoldError(
        child === undefined
          ? `${name} answers nothing that has plain columns: declare its type by hand`
          : `${name} is not asked by the number of a ${typename}: declare its rows by hand`,
      );
    const thingsLine = `  ${camel(singular(file))}: ${typename}.Things,\n`;
    const importLine = `import { ${typename} } from './${area}/${base}.ts';\n`;
    return [
      [path, await appended('', head, chosen)],
      [
        nounIndex.path,
        draft
          ? await insertedIn(index, nounIndex, thingsLine, importLine)
          : index.replace(/(?=import type)/, `import './${area}/${kebab(shown)}.ts';\n`),
      ],
      await test(shown, false),
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
