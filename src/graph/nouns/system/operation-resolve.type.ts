/** operationResolve in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { Operation, Operations } from './operation.ts';
import { resolveOperation } from './operation-resolve.ts';

const OperationVerdict = builder.enumType('OperationVerdict', {
  description: 'What somebody who looked in WHMCS has found.',
  values: {
    APPLIED: { description: 'It has happened.' },
    NOT_APPLIED: { description: 'It has not happened, and will not: safe to send again.' },
  } as const,
});

export const OperationResolveInput = builder.inputType('OperationResolveInput', {
  description: 'What became of an operation of which nobody knew.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The operation; its state is UNKNOWN.' }),
    verdict: t.field({ type: OperationVerdict, required: true, description: 'What became of it.' }),
  }),
});

const OperationResolvePayload = builder
  .objectRef<{ readonly operationId: string }>('OperationResolvePayload')
  .implement({
    description: 'What operationResolve changed.',
    fields: (t) => ({
      operation: t.field({
        type: Operation,
        description: 'The operation as it stands now.',
        resolve: ({ operationId }, _, graph) => graph.noun(Operations).byId(operationId),
      }),
    }),
  });

mutation('operationResolve', {
  description:
    'Records by hand whether an operation of unknown outcome has happened, after looking in WHMCS. Nothing is sent to WHMCS.',
  input: OperationResolveInput,
  payload: OperationResolvePayload,
  run: resolveOperation,
});
