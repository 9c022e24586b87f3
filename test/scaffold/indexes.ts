/** The files that list others: a draft adds its lines to them. */
import { ScaffoldError } from './scaffold-error.ts';
import { formatted } from './source.ts';

export interface Index {
  readonly path: string;
  /** The place behind the imports. */
  readonly afterImports: RegExp;
  /** The end of the list. */
  readonly end: RegExp;
}

export const commandIndex: Index = {
  path: 'src/whmcs/commands/index.ts',
  afterImports: /(?=\n\/\*\* The exports of these modules)/,
  end: /(?=\}\);\n$)/,
};

export const twinIndex: Index = {
  path: 'src/simulator/commands/index.ts',
  afterImports: /(?=\nconst files)/,
  end: /(?=\];)/,
};

export const subjectsIndex: Index = {
  path: 'src/whmcs/subjects.ts',
  afterImports: /^/,
  end: /(?=\} as const satisfies)/,
};

export const nounIndex: Index = {
  path: 'src/graph/nouns/index.ts',
  afterImports: /(?=\n\/\*\* A thing, as suites)/,
  end: /(?=\};\n$)/,
};

/** The index with one more line in its list. */
export async function insertedIn(source: string, index: Index, line: string, importLine = ''): Promise<string> {
  if (!index.afterImports.test(source) || !index.end.test(source))
    throw new ScaffoldError(`${index.path} has a form that the scaffold does not know`);
  // Prettier puts a short list on one line, without a comma at its end.
  const separated = source.replace(index.end, /[\w)]\s*$/.test(source.split(index.end)[0] ?? '') ? `, ${line}` : line);
  return formatted(separated.replace(index.afterImports, importLine), 'typescript');
}
