/** A fixed set of WHMCS's words, and the enum of the graph that shows it. */
import type { EnumWords } from '../base/enum-words.ts';
import { builder, type Types } from './builder.ts';
import { forStaff } from './staff.ts';

export type EnumRef = PothosSchemaTypes.EnumRef<Types, string>;

export interface Enumeration<N extends string, W extends string = string> {
  readonly words: EnumWords<N, W>;
  /** What fields show: every value, and OTHER for a word that the gateway does not know. */
  readonly type: EnumRef;
  /** What arguments and inputs take: the values alone. */
  readonly given: EnumRef | null;
}

/** What a value means; an object where staff alone may know of the value. */
type Meaning = string | { readonly staff: string };

interface Declaration<N extends string> {
  readonly description: string;
  readonly values: Readonly<Record<N, Meaning>>;
  readonly other: string;
  /** Declares a second enum, without OTHER, for arguments. */
  readonly given?: { readonly name: string; readonly description: string };
}

const optionsOf = (meaning: Meaning) =>
  typeof meaning === 'string' ? { description: meaning } : { description: meaning.staff, ...forStaff };

/** Declares the enum `name`, whose values are the names of `words`. */
export function enumeration<N extends string, W extends string>(
  name: string,
  words: EnumWords<N, W>,
  { description, values, other, given }: Declaration<N>,
): Enumeration<N, W> {
  const known = Object.fromEntries(words.names.map((each) => [each, optionsOf(values[each])]));
  return {
    words,
    type: builder.enumType(name, { description, values: { ...known, OTHER: { description: other } } }),
    given: given ? builder.enumType(given.name, { description: given.description, values: known }) : null,
  };
}
