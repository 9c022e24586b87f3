/** The field of a mutation in the schema: one input, one union of payload and errors. */
import type { ObjectRef } from '@pothos/core';
import type { Permission } from '../../access/permissions.ts';
import { ForbiddenError, InvalidInputError, NotSentError, userError, type UserError } from '../base/errors.ts';
import { writeScopeOf, type WriteScope } from './write-scope.ts';
import { builder, type Types } from '../schema-kit/builder.ts';
import { withPermission } from '../schema-kit/permission.ts';
import { excessIn } from '../schema-kit/input-limits.ts';
import type { NestedInput } from './input-fields.ts';
import { perform, type Performed } from './perform.ts';
import { userErrors } from './user-errors.type.ts';

interface Field extends Performed, Permission {
  readonly description: string;
  readonly input: NestedInput<object>;
  readonly payload: ObjectRef<Types, object>;
}

/** An error as data: graphql-js takes an Error that a resolver returns for a failure of the field, so that this is none. */
class ShownError {
  readonly name: string;
  readonly message: string;

  constructor(error: UserError) {
    Object.assign(this, error);
    this.name = error.name;
    this.message = error.message;
  }
}

export const typeNameOf = (mutation: string): string => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;

/** Declares mutation `x` with its `XResult`. */
export function declareField(mutation: Field): void {
  const { name, description, input, payload } = mutation;
  const Result = builder.unionType(`${typeNameOf(name)}Result`, {
    description: `How ${name} ends: its payload, or why not.`,
    types: [payload, ...userErrors],
    resolveType: (ending) => (ending instanceof ShownError ? ending.name : `${typeNameOf(name)}Payload`),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: Result,
      description,
      ...withPermission(mutation),
      args: { input: t.arg({ type: input.type, required: true, description: 'What is to be done, and to what.' }) },
      resolve: async (_, args, context, info) => {
        const graph = writeScopeOf(context);
        try {
          if (!graph.viewer.may(mutation)) throw new ForbiddenError(`${name} is not among what you may do`);
          const excess = excessIn(args, info);
          if (excess) throw new InvalidInputError(excess.message, excess.path.slice(1));
          const outcome = await perform(mutation, inputIn(args), graph, String(info.path.key));
          graph.outcomes.push({ mutation: name, outcome: 'ok' });
          return outcome;
        } catch (error) {
          return new ShownError(failed(name, error, graph));
        }
      },
    }),
  );
}

/** GraphQL has checked that it is there. */
const inputIn = ({ input }: { readonly input?: unknown }): object =>
  typeof input === 'object' && input !== null ? input : {};

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
