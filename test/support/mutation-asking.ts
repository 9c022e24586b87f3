/** Executes any mutation with an input generated from its declaration. */
import { getNamedType, getNullableType, isLeafType, isListType, isObjectType } from 'graphql';
import { schema } from '../../src/graph/schema.ts';
import { globalId } from '../../src/graph/base/global-id.ts';
import type { Mutation } from '../../src/graph/write/declare-mutation.ts';
import { isPlainRead, type Command } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import type { Executed, ExecuteOptions, TestGateway } from './gateway.ts';
import { inputFor, inputTypeOf, thingsNamed, type Input } from './mutation-inputs.ts';
import { arrange, clone, cloneClient, prototypes, tableOf } from './mutation-things.ts';

export interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

export interface Asked extends Pick<Executed<unknown>, 'calls' | 'errors'> {
  /** Undefined if the document was rejected. */
  readonly ending: Ending | undefined;
  readonly replayed: unknown;
  /** The commands sent that change something, or read a secret. */
  readonly writes: readonly string[];
}

const plainReads = new Set(
  Object.values<Command>(commands)
    .filter(isPlainRead)
    .map(({ name }) => name),
);

const errors = `... on UserError { message } ... on InvalidInputError { path } ... on RefusedError { command reason }
  ... on ConflictError { subject actual } ... on NotSentError { code } ... on UnknownOutcomeError { command }`;

export const payloadOf = ({ name }: Pick<Mutation, 'name'>): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`;

/** The fields of a payload that return entities. */
export function shownBy(mutation: Mutation): string[] {
  const type = schema.getType(payloadOf(mutation));
  if (!isObjectType(type)) throw new Error(`${mutation.name} has no payload`);
  return Object.values(type.getFields()).flatMap((field) => {
    const isList = isListType(getNullableType(field.type));
    return isLeafType(getNamedType(field.type)) || isList ? [] : [field.name];
  });
}

function selectionOf(mutation: Mutation): string {
  const type = schema.getType(payloadOf(mutation));
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return fields
    .map(({ name, type: shown }) => (isLeafType(getNamedType(shown)) ? name : `${name} { __typename }`))
    .join(' ');
}

/** Executes the mutation once. */
export async function ask(
  gateway: TestGateway,
  mutation: Mutation,
  input: Input,
  options: ExecuteOptions = {},
): Promise<Asked> {
  const document = `mutation ($input: ${inputTypeOf(mutation).name}!) {
    ${mutation.name}(input: $input) { __typename ... on ${payloadOf(mutation)} { ${selectionOf(mutation)} } ${errors} } }`;
  const reveals = mutation.purpose === 'secret';
  const asked = await gateway.execute<Record<string, Ending> | undefined>(document, { input }, { reveals, ...options });
  const { data, calls, extensions } = asked;
  const names = calls.map(({ action }) => action);
  return {
    calls,
    errors: asked.errors,
    ending: data?.[mutation.name],
    replayed: extensions && 'replayed' in extensions ? extensions.replayed : undefined,
    writes: names.filter((name) => !plainReads.has(name)),
  };
}

/** The client that owns the entities. */
export const OWNER = 1;

type Found = ReadonlyMap<string, Parameters<typeof clone>[2]>;
const found = new Map<string, Found>();

/** What people know an entity by, which `confirm` of a destructive mutation asks for. */
const knownBy: Readonly<Record<string, string>> = {
  Client: 'email',
  Domain: 'domainname',
  Order: 'ordernum',
  Ticket: 'tid',
};

/** Gives the mutation fresh entities to act on, and confirms it. */
function withThings({ simulator: { world } }: TestGateway, mutation: Mutation, input: Input, like: Found): Input {
  const given: Input = { ...input };
  for (const { field, typename, isRequired, isGlobal } of thingsNamed(mutation)) {
    const row = like.get(typename);
    // A user is no record of a client: an input names it beside the client.
    if (!isRequired || !row || (isGlobal && typename !== 'User')) continue;
    const isEnd = typename === 'Client' && mutation.purpose === 'dangerous';
    const id = isEnd ? cloneClient(world, row) : clone(world, typename, row, OWNER);
    given[field] = isGlobal ? globalId(typename, id) : String(id);
    const column = knownBy[typename];
    if (mutation.input.fields?.['confirm'] && column !== undefined)
      given['confirm'] = String(tableOf(world, typename).get(id)?.[column]);
  }
  return given;
}

/**
 * An input with which the mutation succeeds. For the entities that it names, it tries one of each status,
 * and remembers the first that works.
 */
export async function working(gateway: TestGateway, mutation: Mutation): Promise<Input> {
  const known = found.get(mutation.name) ?? (await tried(gateway, mutation));
  found.set(mutation.name, known);
  arrange(gateway.simulator.world, mutation.name);
  return withThings(gateway, mutation, inputFor(mutation), known);
}

async function tried(gateway: TestGateway, mutation: Mutation): Promise<Found> {
  const { world } = gateway.simulator;
  const names = [...new Set(thingsNamed(mutation).flatMap((each) => (each.isRequired ? [each.typename] : [])))];
  const candidates = names.reduce<Found[]>(
    (found, typename) =>
      found.flatMap((like) => prototypes(world, typename).map((row) => new Map([...like, [typename, row]]))),
    [new Map()],
  );
  const endings: unknown[] = [];
  for (const like of candidates) {
    arrange(world, mutation.name);
    const { ending, writes } = await ask(gateway, mutation, withThings(gateway, mutation, inputFor(mutation), like));
    if (ending?.__typename === payloadOf(mutation) && writes.length > 0) return like;
    endings.push(ending);
  }
  throw new Error(`no input does for ${mutation.name}: ${JSON.stringify(endings)}`);
}
