/**
 * Mutations are declarations: `mutation()` for one command to one thing, `quirkyMutation()` for one that goes its own way. Either gives a
 * mutation its input, its result union, its permission and its place in the schema.
 */
import type { ObjectRef } from '@pothos/core';
import type { Offered, Permission } from '../../access/permissions.ts';
import type { Answer, Params, RevealCommand, WriteCommand } from '../../whmcs/command.ts';
import type { MaybePromise } from '../../maybe-promise.ts';
import type { WriteScope } from './write-scope.ts';
import type { Types } from '../schema-kit/builder.ts';
import type { Fields as Columns } from '../schema-kit/declared-field.ts';
import type { FieldKit } from '../schema-kit/field-kit.ts';
import { declareField, typeNameOf } from './declare-field.ts';
import { idempotencyKey, inputObject, type NestedInput } from './input-fields.ts';
import {
  isRef,
  readFields,
  secretsIn,
  type Fields,
  type Found,
  type Noun,
  type Read,
  type RefsOf,
} from './input-shape.ts';
import type { DerivedKey } from './key.ts';
import { hintOfFound, hintOfInput, outcomeOf, returnedBy, type Returns } from './outcome.ts';
import { payloadOf } from './payload.ts';
import { performPlan, type AlreadyDone, type Performed, type Plan } from './perform.ts';
import { numbersNamed } from './replay.ts';
import { revealOf, type Reveal } from './reveal.ts';
import type { FoundIds } from './run-recorded.ts';

/** A declared mutation. */
export interface Mutation extends Performed, Permission {
  readonly input: NestedInput<object>;
  /** Null for what WHMCS never hears of. */
  readonly command: WriteCommand | RevealCommand | null;
  /** The fields of the payload that show a secret, once. */
  readonly reveals: readonly string[];
  /** An input that will do, where the examples of its fields are not enough. */
  readonly example: object | null;
}

const declared = new Map<string, Mutation>();

/** Every mutation that was declared, by name. */
export const mutations: ReadonlyMap<string, Mutation> = declared;

/** The commands that nothing sends, because their mutations are off. @param secrets the mutations that the configuration names */
export const commandsOff = (secrets: readonly string[]): ReadonlySet<string> =>
  new Set(
    [...declared.values()].flatMap(({ name, isOff, command }) =>
      isOff && command && !secrets.includes(name) ? [command.name] : [],
    ),
  );

/** What a mutation is for, and whom: all that a quirky one has in common with the others. */
interface Header {
  readonly description: string;
  /** Whom of those who are not staff it is for. */
  readonly offered: Offered;
  /** Keeps it out of every schema until `secrets` of the configuration names it. Mutations of purpose `secret` are so anyway. */
  readonly off?: true;
  readonly payloadDescription?: string;
  readonly example?: object;
}

/** The names of the numbers in an answer. */
type NumbersIn<A> = {
  [K in keyof A & string]: [A[K]] extends [never] ? never : NonNullable<A[K]> extends number ? K : never;
}[keyof A & string];

/** Parameters with none that the command does not have. */
type Exactly<P, Given> = Given & { readonly [K in Exclude<keyof Given, keyof P>]: never };

interface Declaration<
  F extends Fields,
  C extends WriteCommand | RevealCommand,
  P extends object,
  Given extends Params<C> & object,
