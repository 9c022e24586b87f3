/** The kinds of fields that the input of a mutation can have. */
import type { InputRef } from '@pothos/core';
import { compare } from '../base/decimal.ts';
import { InvalidInputError } from '../base/errors.ts';
import type { FoundThing } from '../entity/findable.ts';
import { builder } from '../schema-kit/builder.ts';
import { amountIn, idIn, notEmpty } from './input.ts';
import {
  declaredIn,
  exampleOf,
  readFields,
  type Fields,
  type FieldType,
  type InputField,
  type Noun,
  type Read,
  type RefField,
  type RefsField,
  type SingleField,
} from './input-shape.ts';

/** What GraphQL has checked before a resolver is called, said to the compiler. */
function checked<T>(type: InputRef<T>, given: unknown): T;
function checked(_: InputRef, given: unknown): unknown {
  return given;
}

const textIn = (given: unknown): string => {
  if (typeof given === 'string') return given;
  throw new TypeError(`GraphQL handed a ${typeof given} over as text`);
};

function leaf<Value, Type extends InputField['type']>(
  type: Type,
  description: string,
  read: InputField<Value>['read'],
  example: unknown = null,
): InputField<Value, Type> {
  return { type, description, isRequired: true, isForStaff: false, example, read };
}

interface WithExample {
  /** A text that will do; `#` stands for a number that no other example has. */
  readonly example?: string;
}

export const text = (description: string, { example }: WithExample = {}): SingleField<string> =>
  leaf('String', description, textIn, example);

/** Text that must not be empty, nor blank. */
export const filledText = (description: string, { example }: WithExample = {}): SingleField<string> =>
  leaf('String', description, (given, path) => notEmpty(textIn(given), ...path), example);

interface DecimalOptions {
  /** The least that it may be. */
  readonly min?: string;
  /** What it must be more than. */
  readonly above?: string;
  /** Said after the error about `above`. */
  readonly hint?: string;
  /** Whether it is a rate, which may have more places than WHMCS keeps of an amount. */
  readonly isRate?: boolean;
}

/** An exact decimal. */
export const decimal = (
  description: string,
  { min, above, hint = '', isRate = false }: DecimalOptions = {},
): SingleField<string> =>
  leaf('Decimal', description, (given, path) => {
    const amount = textIn(given);
    const name = path.at(-1);
    if (above !== undefined && compare(amount, above) <= 0)
      throw new InvalidInputError(`${name} must be more than ${above}, got ${amount}${hint}`, path);
    if (min !== undefined && compare(amount, min) < 0) {
      const expected = compare(min, '0') === 0 ? 'not be negative' : `be at least ${min}`;
      throw new InvalidInputError(`${name} must ${expected}, got ${amount}`, path);
    }
    return isRate ? amount : amountIn(amount, ...path);
  });

/** A whole number. */
export const count = (description: string, { min = 1 }: { readonly min?: number } = {}): SingleField<number> =>
  leaf('Int', description, (given, path) => {
    if (typeof given !== 'number') throw new TypeError(`GraphQL handed a ${typeof given} over as a number`);
    if (given >= min) return given;
    throw new InvalidInputError(`${path.at(-1)} must be at least ${min}, got ${given}`, path);
  });

/** True or false; with a default it may be left out, and is never undefined. */
export function flag(description: string, options: { readonly default: boolean }): InputField<boolean>;
export function flag(description: string): InputField<boolean>;
export function flag(description: string, options?: { readonly default: boolean }): InputField<boolean> {
  const { default: otherwise } = options ?? {};
  const field = leaf('Boolean', description, (given) => (typeof given === 'boolean' ? given : otherwise === true));
  return otherwise === undefined ? field : { ...field, isRequired: false, defaultValue: otherwise };
}

/** A day without a time. */
export const day = (description: string): SingleField<string> => leaf('Date', description, textIn);

/** A moment. */
export const instant = (description: string): SingleField<Date> =>
  leaf('DateTime', description, (given) => {
    if (given instanceof Date) return given;
    throw new TypeError(`GraphQL handed a ${typeof given} over as an instant`);
  });

/** One of an enum's names. */
export const enumOf = <Name extends string>(type: InputRef<Name>, description: string): SingleField<Name> =>
  leaf(type, description, (given) => checked(type, given));

/** An id as it is written, of what no noun finds. */
export const idText = (description: string, { example }: WithExample = {}): SingleField<string> =>
  leaf('ID', description, textIn, example);

/** The number of an entity that is no noun of the graph: its existence is not checked. */
export const idOf = (type: string, description: string): SingleField<number> =>
  leaf('ID', description, (given, path) => idIn(type, textIn(given), ...path));

interface RefOptions {
  readonly as?: string;
  /** The field of the input that names the client, for things that WHMCS lists of one client alone. */
  readonly ownerIn?: string;
}

