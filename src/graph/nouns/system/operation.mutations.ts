/** The mutation with which staff resolve an operation. */
import { builder } from '../../schema-kit/builder.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import { enumOf, idText, inputObject } from '../../write/input-fields.ts';
import { Operation, Operations } from './operation.ts';

const OperationVerdict = builder.enumType('OperationVerdict', {
  description: 'The outcome that staff have found in WHMCS.',
  values: {
    APPLIED: { description: 'It has happened.' },
    NOT_APPLIED: { description: 'It has not happened, and will not: safe to send again.' },
  } as const,
});

const OperationResolvePayload = builder
  .objectRef<{ readonly operationId: string }>('OperationResolvePayload')
  .implement({
    description: 'The result of operationResolve.',
    fields: (t) => ({
      operation: t.field({
        type: Operation,
        description: 'The operation in its new state.',
        resolve: ({ operationId }, _, graph) => graph.noun(Operations).byId(operationId),
      }),
    }),
  });

quirkyMutation('operationResolve', {
  description:
    'Records by hand whether an operation of unknown outcome has happened, after looking in WHMCS. Nothing is sent to WHMCS.',
  // Nothing is sent to WHMCS.
  command: { none: 'lifecycle' },
  // Only staff resolve operations, because only they can look in WHMCS.
  offered: 'NOBODY',
  input: inputObject('OperationResolveInput', 'The outcome of an operation whose outcome is unknown.', {
    id: idText('The operation; its state is UNKNOWN.'),
    verdict: enumOf(OperationVerdict, 'The outcome.'),
  }),
  payload: OperationResolvePayload,
  async run({ id, verdict }, graph) {
    await graph.noun(Operations).resolve(id, verdict);
    return { operationId: id };
  },
});
