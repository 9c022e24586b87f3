/** Statuses of tickets, and how many tickets there are: GetSupportStatuses. */
import { z } from 'zod';
import { read } from '../command.ts';
import { page, rows } from '../wire/page.ts';
import { idParam } from '../wire/params.ts';
import { count, text } from '../wire/values.ts';

/** The colour is reported from 8.0. */
const status = z.object({ title: text, count, color: text });

export const GetSupportStatuses = read('GetSupportStatuses', {
  params: z.strictObject({ deptid: idParam.optional() }),
  answer: page({ statuses: rows('status', status) }),
  keep: 'reference',
  // Rows count their tickets.
  topics: ['tickets'],
  probe: {},
});
