/** Tickets in the graph. */
import { andThen } from '../../../maybe-promise.ts';
import { builder } from '../../schema-kit/builder.ts';
import { Client } from '../clients/client.ts';
import { connectionOf } from '../../schema-kit/connection.type.ts';
import { Domain } from '../domains/domain.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { Service } from '../services/service.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { fact, factId, factInstant } from '../../schema-kit/fact-fields.ts';
import { ownerHinted } from '../../base/global-id.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { lasting, prefetchable, withMeta } from '../../base/field-meta.ts';
import { Attachments } from './attachment.ts';
import { TicketAttachment } from './attachment.type.ts';
import { Department } from './department.ts';
import { Ticket, Tickets } from './ticket.ts';
import { OPERATOR } from './ticket-message-facts.ts';
import { messagesIn, TicketMessage } from './ticket-message.ts';
import { TicketNote } from './ticket-message.type.ts';

const priorities = {
  LOW: { description: 'Can wait.' },
  MEDIUM: { description: "WHMCS's default." },
  HIGH: { description: 'Cannot wait.' },
};

const TicketPriority = builder.enumType('TicketPriority', {
  description: 'How urgent a ticket is.',
  values: { ...priorities, OTHER: { description: 'A priority that the gateway does not know.' } },
});

export const TicketPriorityInput = builder.enumType('TicketPriorityInput', {
  description: 'A priority that a ticket can be given.',
  values: priorities,
});

const TicketRef = builder.objectType(Ticket, {
  name: 'Ticket',
  description: 'A conversation with support. WHMCS: GetTickets, GetTicket.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Ticket,
  fields: (t) => {
    const at = (name: 'openedAt' | 'lastReplyAt', description: string) =>
      t.field({
        type: 'DateTime',
        description,
        resolve: factInstant(name),
      });
    return {
      whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
      number: t.string({
        description: 'The number that people see (tid): "516757", "GLY-907775".',
        resolve: lasting(fact('number')),
      }),
      subject: t.string({ description: 'The subject.', resolve: lasting(fact('subject')) }),
      status: t.string({
        description: 'The status: Open, Answered, Customer-Reply, Closed, or one that the host has added.',
        resolve: fact('status'),
      }),
      priority: t.field({
        type: TicketPriority,
        description: 'How urgent it is.',
        resolve: fact('priority'),
      }),
      openedAt: at('openedAt', 'When it was opened.'),
      lastReplyAt: at('lastReplyAt', 'When the last message was written.'),
      requestorName: t.string({
        description: 'The name of the person who opened it.',
        resolve: lasting(fact('requestorName')),
      }),
      requestorEmail: t.string({
        description: 'The email address of the person who opened it; only staff see the addresses of staff.',
        resolve: (ticket, _, { viewer }) =>
          ticket.known('requestorType') === OPERATOR && viewer.role !== 'STAFF' ? null : ticket.tell('requestorEmail'),
      }),
      requestorType: t.string({
        description: "WHMCS's word for the person who opened it: Owner, Contact, Operator (staff), Guest … From 8.0.",
        resolve: lasting(fact('requestorType')),
      }),
      name: t.string({
        description: 'The name of the client or guest for whom it was opened.',
        resolve: lasting(fact('name')),
      }),
      email: t.string({ description: 'The email address of the client or guest.', resolve: lasting(fact('email')) }),
      ownerName: t.string({
        description:
          "The client's name, from 8.0. Only GetTickets reports it; elsewhere it is null, and `client` has the name.",
        resolve: lasting(fact('ownerName')),
      }),
      cc: t.string({ description: 'Other recipients of its mails, separated by commas.', resolve: fact('cc') }),
      contactId: t.id({
        description: "WHMCS's number of the contact who opened it. Only GetTicket reports it.",
        resolve: factId('contactId'),
      }),
      department: t.field({
        type: Department,
        description: 'The department that answers it.',
        resolve: withMeta((ticket) => ticket.department, { fact: 'departmentId' }),
      }),
      adminName: t.string({
        description: 'The member of staff who replied last. For staff.',
        resolve: staffOnly(fact('adminName')),
      }),
      flaggedAdminId: t.int({
        description: "WHMCS's number of the member of staff who follows it (flag). For staff.",
        resolve: staffOnly(fact('flaggedAdminId')),
      }),
      relatedService: t.field({
        type: Service,
        description: 'The service that it is about.',
        resolve: (ticket) => ticket.service,
      }),
      relatedDomain: t.field({
        type: Domain,
        description: 'The domain that it is about.',
        resolve: (ticket) => ticket.domain,
      }),
      attachments: t.field({
        type: [TicketAttachment],
        description: 'The files of its opening message.',
        resolve: withMeta(
          (ticket, _, graph) => andThen(ticket.tell('attachments'), (files) => graph.noun(Attachments).shown(files)),
          { fact: 'attachments' },
        ),
      }),
      attachmentsRemoved: t.boolean({
        description: 'Whether WHMCS has deleted those files.',
        resolve: fact('attachmentsRemoved'),
      }),
      messages: t.field({
        type: [TicketMessage],
        description: 'The opening message and every reply, oldest first. Only GetTicket reports them.',
        resolve: (ticket) => messagesIn(ticket),
      }),
      notes: t.field({
        type: [TicketNote],
        description: "Staff's notes, for staff. WHMCS: GetTicketNotes, or GetTicket if more of the ticket is selected.",
        resolve: staffOnly(fact('notes')),
      }),
      client: t.field({
        type: Client,
        description: 'The client; null for a ticket of a guest.',
        resolve: prefetchable((ticket) => ticket.client),
      }),
    };
  },
});

findable('Ticket', (graph, id, info) =>
  lookUpAndPrefetch(graph.noun(Tickets), { id: id.id, owner: ownerHinted(id) }, graph, info),
);

export const TicketConnection = connectionOf('Ticket', TicketRef, 'tickets');
