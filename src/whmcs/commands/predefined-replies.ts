/** Replies that staff have prepared: GetTicketPredefinedCats, GetTicketPredefinedReplies. */
import { z } from 'zod';
import { read } from '../command.ts';
import { page, rows } from '../wire/page.ts';
import { idParam } from '../wire/params.ts';
import { count, id, text } from '../wire/values.ts';

const category = z.object({ id, parentid: id, name: text, replycount: count });

export const GetTicketPredefinedCats = read('GetTicketPredefinedCats', {
  params: z.strictObject({}),
  answer: page({ categories: rows('category', category) }),
  keep: 'reference',
  topics: ['predefinedReplies'],
  probe: {},
});

export const GetTicketPredefinedReplies = read('GetTicketPredefinedReplies', {
  params: z.strictObject({ catid: idParam.optional() }),
  answer: page({ predefinedreplies: rows('predefinedreply', z.object({ name: text, reply: text })) }),
  keep: 'reference',
  topics: ['predefinedReplies'],
  probe: {},
});
