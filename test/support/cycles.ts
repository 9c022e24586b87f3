import type { Import } from './boundaries.ts';

/** The shortest cycles, as "a.ts → b.ts → a.ts". Every file on a cycle is in at least one of them. */
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

/** The files of the shortest path from a file back to itself, starting with it; empty if there is no such path. */
function shortestFrom(file: string, importedBy: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const ways = new Map<string, readonly string[]>([[file, [file]]]);
  // A Map iterates over entries added during the iteration.
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

/** Nouns may refer to each other's types in a cycle; a cycle of values would depend on the load order. */
export const valuesOfNouns = (imports: readonly Import[]): Import[] =>
  imports.filter(({ from, to, typeOnly }) => !typeOnly && isNoun(from) && isNoun(to));
