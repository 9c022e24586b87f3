import type { Import } from './boundaries.ts';

/** Every file that is on a cycle is in at least one of these: each a shortest cycle, as "a.ts → b.ts → a.ts". */
export function cyclesAmong(imports: readonly Pick<Import, 'from' | 'to'>[]): string[] {
  const importedBy = new Map<string, Set<string>>();
  for (const { from, to } of imports) importedBy.set(from, (importedBy.get(from) ?? new Set()).add(to));
  const reported = new Set<string>();
  return [...importedBy.keys()].toSorted().flatMap((file) => {
    if (reported.has(file)) return [];
    const cycle = shortestFrom(file, importedBy);
    for (const each of cycle) reported.add(each);
    return cycle.length > 0 ? [[...cycle, file].map((each) => `src/${each}`).join(' → ')] : [];
  });
}

/** The files of the shortest way from a file back to it, beginning with it; none where there is no such way. */
function shortestFrom(file: string, importedBy: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const ways = new Map<string, readonly string[]>([[file, [file]]]);
  // A Map is walked in the order in which it grows.
  for (const [at, way] of ways)
    for (const next of importedBy.get(at) ?? []) {
      if (next === file) return [...way];
      if (!ways.has(next)) ways.set(next, [...way, next]);
    }
  return [];
}

const isNoun = (file: string): boolean => file.startsWith('graph/nouns/');

/** What may have no cycle, not even of types: everything but the nouns, which nothing below them imports. */
export const outsideNouns = (imports: readonly Import[]): Import[] =>
  imports.filter(({ from, to }) => !isNoun(from) && !isNoun(to));

/** Nouns may name each other's types in a circle, but a circle of values would depend on which file is loaded first. */
export const valuesOfNouns = (imports: readonly Import[]): Import[] =>
  imports.filter(({ from, to, typeOnly }) => !typeOnly && isNoun(from) && isNoun(to));
