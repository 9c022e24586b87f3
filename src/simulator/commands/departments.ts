import { list } from './table-command.ts';
import { hasStatus } from './tickets.ts';

/** Rows count their tickets. */
export const GetSupportDepartments = list({
  from: ({ departments }, { params }) =>
    departments.filter((department) => department.assigned || params.flag('ignore_dept_assignments')),
  rows: 'departments.department',
  unpaged: true,
  row: ({ id, name }, { wire, world }) => {
    const count = (status: string): number =>
      world.tickets.all().filter((ticket) => ticket.deptid === id && hasStatus(ticket, status)).length;
    return {
      id: wire.numeral(id),
      name: wire.text(name),
      awaitingreply: wire.numeral(count('Awaiting Reply')),
      opentickets: wire.numeral(count('All Active Tickets')),
    };
  },
});
