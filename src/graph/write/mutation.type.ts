/** Mutations: one input, one union of payload and errors, one way through. */
import type { InputRef, ObjectRef } from '@pothos/core';
import { builder, type Types } from '../schema-kit/builder.ts';
import { writeScopeOf, type WriteScope } from './write-scope.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  NotSentError,
  RefusedError,
  UnknownOutcomeError,
  userError,
  type UserError,
} from '../base/errors.ts';
import { excessIn } from '../schema-kit/input-limits.ts';
import { keyFor, type DerivedKey } from './key.ts';
import { numbersNamed } from './replay.ts';
import type { Ids } from './run-recorded.ts';
import type { JournalWriter } from './journal-writer.ts';

export const UserErrorInterface = builder.interfaceRef<UserError>('UserError').implement({
  description: 'Why a mutation did not succeed.',
  fields: (t) => ({ message: t.exposeString('message', { nullable: false, description: 'In words for people.' }) }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'The thing does not exist, or is not yours to see. Nothing was sent.',
  interfaces: [UserErrorInterface],
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'The input is wrong; WHMCS was not asked.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    path: t.stringList({
      nullable: { list: false, items: false },
      description: 'The input field, from `input` on.',
      resolve: (error) => [...error.path],
    }),
  }),
});

builder.objectType(RefusedError, {
  name: 'RefusedError',
  description: 'WHMCS understood the command and said no.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    command: t.exposeString('command', { nullable: false, description: 'The WHMCS command.' }),
    reason: t.exposeString('reason', { nullable: false, description: "WHMCS's own words." }),
  }),
});

builder.objectType(ForbiddenError, {
  name: 'ForbiddenError',
  description: 'You may not do this, whatever the thing. Nothing was sent.',
  interfaces: [UserErrorInterface],
});

builder.objectType(NotSentError, {
  name: 'NotSentError',
  description:
    'Nothing was sent: WHMCS is unreachable or busy, refuses our credential, or a limit is reached. Safe to try again.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    code: t.exposeString('code', {
      nullable: false,
      description: 'As in `extensions.code` of other errors, for example WHMCS_UNREACHABLE.',
    }),
    retryAfterMs: t.exposeInt('retryAfterMs', { description: 'When to try again, where that is known.' }),
  }),
});

builder.objectType(UnknownOutcomeError, {
  name: 'UnknownOutcomeError',
  description:
    'The command was sent and no clear answer came: it, or part of it, may or may not have happened. Look before you repeat it.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    command: t.exposeString('command', { nullable: false, description: 'The WHMCS command.' }),
    operationId: t.exposeID('operationId', { description: 'For `operation`, which tells what became of it.' }),
  }),
});

const endings = [
  NotFoundError,
  InvalidInputError,
  ConflictError,
  RefusedError,
  ForbiddenError,
  NotSentError,
  UnknownOutcomeError,
];

/** An error as data: graphql-js takes an Error that a resolver returns for a failure of the field, so that this is none. */
class Told {
  readonly name: string;
  readonly message: string;

  constructor(error: UserError) {
    Object.assign(this, error);
    this.name = error.name;
    this.message = error.message;
  }
}

interface Declaration<Input extends object, Outcome extends object> {
  readonly description: string;
  readonly input: InputRef<Input>;
  /** Shown from what `run` answers: numbers, never things, so that a repeated request shows them as they are by then. */
  readonly payload: ObjectRef<Types, Outcome>;
  /**
   * Does it. The door comes first: whatever the input names is looked up through the graph before anything is sent.
   *
   * @throws a UserError, or a failure of WHMCS, which becomes one
   */
  run(input: Input, graph: WriteScope): Promise<Outcome>;
  /** For where the caller gives no key and money moves. */
  readonly derivedKey?: DerivedKey<Input>;
  /**
   * The outcome of what turned out to have happened, by reading: the numbers that the input names, unless it says more.
   *
   * @param found the numbers of what WHMCS made, as far as they were found
   */
  recall?(input: Input, found: Ids): Outcome;
}

/** Declares mutation `x` with its `XResult`; its input and payload are declared beside it as `XInput` and `XPayload`. */
export function mutation<Input extends object, Outcome extends object>(
  name: string,
  declaration: Declaration<Input, Outcome>,
): void {
  declare(name, declaration);
}

/** Pothos's types cannot be computed for parameters that are still open, hence this step without any. */
function declare(name: string, declaration: Declaration<object, object>): void {
  const { description, input, payload } = declaration;
  const typeName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const Result = builder.unionType(`${typeName}Result`, {
    description: `How ${name} ends: its payload, or why not.`,
    types: [payload, ...endings],
    resolveType: (ending) => (ending instanceof Told ? ending.name : `${typeName}Payload`),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: Result,
      description,
      args: { input: t.arg({ type: input, required: true, description: 'What is to be done, and to what.' }) },
      resolve: async (_, args, context, info) => {
        const graph = writeScopeOf(context);
        try {
          if (!graph.viewer.may(name)) throw new ForbiddenError(`${name} is not among what you may do`);
          const excess = excessIn(args, info);
          if (excess) throw new InvalidInputError(excess.message, excess.path.slice(1));
          const outcome = await perform(name, args.input, graph, declaration, String(info.path.key));
          graph.outcomes.push({ mutation: name, outcome: 'ok' });
          return outcome;
        } catch (error) {
          return new Told(failed(name, error, graph));
        }
      },
    }),
  );
}

/** @throws what is no failure of WHMCS */
function failed(name: string, error: unknown, graph: WriteScope): UserError {
  try {
    const told = userError(error, graph.viewer);
    const code = told instanceof NotSentError ? { code: told.code } : {};
    graph.outcomes.push({ mutation: name, outcome: told.name, ...code });
    return told;
  } catch (unforeseen) {
    graph.outcomes.push({ mutation: name, outcome: 'INTERNAL' });
    throw unforeseen;
  }
}

function perform(
  name: string,
  input: object,
  graph: WriteScope,
  declaration: Declaration<object, object>,
  shownAs: string,
): Promise<object> {
  const { viewer, session, requestId } = graph;
  // What is replayed sends nothing.
  session.begin(null);
  return graph.idempotency.once({
    viewer,
    mutation: name,
    ...keyFor(input, declaration.derivedKey),
    requestId,
    run(recorder: JournalWriter) {
      session.begin(recorder);
      return declaration.run(input, graph);
    },
    // Nobody else had done it before.
    recall: (found) => declaration.recall?.(input, found) ?? { ...numbersNamed(input), alreadyDone: false },
    onReplay: () => graph.replayed.push(shownAs),
    onInferred: () => graph.inferred.push(shownAs),
  });
}
