/** Operations in the graph. */
import type { KnownBy } from '../../../journal/entry.ts';
import { builder } from '../../schema-kit/builder.ts';
import { Client, Clients } from '../clients/client.ts';
import { findableByText, Node } from '../../schema-kit/node.type.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { Operation, Operations } from './operation.ts';
import { OperationCommand, OperationKnownBy, OperationStateType } from './operation-parts.type.ts';

const waysToKnow = {
  answer: 'ANSWER',
  reading: 'READING',
  inference: 'INFERENCE',
  staff: 'STAFF',
} as const satisfies Record<KnownBy, string>;

export const OperationType = builder.objectType(Operation, {
  name: 'Operation',
  description: 'A mutation that has sent something to WHMCS, or was about to: its outcome, and what to do next.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Operation,
  fields: (t) => ({
    mutation: t.string({
      nullable: false,
      description: 'The mutation, by its name in this graph.',
      resolve: ({ entry }) => entry.mutation,
    }),
    state: t.field({
      type: OperationStateType,
      nullable: false,
      description: 'The state.',
      resolve: ({ state }) => state,
    }),
    advice: t.string({
      nullable: false,
      description: 'What to do next, in words for people.',
      resolve: (operation) => operation.advice,
    }),
    knownBy: t.field({
      type: OperationKnownBy,
      description: 'How its outcome is known; null if it is not known.',
      resolve: ({ entry: { knownBy } }) => knownBy && waysToKnow[knownBy],
    }),
    reason: t.string({
      description: 'Why it was refused.',
      resolve: ({ entry }) => entry.refusal?.message ?? null,
    }),
    commands: t.field({
      type: [OperationCommand],
      nullable: { list: false, items: false },
      description: 'The commands that were sent to WHMCS, in order.',
      resolve: ({ entry }) => [...entry.steps],
    }),
    client: t.field({
      type: Client,
      description: 'The client that it is about.',
      resolve: ({ owner }, _, graph) => graph.noun(Clients).of(owner),
    }),
    relatedIds: t.idList({
      nullable: { list: false, items: false },
      description: 'Global ids of the entities that it created or changed, for `nodes`; empty until they are known.',
      resolve: (operation) => operation.relatedIds,
    }),
    startedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When it was requested.',
      resolve: ({ entry }) => new Date(entry.claimedAt).toISOString(),
    }),
    endedAt: t.field({
      type: 'DateTime',
      description: 'When its outcome was known; null before.',
      resolve: ({ entry: { endedAt } }) => (endedAt === null ? null : new Date(endedAt).toISOString()),
    }),
    viewer: t.string({
      description: 'The configured name of the viewer that requested it.',
      resolve: staffOnly(({ entry }: Operation) => entry.viewer),
    }),
    requestId: t.string({
      description: 'The id of the request, as in the logs.',
      resolve: staffOnly(({ entry }: Operation) => entry.requestId),
    }),
  }),
});

findableByText((graph, id) => graph.noun(Operations).byId(id));
