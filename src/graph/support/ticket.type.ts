/** Tickets in the graph. */
import { builder } from '../builder.ts';
import { Client } from '../clients/client.ts';
import { connectionOf } from '../connection.type.ts';
import { Domain } from '../domains/domain.ts';
import { andThen } from '../entity.ts';
import { findable, Node } from '../node.type.ts';
import { Service } from '../services/service.ts';
import { staffOnly } from '../staff.ts';
import { TicketAttachment } from './attachment.type.ts';
import { Department } from './department.ts';
import { Ticket } from './ticket.ts';
import { OPERATOR } from './ticket-message-facts.ts';
import { TicketMessage, TicketNote } from './ticket-message.type.ts';
import type { TicketFacts } from './ticket-facts.ts';

const priorities = {
  LOW: { description: 'Can wait.' },
  MEDIUM: { description: "WHMCS's own where nothing is said." },
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

/** Facts that are shown as they are told. */
type Plain = Exclude<keyof TicketFacts, 'priority' | 'openedAt' | 'lastReplyAt' | 'concern' | 'messages'>;
const fact =
  <F extends Plain>(name: F) =>
  (ticket: Ticket) =>
    ticket.tell(name);

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
        resolve: (ticket, _, { clock }) =>
          andThen(ticket.tell(name), (told) => (told === null ? null : clock.instant(told))),
      });
    return {
      whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
      number: t.string({
        description: 'The number that people see (tid): "516757", "GLY-907775".',
        resolve: fact('number'),
      }),
      subject: t.string({ description: 'What it is about.', resolve: fact('subject') }),
      status: t.string({
        description: 'Where it stands: Open, Answered, Customer-Reply, Closed, or what the operator added.',
        resolve: fact('status'),
      }),
      priority: t.field({
        type: TicketPriority,
        description: 'How urgent it is.',
        resolve: (ticket) => ticket.tell('priority'),
      }),
      openedAt: at('openedAt', 'When it was opened.'),
      lastReplyAt: at('lastReplyAt', 'When anybody wrote last.'),
      requestorName: t.string({ description: 'Who opened it.', resolve: fact('requestorName') }),
      requestorEmail: t.string({
        description: 'The address of who opened it; that of staff is for staff.',
        resolve: (ticket, _, { viewer }) =>
          ticket.known('requestorType') === OPERATOR && viewer.role !== 'STAFF' ? null : ticket.tell('requestorEmail'),
      }),
      requestorType: t.string({
        description: "WHMCS's word for who opened it: Owner, Contact, Operator (staff), Guest … From 8.0.",
        resolve: fact('requestorType'),
      }),
      name: t.string({ description: 'For whom it was opened: the client, or the guest.', resolve: fact('name') }),
      email: t.string({ description: 'The address of the client, or of the guest.', resolve: fact('email') }),
      ownerName: t.string({
        description:
          "The client's name, from 8.0. Only GetTickets rows know it; reached otherwise it is null, and `client` tells the name.",
        resolve: fact('ownerName'),
      }),
      cc: t.string({ description: 'Who else gets its mails, separated by commas.', resolve: fact('cc') }),
      contactId: t.int({
        description: "WHMCS's number of the contact who opened it. Only GetTicket knows it.",
        resolve: fact('contactId'),
      }),
      department: t.field({
        type: Department,
        description: 'Where it is answered.',
        resolve: (ticket) => ticket.department,
      }),
      adminName: t.string({
        description: 'Who of staff replied last. For staff.',
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
        nullable: { list: true, items: false },
        description: 'The files of its opening message.',
        resolve: fact('attachments'),
      }),
      attachmentsRemoved: t.boolean({
        description: 'Whether WHMCS has deleted those files since.',
        resolve: fact('attachmentsRemoved'),
      }),
      messages: t.field({
        type: [TicketMessage],
        nullable: { list: true, items: false },
        description: 'The opening message and every reply, oldest first. Only GetTicket knows them.',
        resolve: (ticket) =>
          andThen(ticket.tell('messages'), (messages) => messages?.map((message) => ({ ...message, ticket })) ?? null),
      }),
      notes: t.field({
        type: [TicketNote],
        nullable: { list: true, items: false },
        description: "Staff's notes, for staff. Only GetTicket knows them.",
        resolve: staffOnly(fact('notes')),
      }),
      client: t.field({
        type: Client,
        description: 'Whose it is; null for a ticket of somebody who is no client.',
        resolve: (ticket) => ticket.client,
      }),
    };
  },
});

findable('Ticket', (graph, { id }) => graph.tickets.byId(id));

export const TicketConnection = connectionOf('Ticket', TicketRef, 'tickets');
