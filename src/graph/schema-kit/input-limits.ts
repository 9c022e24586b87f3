/**
 * How long texts and lists in inputs may be. Every argument and input field has a maximum by its name and type: it stands in its
 * description, and is checked before anything is done with the value.
 */
import {
  defaultFieldResolver,
  getNullableType,
  GraphQLID,
  GraphQLString,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Scope } from '../read/scope.ts';
import { badInput } from '../base/errors.ts';

/** Lines of an order, ids, files. */
const LONGEST_LIST = 100;

/** What WHMCS has fewer places for. */
const lists: ReadonlyMap<string, number> = new Map([
  ['nameservers', 5],
  ['nameserverPrefixes', 2],
]);

/** Most of WHMCS's columns for text. */
const LONGEST_TEXT = 255;

/** Its columns for long text. */
const LONG_TEXT = 65_535;

/** The global id of a transaction holds its reference. */
const LONGEST_ID = 1_500;

/** A file, whose length the size of the request bounds. */
const FILE = Infinity;

const texts: ReadonlyMap<string, number> = new Map([
  ...['customMessage', 'description', 'idempotencyKey', 'message', 'notes', 'reason', 'value'].map(
    (name): [string, number] => [name, LONG_TEXT],
  ),
  ['search', 200],
  ['data', FILE],
]);

/** What is too long, and where it stands. */
export interface Excess {
  readonly message: string;
  readonly path: readonly string[];
}

type Check = (value: unknown, path: readonly string[]) => Excess | null;

type Input = GraphQLArgument | GraphQLInputField;

const mostCharacters = (type: GraphQLInputType, name: string): number =>
  texts.get(name) ?? (type === GraphQLID ? LONGEST_ID : LONGEST_TEXT);

const mostItems = (name: string): number => lists.get(name) ?? LONGEST_LIST;

const isText = (type: GraphQLInputType): boolean => type === GraphQLString || type === GraphQLID;

/** Null where nothing of the type can be too long. */
function checkFor(given: GraphQLInputType, name: string): Check | null {
  const type = getNullableType(given);
  if (isListType(type)) return checkForList(mostItems(name), checkFor(type.ofType, name), name);
  if (isInputObjectType(type)) return checkForObject(type);
  return isText(type) ? checkForText(mostCharacters(type, name), name) : null;
}

const checkForText =
  (most: number, name: string): Check =>
  (value, path) =>
    typeof value === 'string' && value.length > most
      ? { message: `${name} takes at most ${most} characters, got ${value.length}`, path }
      : null;

const checkForList =
  (most: number, check: Check | null, name: string): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return null;
    if (value.length > most) return { message: `${name} takes at most ${most}, got ${value.length}`, path };
    return check && firstOf(value.map((item: unknown, index) => check(item, [...path, String(index)])));
  };

const checks = new WeakMap<GraphQLInputObjectType, Check | null>();

function checkForObject(type: GraphQLInputObjectType): Check | null {
  const known = checks.get(type);
  if (known !== undefined) return known;
  const made = checkForAll(Object.values(type.getFields()));
  checks.set(type, made);
  return made;
}

function checkForAll(inputs: readonly Input[]): Check | null {
  const parts = inputs.flatMap(({ name, type }) => {
    const check = checkFor(type, name);
    return check ? [{ name, check }] : [];
  });
  if (parts.length === 0) return null;
  return (value, path) => {
    if (typeof value !== 'object' || value === null) return null;
    const given: Readonly<Record<string, unknown>> = { ...value };
    for (const { name, check } of parts) {
      const excess = given[name] == null ? null : check(given[name], [...path, name]);
      if (excess) return excess;
    }
    return null;
  };
}

const firstOf = (found: readonly (Excess | null)[]): Excess | null => found.find((excess) => excess !== null) ?? null;

/** What is too long among a field's arguments. */
export function excessIn(args: object, { parentType, fieldName }: GraphQLResolveInfo): Excess | null {
  const field = parentType.getFields()[fieldName];
  return (field && checkForAll(field.args)?.(args, [])) ?? null;
}

/** Whether a file fits into an input. */
export function takesFiles(given: GraphQLInputType): boolean {
  const type = getNullableType(given);
  if (isListType(type)) return takesFiles(type.ofType);
  if (!isInputObjectType(type)) return false;
  return Object.values(type.getFields()).some(
    (field) => (isText(getNullableType(field.type)) && texts.get(field.name) === FILE) || takesFiles(field.type),
  );
}

type Resolve = GraphQLFieldResolver<unknown, Scope, Record<string, unknown>>;

/** Says in descriptions how long what is given may be, and lets all fields but mutations, which tell it as data, check it. The schema is changed. */
export function limitInputs(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type)) Object.values(type.getFields()).forEach(describe);
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      field.args.forEach(describe);
      if (type !== schema.getMutationType()) checkArguments(field);
    }
  }
  return schema;
}

function checkArguments(field: GraphQLField<unknown, Scope>): void {
  const check = checkForAll(field.args);
  if (!check) return;
  const resolve: Resolve = field.resolve ?? defaultFieldResolver;
  const checking: Resolve = (source, args, graph, info) => {
    const excess = check(args, []);
    if (excess) throw badInput(excess.message);
    return resolve(source, args, graph, info);
  };
  field.resolve = checking;
}

function describe(input: Input): void {
  const limit = limitOf(getNullableType(input.type), input.name);
  if (limit !== null) input.description = `${input.description ?? ''} ${limit}`.trim();
}

function limitOf(type: GraphQLInputType, name: string): string | null {
  const isList = isListType(type);
  const item = isListType(type) ? getNullableType(type.ofType) : type;
  // Ids are not guessed.
  const characters = item === GraphQLString ? mostCharacters(item, name) : FILE;
  const ofItems = characters === FILE ? null : `${characters.toLocaleString('en')} characters`;
  if (isList) return `At most ${mostItems(name)}${ofItems === null ? '' : `, of ${ofItems} each`}.`;
  return ofItems === null ? null : `At most ${ofItems}.`;
}