> extends Header {
  readonly command: C;
  readonly inputDescription?: string;
  readonly input: F;
  /** What repeating the request with its key does: "does nothing twice". */
  readonly repeated?: string;
  /** For where the caller gives no key and repeating does harm. */
  readonly derivedKey?: DerivedKey<Read<F>>;
  /** Reads the input as a whole before anything is looked up; what it answers, the later functions are handed too. */
  prepare?(input: Read<F>, graph: WriteScope): P;
  /** Names under which it is done one at a time. Left out, these are the thing's where something is read under the lock, and none else. */
  lock?(input: Read<F> & P): readonly string[];
  /** Further names, which only the things behind the door tell: all locks are taken there then. */
  lockBehind?(found: Found<F> & P): readonly string[];
  /** Whether the client to whom the thing belongs is locked: beside the names of `lock` if there are any, else alone. */
  readonly locksOwner?: true;
  /** Looks up what the door does not. @throws NotFoundError, InvalidInputError */
  check?(found: Found<F> & P, graph: WriteScope): MaybePromise<unknown>;
  /** Checks the thing, read afresh under the lock. In a dry run only its reads count, so that it reads before it judges. @throws ConflictError */
  guard?(found: Found<F> & P, graph: WriteScope): MaybePromise<unknown>;
  /** How it shows that it has been done before. */
  readonly alreadyDone?: {
    readonly description: string;
    /** Whether the thing, read afresh under the lock, shows it: nothing is sent then. */
    before?(found: Found<F> & P, graph: WriteScope): MaybePromise<boolean>;
    /** Words of WHMCS that may mean it, and may mean something else. */
    readonly refusals?: RegExp;
    /** Whether after such words the thing, read again, shows it. @throws ConflictError */
    after?(found: Found<F> & P, graph: WriteScope): boolean;
  };
  params(found: Found<F> & P, graph: WriteScope): MaybePromise<Exactly<Params<C>, Given>>;
  /** Called when the command has succeeded, or its outcome is unknown. */
  settled?(found: Found<F> & P, ending: 'done' | 'unknown', graph: WriteScope): void;
  /** The things of the input that the payload shows, or those that the command makes. */
  readonly returns: Returns<RefsOf<F>, NumbersIn<Answer<C>>>;
  /**
   * Secrets of the answer that the payload shows. They are shown once: they are not written to the journal, and null if the request is
   * repeated with its key or its answer was lost.
   */
  readonly reveals?: (f: FieldKit<Answer<C>>) => Columns<Answer<C>>;
}

/** Declares a mutation that does one command to one thing. */
export function mutation<
  const F extends Fields,
  C extends WriteCommand | RevealCommand,
  Given extends Params<C> & object,
  P extends object = object,
>(name: string, declaration: Declaration<F, C, P, Given>): Mutation {
  const { command, reveals } = declaration;
  if (reveals && command.purpose !== 'secret')
    throw new TypeError(`${name}: ${command.name} reveals something and is not of purpose secret`);
  return declarePlain(name, declaration, reveals ? revealOf(reveals) : null);
}

/** A declaration as it is performed: which functions fit together, the compiler has checked above. */
interface Erased
  extends Header, Pick<Plan, 'command' | 'prepare' | 'check' | 'guard' | 'alreadyDone' | 'params' | 'settled'> {
  readonly input: Fields;
  readonly inputDescription?: string;
  readonly repeated?: string;
  readonly derivedKey?: DerivedKey<object>;
  lock?(input: object): readonly string[];
  lockBehind?(found: object): readonly string[];
  readonly locksOwner?: true;
  readonly alreadyDone?: AlreadyDone & { readonly description: string };
  readonly returns: Returns<string, string>;
}

function declarePlain(name: string, declaration: Erased, reveals: Reveal | null): Mutation {
  const { description, offered, off, command, input: fields, payloadDescription, alreadyDone, example } = declaration;
  const returned = returnedBy(declaration.returns, fields);
  const plan: Plan = {
    ...declaration,
    fields,
    locksOwner: declaration.locksOwner === true,
    lock: (read) => (declaration.lock ? declaration.lock(read) : ownLock(declaration, read)),
    outcome(found, sent) {
      const outcome = outcomeOf(returned, found, sent, alreadyDone !== undefined, hintOfFound(found));
      reveals?.keep(outcome, sent?.answer);
      return outcome;
    },
  };
  return declare({
    name,
    description,
    offered,
    command,
    purpose: command.purpose,
    isOff: isOff(off, command.purpose),
    example: example ?? null,
    reveals: Object.keys(reveals?.fields ?? {}),
    input: inputObject(`${typeNameOf(name)}Input`, declaration.inputDescription ?? description, {
      ...fields,
      ...(command.kind === 'write' &&
        command.repeat !== 'none' && {
          idempotencyKey: idempotencyKey(declaration.repeated ?? 'does nothing twice'),
        }),
    }),
    payload: payloadOf({
      name: `${typeNameOf(name)}Payload`,
      description: payloadDescription ?? `What ${name} ${reveals ? 'reveals' : 'changed'}.`,
      things: returned,
      alreadyDone: alreadyDone?.description ?? null,
      reveals,
    }),
    derivedKey: declaration.derivedKey && keyFromFields(declaration.derivedKey, fields),
    secretFields: secretsIn(fields),
    run: (given, graph) => performPlan(plan, given, graph),
    recall: (given, found) =>
      outcomeOf(
        returned,
        readFields(fields, given),
        { answer: found },
        alreadyDone !== undefined,
        hintOfInput(fields, given),
      ),
  });
}

