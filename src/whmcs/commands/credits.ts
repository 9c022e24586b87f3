/** The log of a client's credit: GetCredits, AddCredit. The balance itself is `credit` in GetClientsDetails. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { created } from '../reconcile/created.ts';
import { amountOf } from '../reconcile/hashed.ts';
import { page, rows } from '../wire/page.ts';
import { dateParam, decimalParam, idParam } from '../wire/params.ts';
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

/** The log tells by its sign whether credit was added or used; installations may differ in that. */
const sizeOf = (amount: string | null | undefined): string => amountOf(amount ?? '').replace('-', '');

const newCredit = z.strictObject({
  clientid: idParam,
  description: z.string().min(1),
  amount: decimalParam,
  date: dateParam.optional(),
  adminid: idParam.optional(),
  type: z.enum(['add', 'remove']).optional(),
});

export const AddCredit = write('AddCredit', {
  params: newCredit,
  answer: z.object({ newbalance: money }),
  purpose: 'billing',
  repeat: 'money',
  refusals: [
    'Type can only be add or remove',
    'Client ID Not Found',
    'Admin ID Not Found',
    'No Amount Provided',
    'Amount must be in decimal format: ### or ###.##',
    'Date Format is not Valid',
  ],
  once: ({ clientid }) => clientid,
  // The log has no pages. The balance tells less, because payments and automation move it as well.
  reconcile: created<z.input<typeof newCredit>>({
    named: 'creditid',
    scope: ({ clientid }) => clientid,
    key: ({ amount }) => [sizeOf(amount)],
    like: ({ description }) => [description],
    async list(clientid, look) {
      const { credits } = await look(GetCredits, { clientid });
      return {
        total: credits.length,
        found: credits.map(({ id: creditid, amount, description }) => ({
          id: creditid,
          key: [sizeOf(amount)],
          like: [description ?? ''],
          ids: { creditid: creditid ?? 0 },
        })),
      };
    },
  }),
  changes: { credit: true },
});
