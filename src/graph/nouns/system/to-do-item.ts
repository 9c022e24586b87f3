/** To-do items of staff. */
import { GetToDoItems } from '../../../whmcs/commands/to-do-items.ts';
import { Administrator, Administrators } from './administrator.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';

export const ToDoItem = noun('ToDoItem', {
  description: 'Something that staff have noted to do. WHMCS: GetToDoItems.',
  called: { one: 'to-do item', many: 'to-do items' },
  list: {
    command: GetToDoItems,
    rows: 'items',
    id: 'id',
    filters: (filter) => ({
      status: filter.text('status', 'Only those in this status; Incomplete stands for all that are not completed.'),
    }),
  },
  fields: (f) => ({
    title: f.text('title', 'What is to be done.'),
    description: f.text('description', 'Details.'),
    status: f.text('status', 'Where it stands: New, Pending, In Progress, Completed, or what the operator added.'),
    administratorId: f.id('admin', "WHMCS's number of the assigned administrator; null if none is assigned."),
    administrator: f.link(
      Administrator,
      (id, _, graph) => graph.noun(Administrators).of(id),
      'admin',
      'The assigned administrator; null if none is assigned.',
    ),
    createdOn: f.day('date', 'The day of the item.'),
    dueOn: f.day('duedate', 'The day by which it has to be done.'),
  }),
  offered: 'staff',
  byHand: ['one'],
});
export type ToDoItem = ThingOf<typeof ToDoItem>;
