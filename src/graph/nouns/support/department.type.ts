/** Support departments in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { Department, Departments } from './department.ts';

builder.objectType(Department, {
  name: 'TicketDepartment',
  description: 'Where tickets are answered. WHMCS: GetSupportDepartments.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Department,
  fields: (t) => ({
    whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
    name: t.string({ description: 'As the operator named it.', resolve: (department) => department.tell('name') }),
    awaitingReply: t.int({
      description: 'How many of its tickets wait for staff. For staff.',
      resolve: staffOnly((department) => department.tell('awaitingReply')),
    }),
    openTickets: t.int({
      description: 'How many of its tickets are not closed. For staff.',
      resolve: staffOnly((department) => department.tell('openTickets')),
    }),
  }),
});

findable('TicketDepartment', (graph, { id }) => graph.noun(Departments).byId(id));

builder.queryField('ticketDepartments', (t) =>
  t.field({
    type: [Department],
    description: 'All support departments. WHMCS: GetSupportDepartments.',
    resolve: (_, __, graph) => graph.noun(Departments).all(),
  }),
);
