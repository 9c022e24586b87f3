import { toDoStatuses } from '../world/to-do-items.ts';
import { same } from './page.ts';
import { columns, numerals, texts } from './row.ts';
import { list, named, update } from './table-command.ts';

export const GetToDoItemStatuses = list({
  from: () => toDoStatuses,
  rows: 'todoitemstatuses.status',
  unpaged: true,
  row: (type, { world }) => {
    const items = world.toDoItems.all().filter(({ status }) => status === type);
    const isOverdue = (duedate: string): boolean => duedate !== '' && duedate < world.clock.today();
    const overdue = type === 'Completed' ? 0 : items.filter(({ duedate }) => isOverdue(duedate)).length;
    return { type, count: items.length, overdue };
  },
});

/** One example of this list is documented, and it is empty: the rows have the columns that UpdateToDoItem writes. */
export const GetToDoItems = list({
  from: ({ toDoItems }) => toDoItems,
  rows: 'items.item',
  where: {
    status: ({ status }, sent) => (same(sent, 'Incomplete') ? status !== 'Completed' : same(status, sent)),
  },
  empty: 'missing',
  counts: { totalresults: 'text', startnumber: 'text', numreturned: 'none' },
  row: (item, { wire }) => ({
    ...numerals(wire, item, 'id', 'admin'),
    ...columns(item, 'date', 'status'),
    ...texts(wire, item, 'title', 'description'),
    duedate: wire.day(item.duedate, item.id, 'duedate'),
  }),
});

/** No refusal is documented for this command; an unknown item has to be refused somehow. */
export const UpdateToDoItem = update(
  named(({ toDoItems }) => toDoItems, 'itemid', 'Item ID Not Found'),
  {
    columns: ['date', 'title', 'description', 'status', 'duedate'],
    change: (item, { params }) => {
      item.admin = params.int('adminid');
    },
    answer: ({ id }) => ({ itemid: String(id) }),
  },
);
