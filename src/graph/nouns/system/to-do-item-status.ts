/** The statuses of to-do items. Hosts add their own. */
import { GetToDoItemStatuses } from '../../../whmcs/commands/to-do-items.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';

rowsQuery('toDoItemStatuses', {
  description: 'The statuses that to-do items can have, those of the host included.',
  type: 'ToDoItemStatus',
  each: 'A status of to-do items.',
  command: GetToDoItemStatuses,
  rows: ({ todoitemstatuses }) => todoitemstatuses,
  fields: (f) => ({
    title: f.text('type', 'Its name, as `ToDoItem.status` has it.'),
    itemCount: f.count('count', 'How many to-do items have it.'),
    overdueCount: f.count('overdue', 'How many of them are past their day.'),
  }),
  offered: 'staff',
});
