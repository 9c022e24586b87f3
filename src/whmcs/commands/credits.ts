/** The log of a client's credit: GetCredits. The balance itself is `credit` in GetClientsDetails. */
import { z } from 'zod';
import { read } from '../command.ts';
import { page, rows } from '../wire/page.ts';
import { idParam } from '../wire/params.ts';
import { date, id, money, owner, text } from '../wire/values.ts';

/** `relid` is the invoice that the credit paid; negative amounts are credit that was used. */
const row = z.object({ id, date, description: text, amount: money, relid: id });

export const GetCredits = read('GetCredits', {
  params: z.strictObject({ clientid: idParam }),
  answer: page({ clientid: owner, credits: rows('credit', row) }),
  keep: 'list',
  topics: ['credit'],
  owner: 'clientid',
  filters: { clientid: 'clientid' },
  money: true,
  probe: { clientid: 1 },
});
