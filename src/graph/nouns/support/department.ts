/** Support departments. */
import { GetSupportDepartments } from '../../../whmcs/commands/departments.ts';
import { reference } from '../../schema-kit/declare-reference.ts';

export const Department = reference('TicketDepartment', {
  called: 'department',
  description: 'Where tickets are answered. WHMCS: GetSupportDepartments.',
  list: {
    command: GetSupportDepartments,
    // Also the departments to which the administrator behind the credential is not assigned.
    params: { ignore_dept_assignments: true },
    rows: 'departments',
    id: 'id',
    // Every ticket invalidates the list, because it counts them; which departments there are is remembered.
    memory: {
      learn: (ids, session) => session.learnDepartments(ids),
      knows: (id, session) => session.knowsDepartment(id),
    },
  },
  query: { name: 'ticketDepartments', description: 'All support departments. WHMCS: GetSupportDepartments.' },
  fields: (f) => ({
    name: f.text('name', 'As the operator named it.'),
    awaitingReply: f.staff(f.count('awaitingreply', 'How many of its tickets wait for staff. For staff.')),
    openTickets: f.staff(f.count('opentickets', 'How many of its tickets are not closed. For staff.')),
  }),
});
export type Department = InstanceType<typeof Department>;

export const Departments = Department.Things;
