/** How many tickets there are. */
import { GetTicketCounts } from '../../../whmcs/commands/ticket-counts.ts';
import { single } from '../../schema-kit/declare-single.ts';

single('TicketCounts', {
  description: 'How many tickets there are.',
  command: GetTicketCounts,
  // Without the first, WHMCS 9.0 counts only the departments of the administrator behind the credential.
  params: { ignoreDepartmentAssignments: true, includeCountsByStatus: true },
  query: { name: 'ticketCounts', description: 'How many tickets there are, in all departments.' },
  offered: 'staff',
  row: ({ status = {}, ...counts }) => {
    const statuses = Object.values(status);
    return { ...counts, statuses, all: statuses.reduce((sum, { count }) => sum + (count ?? 0), 0) };
  },
  fields: (f) => ({
    all: f.count('all', 'All tickets, closed ones included.'),
    active: f.count('allActive', 'Those whose status counts as active.'),
    awaitingReply: f.count('awaitingReply', 'Those that wait for staff.'),
    flagged: f.count('flaggedTickets', 'Active ones that are flagged for the administrator behind the credential.'),
    byStatus: f.list(({ statuses }) => statuses, 'By status.', {
      name: 'TicketStatusCount',
      description: 'How many tickets are in a status.',
      fields: (part) => ({
        title: part.text('title', 'The name of the status, as `Ticket.status` has it.'),
        ticketCount: part.count('count', 'How many tickets are in it.'),
      }),
    }),
    departmentIds: f.texts(
      "WHMCS's numbers of the departments that are counted. From WHMCS 9.0.",
      ({ filteredDepartments }) => filteredDepartments?.map(String),
    ),
  }),
});
