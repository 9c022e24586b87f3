/** What a field of an input is, and how the fields of an input are declared and read. */
import type { InputFieldBuilder, InputRef, ObjectParam } from '@pothos/core';
import type { Findable, FoundThing } from '../entity/findable.ts';
import type { Types } from '../schema-kit/builder.ts';
import { forStaff } from '../schema-kit/staff.ts';

/** The type of one value. */
export type FieldType = 'ID' | 'String' | 'Boolean' | 'Int' | 'Decimal' | 'Date' | 'DateTime' | InputRef;

export interface InputField<Value = unknown, Type = FieldType | readonly [FieldType]> {
  readonly type: Type;
  readonly description: string;
  readonly isRequired: boolean;
  readonly isForStaff: boolean;
  readonly defaultValue?: boolean;
  /** Whether not even its hash is kept: a repeated request is not compared by it. */
  readonly isSecret?: true;
  /** A value that a caller could write; null where the type says enough. */
  readonly example: unknown;
  /**
   * The value as the declaration's functions take it.
   *
   * @param path the field in the input, for errors
   * @throws InvalidInputError
   */
  read(given: unknown, path: readonly string[]): Value;
}

/** A noun that inputs name and payloads show. */
export type Noun<Thing extends FoundThing = FoundThing> = Findable<Thing> & ObjectParam<Types>;

/** A field that names a thing of the graph, which is looked up before anything is sent. */
export interface RefField<Thing extends FoundThing = FoundThing, Id = number | undefined> extends InputField<Id> {
  readonly noun: Noun<Thing>;
  /** The field's name in the input where it is not the thing's name with "Id". */
  readonly as: string | null;
  /** The field of the input that names the client, where WHMCS's number alone finds nothing. */
  readonly ownerIn: string | null;
}

/** A field that names several things of the graph: their numbers, each looked up before anything is sent. */
export interface RefsField<Thing extends FoundThing = FoundThing> extends InputField<number[]> {
  readonly each: Noun<Thing>;
}

export type Fields = Readonly<Record<string, InputField>>;

/** What a field, or an input, is read as. */
export type ValueOf<F> = F extends { read(given: unknown, path: readonly string[]): infer Value } ? Value : never;
type RefsOf<F extends Fields> = { [K in keyof F & string]: F[K] extends RefField ? K : never }[keyof F & string];

/** An input as it is read before anything is looked up: of things it has the numbers, by `invoiceId` and so on. */
export type Read<F extends Fields> = { readonly [K in Exclude<keyof F & string, RefsOf<F>>]: ValueOf<F[K]> } & {
  readonly [K in RefsOf<F> as `${K}Id`]: ValueOf<F[K]>;
};

type ThingOf<F> =
  F extends RefField<infer Thing, infer Id> ? (undefined extends Id ? Thing | undefined : Thing) : never;

/** The same with the things that were found. */
export type Found<F extends Fields> = Read<F> & { readonly [K in RefsOf<F>]: ThingOf<F[K]> };

export type { RefsOf };

export const isRef = (field: InputField): field is RefField => 'noun' in field;

export const isRefs = (field: InputField): field is RefsField => 'each' in field;

/** A field of one value, which may stand in a list. */
export type SingleField<Value> = InputField<Value, FieldType>;

/** The name that a field has in the input. */
export const nameIn = (name: string, field: InputField): string => (isRef(field) ? (field.as ?? `${name}Id`) : name);

/** The names in the input of the fields of which nothing is kept. */
export const secretsIn = (fields: Fields): string[] =>
  Object.entries(fields).flatMap(([name, field]) => (field.isSecret ? [nameIn(name, field)] : []));

/** The fields for Pothos. */
export const declaredIn = (t: InputFieldBuilder<Types, 'InputObject'>, fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [nameIn(name, field), declaredField(t, field)]));

function declaredField(t: InputFieldBuilder<Types, 'InputObject'>, field: InputField) {
  const { type, description, isRequired: required, isForStaff, defaultValue } = field;
  const options = { description, required, ...(isForStaff && forStaff) };
  if (defaultValue !== undefined) return t.boolean({ ...options, defaultValue });
  return isListOf(type) ? t.field({ ...options, type: [type[0]] }) : t.field({ ...options, type });
}

const isListOf = (type: InputField['type']): type is readonly [FieldType] => Array.isArray(type);

/** Reads all fields of an input. @throws InvalidInputError */
export function readFields<F extends Fields>(fields: F, given: unknown, path?: readonly string[]): Read<F>;
export function readFields(fields: Fields, given: unknown, path: readonly string[] = []): object {
  const values: Readonly<Record<string, unknown>> = typeof given === 'object' ? { ...given } : {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const as = nameIn(name, field);
      return [isRef(field) ? `${name}Id` : name, field.read(values[as], [...path, as])];
    }),
  );
}

/** What the required fields give as examples. */
export const exampleOf = (fields: Fields): object =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (field.isRequired ? [[nameIn(name, field), field.example]] : [])),
  );
