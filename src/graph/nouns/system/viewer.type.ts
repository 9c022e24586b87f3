/** Who asks, in the graph. */
import type { Viewer } from '../../../access/viewer.ts';
import { builder } from '../../schema-kit/builder.ts';
import { Client, Clients } from '../clients/client.ts';

const ViewerRole = builder.enumType('ViewerRole', {
  description: 'What kind of viewer asks.',
  values: {
    STAFF: { description: 'A member of the host: sees everything.' },
    PARTNER: { description: 'Sees the things of some clients.' },
    CLIENT: { description: 'Sees his own things.' },
  },
});

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who is asking, and what they may do.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false, description: 'As the gateway is configured.' }),
    role: t.field({
      type: ViewerRole,
      nullable: false,
      description: 'What kind of viewer.',
      resolve: ({ role }) => role,
    }),
    clients: t.field({
      type: [Client],
      description: 'The clients whose things are visible; null for staff, who see all.',
      resolve: ({ clients }, _, graph) => clients?.flatMap((id) => graph.noun(Clients).of(id) ?? []) ?? null,
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: false,
    description: 'Who is asking.',
    resolve: (_, __, { viewer }) => viewer,
  }),
);
