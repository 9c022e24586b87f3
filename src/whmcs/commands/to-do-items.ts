/** To-do items of staff: GetToDoItems, GetToDoItemStatuses, UpdateToDoItem. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { MissingError } from '../errors.ts';
import { fieldsUpdated } from '../reconcile/fields.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { dateParam, idParam, optional } from '../wire/params.ts';
import { count, date, id, listOf, text } from '../wire/values.ts';

/** No answer with rows is documented: these are the columns that UpdateToDoItem writes. */
const row = z.object({ id, date, title: text, description: text, admin: id, status: text, duedate: date });

export const GetToDoItems = read('GetToDoItems', {
  params: z.strictObject({ ...pageParams, status: z.string().optional() }),
  answer: page({ items: listOf('item', row).default([]) }),
  keep: 'list',
  topics: ['toDoItems'],
  mentions: { toDoItem: 'items[].id' },
  probe: { limitnum: 1 },
});

/** The statuses that the operator has set up, with WHMCS's counts. */
export const GetToDoItemStatuses = read('GetToDoItemStatuses', {
  params: z.strictObject({}),
  answer: page({ todoitemstatuses: rows('status', z.object({ type: text, count, overdue: count })) }),
  keep: 'list',
  topics: ['toDoItems'],
  probe: {},
});

const PAGE = 100;

/** No parameter of the list names an item, so that it is looked for page by page. */
async function itemIn(look: FreshRead, itemid: number): Promise<z.output<typeof row>> {
  for (let limitstart = 0; ; limitstart += PAGE) {
    const { items, totalresults } = await look(GetToDoItems, { limitstart, limitnum: PAGE });
    const item = items.find((each) => each.id === itemid);
    if (item) return item;
    if (items.length < PAGE || limitstart + PAGE >= (totalresults ?? 0))
      throw new MissingError('GetToDoItems', 'no to-do item has this number');
  }
}

const changed = z.strictObject({
  itemid: idParam,
  adminid: idParam,
  ...optional(z.string(), 'status', 'title', 'description'),
  // Documented as numbers; the list shows days.
  ...optional(dateParam, 'date', 'duedate'),
});

export const UpdateToDoItem = write('UpdateToDoItem', {
  params: changed,
  answer: z.object({ itemid: id }),
  purpose: 'support',
  repeat: 'none',
  refusals: [],
  reconcile: fieldsUpdated<
    'adminid' | 'status' | 'title' | 'description' | 'date' | 'duedate',
    z.input<typeof changed>,
    z.output<typeof row>
  >({
    named: 'itemid',
    id: ({ itemid }) => itemid,
    read: (itemid, look) => itemIn(look, itemid),
    names: ['adminid', 'status', 'title', 'description', 'date', 'duedate'],
    valueOf: (item, name) => (name === 'adminid' ? item.admin : item[name]),
  }),
  changes: { toDoItems: 'itemid' },
});