/** What is read under the lock must stay so until the command is sent. */
function ownLock({ guard, alreadyDone, locksOwner, input }: Erased, read: object): readonly string[] {
  if (locksOwner || !(guard ?? alreadyDone ?? input['ifStatus'])) return [];
  const numbers: Readonly<Record<string, unknown>> = { ...read };
  const [first] = Object.entries(input).flatMap(([name, field]) => (isRef(field) ? [{ name, field }] : []));
  return first ? [lockOf(first.field.noun, Number(numbers[`${first.name}Id`]))] : [];
}

/** The name under which one thing is locked. */
export const lockOf = ({ typename }: Pick<Noun, 'typename'>, id: number): string => `${typename.toLowerCase()}:${id}`;

/** The key of an input, from its fields as they are read. */
const keyFromFields = ({ field, clash, ...key }: DerivedKey<object>, fields: Fields): DerivedKey<object> => ({
  field,
  clash,
  of: (given) => key.of(readFields(fields, given)),
  meaning: (given) => key.meaning(readFields(fields, given)),
});

interface QuirkyDeclaration<V extends object, O extends object> extends Header {
  /** The command, whose purpose the mutation has; or the purpose of what WHMCS never hears of. */
  readonly command: WriteCommand | { readonly none: WriteCommand['purpose'] };
  readonly input: NestedInput<V>;
  /** Shown from what `run` answers: numbers, never things, so that a repeated request shows them as they are by then. */
  readonly payload: ObjectRef<Types, O>;
  /**
   * Does it. The door comes first: whatever the input names is looked up through the graph before anything is sent.
   *
   * @throws a UserError, or a failure of WHMCS, which becomes one
   */
  run(input: V, graph: WriteScope): Promise<O>;
  readonly derivedKey?: DerivedKey<V>;
  /**
   * The outcome of what turned out to have happened, by reading: the numbers that the input names, unless it says more.
   *
   * @param found the numbers of what WHMCS made, as far as they were found
   */
  recall?(input: V, found: FoundIds): O;
}

/** Declares a mutation that goes its own way. */
export function quirkyMutation<V extends object, O extends object>(
  name: string,
  declaration: QuirkyDeclaration<V, O>,
): Mutation {
  return declareQuirky(name, declaration);
}

function declareQuirky(name: string, declaration: QuirkyDeclaration<object, object>): Mutation {
  const { command, input, derivedKey, example, off } = declaration;
  const purpose = 'none' in command ? command.none : command.purpose;
  const read = (given: object) => input.read(given, []);
  return declare({
    ...declaration,
    name,
    example: example ?? null,
    reveals: [],
    command: 'none' in command ? null : command,
    purpose,
    isOff: isOff(off, purpose),
    derivedKey: derivedKey && {
      ...derivedKey,
      of: (given) => derivedKey.of(read(given)),
      meaning: (given) => derivedKey.meaning(read(given)),
    },
    run: async (given, graph) => declaration.run(read(given), graph),
    // It was this operation that did it.
    recall: (given, found) =>
      declaration.recall?.(read(given), found) ?? { ...numbersNamed(given), alreadyDone: false },
  });
}

const isOff = (off: true | undefined, purpose: Permission['purpose']): boolean => off === true || purpose === 'secret';

function declare(
  complete: Mutation & { readonly description: string; readonly payload: ObjectRef<Types, object> },
): Mutation {
  declareField(complete);
  declared.set(complete.name, complete);
  return complete;
}
