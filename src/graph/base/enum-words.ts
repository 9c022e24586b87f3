/** WHMCS's words for a fixed set, and ours for an enum. */

export interface EnumWords<N extends string, W extends string = string> {
  readonly names: readonly N[];
  readonly table: Readonly<Record<N, W>>;
  /** WHMCS's word → our name; OTHER for a word that we do not know; what is not told stays so. */
  read(word: string | null | undefined): N | 'OTHER' | null | undefined;
  /** Our name → WHMCS's word. */
  write(name: N): W;
}

/** None of WHMCS's words is longer, nor is one of ours. */
const LONGEST = 100;

const squeezed = (word: string): string =>
  word
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');

/** @param table our name → WHMCS's word; words are compared without case, spaces and hyphens */
export function enumWords<N extends string, const W extends string>(table: Readonly<Record<N, W>>): EnumWords<N, W> {
  const names: N[] = [];
  const byWord = new Map<string, N>();
  let name: N;
  for (name in table) {
    names.push(name);
    byWord.set(squeezed(table[name]), name);
    // As WHMCS writes it nearly always, so that nothing has to be replaced.
    byWord.set(table[name], name);
  }
  return {
    names,
    table,
    read: (word) =>
      word === null || word === undefined ? word : (byWord.get(word) ?? byWord.get(squeezed(word)) ?? 'OTHER'),
    write: (ours) => table[ours],
  };
}
