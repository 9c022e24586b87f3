/** The queries for tickets: by number, of all clients, of one client. */
import { builder } from '../../schema-kit/builder.ts';
import { everyones } from '../../schema-kit/row-types.ts';
import { Client } from '../clients/client.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { badInput } from '../../base/errors.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { named, optionalNumberOf } from '../../base/global-id.ts';
import { prefetchable } from '../../base/field-meta.ts';
import { Ticket, Tickets } from './ticket.ts';
import { TicketConnection } from './ticket.type.ts';

builder.queryField('ticket', (t) =>
  t.field({
    type: Ticket,
    description: 'One ticket, by exactly one of the arguments. WHMCS: GetTicket.',
    args: {
      id: t.arg.id({ description: "Its global id or WHMCS's number." }),
      number: t.arg.string({ description: 'The number that people see (tid).' }),
    },
    resolve: (_, { id, number }, graph, info) => {
      if (id != null && number == null) return lookUpAndPrefetch(graph.noun(Tickets), named('Ticket', id), graph, info);
      if (number != null && id == null && number.trim() !== '') return graph.noun(Tickets).byNumber(number.trim());
      throw badInput('ticket takes exactly one of id and number, and it must not be empty');
    },
  }),
);

builder.queryField('tickets', (t) =>
  t.field({
    type: TicketConnection,
    description:
      'Tickets of all clients that you see, or of one client. Only staff see tickets of guests. WHMCS: GetTickets.',
    args: {
      ...pageArgs(t.arg),
      clientId: t.arg.id({ description: 'Only tickets of this client.' }),
      departmentId: t.arg.id({ description: 'Only tickets in this department.' }),
      status: t.arg.string({
        description:
          'Only tickets in this status. WHMCS also has words for several statuses: "Awaiting Reply", "All Active Tickets" …',
      }),
      subject: t.arg.string({ description: 'Only tickets whose subject contains this text.' }),
      email: t.arg.string({ description: 'Only tickets of the guest with this email address.' }),
    },
    ...everyones('GetTickets'),
    resolve: (_, { clientId, departmentId, ...args }, graph) =>
      graph.noun(Tickets).page({
        ...args,
        clientId: optionalNumberOf('Client', clientId),
        departmentId: optionalNumberOf('TicketDepartment', departmentId),
      }),
  }),
);

builder.objectField(Client, 'tickets', (t) =>
  t.field({
    type: TicketConnection,
    description: "The client's tickets. WHMCS: GetTickets.",
    args: {
      ...pageArgs(t.arg),
      status: t.arg.string({ description: 'Only tickets in this status.' }),
    },
    resolve: prefetchable((client, args, graph) => graph.noun(Tickets).page({ ...args, clientId: client.whmcsId })),
  }),
);
