/** What makes a repeated request the same act: the caller's key, or where money moves one that is made from the input. */
import { notEmpty } from './input.ts';

export interface Key {
  readonly text: string;
  /** Whether it was made from the input, as no caller gave one. */
  readonly isDerived: boolean;
  /** The input field that the caller would change to mean another act. */
  readonly field: string;
  /** Said to who uses it once more and means something else. */
  readonly clash: string;
}

/** How a key is made where the caller gives none: money moves once for it, unless WHMCS refused. */
export interface DerivedKey<Input extends object> extends Pick<Key, 'field' | 'clash'> {
  of(input: Input): string;
  /** What the input means: no caller has promised to write the same act the same way each time. */
  meaning(input: Input): object;
}

/** The key of an act, and the input by which it is known again. */
export interface Keyed {
  readonly key: Key | null;
  readonly input: object;
}

/** @throws InvalidInputError for an empty key: whoever always sends it would be told of the first act for ever */
export function keyFor(input: object, derived: DerivedKey<object> | undefined): Keyed {
  const given = 'idempotencyKey' in input ? input.idempotencyKey : null;
  if (typeof given === 'string') return { key: givenKey(notEmpty(given, 'idempotencyKey')), input };
  if (!derived) return { key: null, input };
  const { field, clash } = derived;
  return { key: { text: derived.of(input), isDerived: true, field, clash }, input: derived.meaning(input) };
}

const givenKey = (text: string): Key => ({
  text,
  isDerived: false,
  field: 'idempotencyKey',
  clash: 'this idempotencyKey was used with another input; take a new key for a new act',
});
