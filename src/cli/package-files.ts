/** The files of the package besides its code. Their relative path is the same from src/cli and from dist/cli. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const inPackage = (path: string): URL => new URL(`../../${path}`, import.meta.url);

const packageJson = z.object({ version: z.string() });

export const version = (): string =>
  packageJson.parse(JSON.parse(readFileSync(inPackage('package.json'), 'utf8'))).version;

/** The documents in schema/operations, by the name of their operation and file. */
export function operations(): ReadonlyMap<string, string> {
  const folder = inPackage('schema/operations/');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .toSorted();
  return new Map(files.map((name) => [name.slice(0, -'.graphql'.length), readFileSync(new URL(name, folder), 'utf8')]));
}

/** The documentation files, by their path in the package. */
export function documents(): ReadonlyMap<string, URL> {
  const within = (folder: string): string[] =>
    readdirSync(inPackage(folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => `${folder}${name}`)
      .toSorted();
  const paths = ['README.md', 'CHANGELOG.md', ...within('docs/'), ...within('schema/')];
  return new Map(paths.map((path) => [`/${path}`, inPackage(path)]));
}
