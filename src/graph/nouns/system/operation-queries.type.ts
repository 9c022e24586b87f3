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
      'A mutation of yours by its id, as the journal tells of it; null where there is none, or it is about a client whom you do not see in this request.',
    args: { id: t.arg.id({ required: true, description: 'As `UnknownOutcomeError.operationId` tells it.' }) },
    resolve: (_, { id }, graph) => graph.noun(Operations).byId(id),
  }),
);

builder.queryField('operations', (t) =>
  t.field({
    type: OperationConnection,
    description: 'Everything that was done, or tried, by whomever: newest first, as long as the journal keeps it.',
    args: pageArgs(t.arg),
    resolve: staffOnly((_: object, args: PageArgs, graph: ResolverContext) => graph.noun(Operations).page(args)),
  }),
);

builder.queryField('unresolvedOperations', (t) =>
  t.field({
    type: OperationConnection,
    description: 'Operations of which nobody knows yet whether they have happened, oldest first.',
    args: pageArgs(t.arg),
    resolve: staffOnly((_: object, args: PageArgs, graph: ResolverContext) => graph.noun(Operations).unresolved(args)),
  }),
);