/** A thing: `invoice: ref(Invoice, …)` is the input field `invoiceId`. */
export const ref = <Thing extends FoundThing>(
  noun: Noun<Thing>,
  description: string,
  { as, ownerIn }: RefOptions = {},
): RefField<Thing, number> => ({
  ...idOf(noun.typename, description),
  noun,
  as: as ?? null,
  ownerIn: ownerIn ?? null,
});

/** A thing that need not be named. */
export const optionalRef = <Thing extends FoundThing>(
  noun: Noun<Thing>,
  description: string,
  options: RefOptions = {},
): RefField<Thing> => {
  const { noun: same, as, ownerIn, ...field } = ref(noun, description, options);
  return { ...optional(field), noun: same, as, ownerIn };
};

/** Several things: at least one, each named once. */
export const refs = <Thing extends FoundThing>(noun: Noun<Thing>, description: string): RefsField<Thing> => {
  const ids = list(idOf(noun.typename, description), description);
  return {
    ...ids,
    each: noun,
    read(given, path) {
      const numbers = [...new Set(ids.read(given, path))];
      if (numbers.length > 0) return numbers;
      throw new InvalidInputError(`${path.at(-1)} must name at least one`, path);
    },
  };
};

/** What may be left out; null says the same. */
export const optional = <Value>(field: InputField<Value>): InputField<Value | undefined> => ({
  ...field,
  isRequired: false,
  read: (given, path) => (given == null ? undefined : field.read(given, path)),
});

/** What may be left out, and cleared by null. */
export const clearable = <Value>(field: InputField<Value>): InputField<Value | null | undefined> => ({
  ...field,
  isRequired: false,
  read: (given, path) => (given == null ? given : field.read(given, path)),
});

/** What may be left out, and cannot be cleared: WHMCS keeps what it is sent empty for, or refuses it. */
export const notClearable = <Value>(field: InputField<Value>): InputField<Value | undefined> => ({
  ...field,
  isRequired: false,
  read(given, path) {
    if (given === null) throw new InvalidInputError(`${path.at(-1)} cannot be cleared: leave it out to keep it`, path);
    return given === undefined ? undefined : field.read(given, path);
  },
});

/** What only staff may say: absent from every other viewer's schema. */
export const staffOnly = <Field extends InputField>(field: Field): Field => ({ ...field, isForStaff: true });

/** A value that passes through memory alone, such as the number of a card: with the few that there are, a hash would tell it. */
export const secret = <Field extends InputField>(field: Field): Field => ({ ...field, isSecret: true });

/** The caller's key. @param does what repeating the request does */
export const idempotencyKey = (does: string): InputField<string | undefined> =>
  optional(text(`Repeating the request with the same key ${does}.`));

/** An input type of its own, inside the input of a mutation. */
export interface NestedInput<Value> {
  readonly type: InputRef;
  /** Null where it is declared elsewhere. */
  readonly fields: Fields | null;
  readonly example: unknown;
  read(given: unknown, path: readonly string[]): Value;
}

export function inputObject<F extends Fields>(name: string, description: string, fields: F): NestedInput<Read<F>> {
  return {
    type: builder.inputType(name, { description, fields: (t) => declaredIn(t, fields) }),
    fields,
    example: exampleOf(fields),
    read: (given, path) => readFields(fields, given, path),
  };
}

/** An input type that is declared elsewhere, taken as it is. */
export const asGiven = <Value>(type: InputRef<Value>): NestedInput<Value> => ({
  type,
  fields: null,
  example: null,
  read: (given) => checked(type, given),
});

export const nested = <Value>(input: NestedInput<Value>, description: string): InputField<Value> =>
  leaf(input.type, description, (given, path) => input.read(given, path), input.example);

/** What a list has: fields without a description of their own, or inputs. */
type Item<Value> = Pick<InputField<Value>, 'read' | 'example'> & { readonly type: FieldType };

export const list = <Value>({ type, read, example }: Item<Value>, description: string): InputField<Value[]> =>
  leaf(
    [type],
    description,
    (given, path) => {
      if (!Array.isArray(given)) throw new TypeError(`GraphQL handed a ${typeof given} over as a list`);
      return given.map((each: unknown, index) => read(each, [...path, String(index)]));
    },
    example === null ? null : [example],
  );

/** By `ifStatus` the caller says in which statuses the thing has to be: else the mutation ends in ConflictError. */
export const ifStatus = <Value>(item: Item<Value>, description: string): InputField<Value[] | undefined> => {
  const statuses = list(item, description);
  return optional({
    ...statuses,
    read(given, path) {
      const expected = statuses.read(given, path);
      if (expected.length > 0) return expected;
      throw new InvalidInputError(`${path.at(-1)} must name at least one status`, path);
    },
  });
};
