/** Valid inputs for every mutation, from its declaration: the required fields, and the fields of its example. */
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import { globalId, parseGlobalId } from '../../src/graph/base/global-id.ts';
import { schema } from '../../src/graph/schema.ts';
import type { Mutation } from '../../src/graph/write/declare-mutation.ts';
import { isRef, isRefs, nameIn } from '../../src/graph/write/input-shape.ts';

export type Input = Record<string, unknown>;

const leaves: Readonly<Record<string, unknown>> = {
  ID: '1',
  String: 'Some text',
  Int: 1,
  Boolean: true,
  Decimal: '1.00',
  Base64: 'aGVsbG8=',
  Date: '2026-12-24',
  DateTime: '2026-12-24T10:00:00Z',
};

let used = 0;

const exampleIn = (example: unknown, name: string): unknown =>
  typeof example === 'object' && example !== null ? (example as Input)[name] : undefined;

/** A value of a type; the example's value where there is one. */
function valueOf(given: GraphQLInputType, example: unknown): unknown {
  const type = getNullableType(given);
  if (isListType(type)) return ((example ?? [null]) as unknown[]).map((each) => valueOf(type.ofType, each));
  if (!isInputObjectType(type)) {
    if (typeof example === 'string') return example.replaceAll('#', String(++used));
    return example ?? (isEnumType(type) ? type.getValues()[0]?.name : leaves[type.name]);
  }
  const fields = Object.values(type.getFields()).filter(
    (field) => isNonNullType(field.type) || exampleIn(example, field.name) != null,
  );
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type, exampleIn(example, field.name))]));
}

/** The input type of a mutation in the schema. */
export function inputTypeOf({ name }: Pick<Mutation, 'name'>) {
  const type = getNamedType(schema.getMutationType()?.getFields()[name]?.args[0]?.type);
  if (!isInputObjectType(type)) throw new Error(`${name} takes no input`);
  return type;
}

/** A valid input, except for the entities that it names. */
export const inputFor = (mutation: Mutation): Input =>
  valueOf(inputTypeOf(mutation), { ...(mutation.input.example as Input | null), ...mutation.example }) as Input;

/** An input field that names an entity. */
export interface NamedThing {
  readonly field: string;
  readonly typename: string;
  /** Whether it must be a global id. */
  readonly isGlobal: boolean;
  readonly isRequired: boolean;
  /** Whether the field is a list: GraphQL takes one value for a list of one. */
  readonly isList?: boolean;
}

/** The entities that a mutation's input names: its refs, and those that its example names by client number or global id. */
export function thingsNamed(mutation: Mutation): NamedThing[] {
  const refs = Object.entries(mutation.input.fields ?? {}).flatMap(([name, field]): NamedThing[] => {
    const { isRequired } = field;
    if (isRef(field))
      return [{ field: nameIn(name, field), typename: field.noun.typename, isGlobal: false, isRequired }];
    return isRefs(field)
      ? [{ field: name, typename: field.each.typename, isGlobal: false, isRequired, isList: true }]
      : [];
  });
  const others = Object.entries(mutation.example ?? {}).flatMap(([field, value]): NamedThing[] => {
    if (refs.some((ref) => ref.field === field) || typeof value !== 'string') return [];
    const id = parseGlobalId(value);
    if (id) return [{ field, typename: id.type, isGlobal: true, isRequired: true }];
    return field === 'clientId' && !mutation.input.fields
      ? [{ field, typename: 'Client', isGlobal: false, isRequired: true }]
      : [];
  });
  return [...refs, ...others];
}

export const named = ({ typename, isGlobal }: NamedThing, id: number): string =>
  isGlobal ? globalId(typename, id) : String(id);

/** A different input of the same shape. */
export function otherThan(input: Input): Input {
  // Days, and names of enums, would not be of the same shape any more.
  const text = Object.entries(input).find(
    ([, each]) => typeof each === 'string' && !/^(?:\d{4}-\d\d-\d\d|[A-Z]+(?:_[A-Z]+)+$)/.test(each),
  );
  if (!text) throw new Error(`no text in ${JSON.stringify(input)}`);
  const [name, value] = [text[0], String(text[1])];
  if (/^\d+\.\d\d$/.test(value)) return { ...input, [name]: (Number(value) + 1).toFixed(2) };
  return { ...input, [name]: /^\d+$/.test(value) ? String(Number(value) + 100_000) : `${value}.` };
}
