/** To-do items of staff: GetToDoItems. */
import { z } from 'zod';
import { read } from '../command.ts';
import { page, pageParams } from '../wire/page.ts';
import { date, id, listOf, text } from '../wire/values.ts';

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
