/** Files of tickets in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { Attachment, Attachments } from './attachment.ts';

export const TicketAttachment = builder.objectType(Attachment, {
  name: 'TicketAttachment',
  description: 'A file of a ticket, a message or a note. `GET /attachments/<id>` answers its bytes.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Attachment,
  fields: (t) => ({
    index: t.int({
      description: 'Its place among the files of the same message, from 0.',
      resolve: ({ facts }) => facts.index,
    }),
    fileName: t.string({ description: 'Its name, as it was sent.', resolve: ({ facts }) => facts.fileName }),
    storedName: t.string({
      description: "Its name on WHMCS's disk. For staff.",
      resolve: staffOnly(({ facts }) => facts.storedName),
    }),
    content: t.field({
      type: 'Base64',
      description: 'Its content: of one file at a time. Null if WHMCS has deleted it. WHMCS: GetTicketAttachment.',
      // Each costs a call that carries the whole file.
      extensions: { remote: 'disk of WHMCS' },
      resolve: ({ facts }, _, graph) => graph.noun(Attachments).content(facts),
    }),
  }),
});

findable('TicketAttachment', (graph, id) => graph.noun(Attachments).bySeal(id));

builder.queryField('ticketAttachment', (t) =>
  t.field({
    type: Attachment,
    description: 'One file of a ticket, by its id. WHMCS: GetTicketAttachment.',
    args: { id: t.arg.id({ required: true, description: 'Its global id.' }) },
    resolve: (_, { id }, graph) => graph.noun(Attachments).byId(id),
  }),
);

export const AttachmentInput = builder.inputType('AttachmentInput', {
  description: 'A file to attach.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'Its name; WHMCS accepts only the extensions that the host allows.',
    }),
    data: t.string({ required: true, description: 'Its content, as base64.' }),
  }),
});
