/** The statuses of tickets. Hosts add their own. */
import { GetSupportStatuses } from '../../../whmcs/commands/ticket-counts.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';

rowsQuery('ticketStatuses', {
  description: 'The statuses that tickets can have, those of the host included.',
  type: 'TicketStatus',
  each: 'A status of tickets.',
  command: GetSupportStatuses,
  rows: ({ statuses }) => statuses,
  filters: (filter) => ({
    departmentId: filter.id('TicketDepartment', 'deptid', 'The department whose tickets are counted; all if absent.'),
  }),
  fields: (f) => ({
    title: f.lasting(f.text('title', 'Its name, as `Ticket.status` has it.')),
    color: f.lasting(f.text('color', 'Its colour, such as "#779500". From WHMCS 8.0.')),
    ticketCount: f.staff(f.count('count', 'How many tickets have it. For staff.')),
  }),
  offered: 'everyone',
});
