/** The queries for operations. */
import { builder } from '../../schema-kit/builder.ts';
import { connectionOf, pageArgs } from '../../schema-kit/connection.type.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import type { PageArgs } from '../../read/paging.ts';
import type { ResolverContext } from '../../read/scope.ts';
import { Operations } from './operation.ts';
import { OperationType } from './operation.type.ts';

const OperationConnection = connectionOf('Operation', OperationType, 'operations');

builder.queryField('operation', (t) =>
  t.field({
    type: OperationType,
    description:
      'One of your mutations by its id, as the journal records it; null if there is none, or it is about a client that you do not see in this request.',
    args: { id: t.arg.id({ required: true, description: 'The id, as in `UnknownOutcomeError.operationId`.' }) },
    resolve: (_, { id }, graph) => graph.noun(Operations).byId(id),
  }),
);

builder.queryField('operations', (t) =>
  t.field({
    type: OperationConnection,
    description: 'All operations of all viewers that the journal still has, newest first.',
    args: pageArgs(t.arg),
    resolve: staffOnly((_: object, args: PageArgs, graph: ResolverContext) => graph.noun(Operations).page(args)),
  }),
);

builder.queryField('unresolvedOperations', (t) =>
  t.field({
    type: OperationConnection,
    description: 'Operations whose outcome is not known yet, oldest first.',
    args: pageArgs(t.arg),
    resolve: staffOnly((_: object, args: PageArgs, graph: ResolverContext) => graph.noun(Operations).unresolved(args)),
  }),
);
