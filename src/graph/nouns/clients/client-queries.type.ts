/** The queries for clients: by number, by email address, and as a list. */
import { builder } from '../../schema-kit/builder.ts';
import { everyones } from '../../schema-kit/row-types.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { badInput } from '../../base/errors.ts';
import { numberOf } from '../../base/global-id.ts';
import { clientByNumber } from './client-look-up.ts';
import { OrderDirection } from '../../schema-kit/order-direction.type.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { Client, Clients } from './client.ts';
import { ClientConnection, ClientStatusInput } from './client.type.ts';

const ClientOrderField = builder.enumType('ClientOrderField', {
  description: 'What clients can be ordered by. WHMCS 8.2 and later.',
  values: {
    ID: { description: "WHMCS's own number." },
    FIRST_NAME: { description: 'First name.' },
    LAST_NAME: { description: 'Last name.' },
    COMPANY_NAME: { description: 'Company.' },
    EMAIL: { description: 'Email address.' },
    GROUP: { ...forStaff, description: "The client group's number. Staff only." },
    REGISTERED_ON: { description: 'The day of registration.' },
    STATUS: { description: 'The status, by its word.' },
  },
});

const ClientOrder = builder.inputType('ClientOrder', {
  description: 'The order of a list of clients.',
  fields: (t) => ({
    field: t.field({ type: ClientOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Which end comes first.' }),
  }),
});

builder.queryField('client', (t) =>
  t.field({
    type: Client,
    description: 'One client, by exactly one of the arguments. WHMCS: GetClientsDetails.',
    args: {
      id: t.arg.id({ description: "Global id or WHMCS's number." }),
      email: t.arg.string({ description: 'The exact email address, ignoring case.' }),
    },
    resolve: (_, { id, email }, graph, info) => {
      if ((id == null) === (email == null)) throw badInput('client takes exactly one of id and email');
      return id == null
        ? graph.noun(Clients).byEmail(email ?? '')
        : clientByNumber(numberOf('Client', id), graph, info);
    },
  }),
);

builder.queryField('clients', (t) =>
  t.field({
    type: ClientConnection,
    description: 'The clients that you see. WHMCS: GetClients.',
    args: {
      ...pageArgs(t.arg),
      search: t.arg.string({ description: 'The start of an address, of a first, last or full name, or of a company.' }),
      status: t.arg({ type: ClientStatusInput, description: 'Only clients in this status.' }),
      orderBy: t.arg({ type: ClientOrder, description: "The order; WHMCS's own if absent." }),
    },
    ...everyones('GetClients'),
    resolve: (_, args, graph) => graph.noun(Clients).page(args),
  }),
);
