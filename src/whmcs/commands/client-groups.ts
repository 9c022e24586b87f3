/** Client groups: GetClientGroups. */
import { z } from 'zod';
import { read } from '../command.ts';
import { page, rows } from '../wire/page.ts';
import { flag, id, rate, text } from '../wire/values.ts';

const row = z.object({
  id,
  groupname: text,
  groupcolour: text,
  discountpercent: rate,
  susptermexempt: flag,
  separateinvoices: flag,
});

export const GetClientGroups = read('GetClientGroups', {
  params: z.strictObject({}),
  answer: page({ groups: rows('group', row) }),
  keep: 'reference',
  topics: ['clientGroups'],
  probe: {},
});
