/** Idempotency keys: the caller's, or one that is derived from the input if repeating would do harm. */
import { notEmpty } from './input.ts';

export interface Key {
  readonly text: string;
  /** Whether it was derived from the input, because the caller gave none. */
  readonly isDerived: boolean;
  /** The input field that the caller would change to ask for another operation. */
  readonly field: string;
  /** The error message if the key is used again with another input. */
  readonly clash: string;
}

/** How a key is derived if the caller gives none. */
export interface DerivedKey<Input extends object> extends Pick<Key, 'field' | 'clash'> {
  /** Null if this input does not say which act it is. */
  of(input: Input): string | null;
  /** The input in one normal form: without a key, callers may write the same request in different ways. */
  meaning(input: Input): object;
}

/** The key of a request, and the input that its repetitions must have. */
export interface Keyed {
  readonly key: Key | null;
  readonly input: object;
}

/** @throws InvalidInputError for an empty key: a caller that always sends it would get the first answer for ever */
export function keyFor(input: object, derived: DerivedKey<object> | undefined): Keyed {
  const given = 'idempotencyKey' in input ? input.idempotencyKey : null;
  if (typeof given === 'string') return { key: givenKey(notEmpty(given, 'idempotencyKey')), input };
  if (!derived) return { key: null, input };
  const { field, clash } = derived;
  const text = derived.of(input);
  if (text === null) return { key: null, input };
  return { key: { text, isDerived: true, field, clash }, input: derived.meaning(input) };
}

const givenKey = (text: string): Key => ({
  text,
  isDerived: false,
  field: 'idempotencyKey',
  clash: 'this idempotencyKey was used with another input; take a new key for a new act',
});
