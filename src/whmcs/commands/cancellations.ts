/** Requests of clients to cancel a service: GetCancelledPackages, AddCancelRequest. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { reached } from '../reconcile/status.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { idParam } from '../wire/params.ts';
import { dateTime, id, owner, text } from '../wire/values.ts';

const row = z.object({
  id,
  date: dateTime,
  /** The service: a row does not name its client. */
  relid: id,
  reason: text,
  type: text,
  created_at: dateTime,
  updated_at: dateTime,
});

export const GetCancelledPackages = read('GetCancelledPackages', {
  params: z.strictObject(pageParams),
  answer: page({ packages: rows('package', row) }),
  keep: 'list',
  topics: ['cancellations'],
  probe: { limitnum: 1 },
});

const PAGE = 100;
/** On a larger installation nothing is proved: the order of the list is not documented. */
const MOST_PAGES = 5;

/** Whether there is a request for a service; null if the list is too long to tell. */
async function isRequested(serviceid: number, look: FreshRead): Promise<string | null> {
  for (let limitstart = 0; limitstart < PAGE * MOST_PAGES;) {
    const { packages, totalresults } = await look(GetCancelledPackages, { limitstart, limitnum: PAGE });
    if (packages.some(({ relid }) => relid === serviceid)) return 'requested';
    limitstart += packages.length;
    if (packages.length === 0 || limitstart >= (totalresults ?? Infinity)) return 'none';
  }
  return null;
}

export const AddCancelRequest = write('AddCancelRequest', {
  params: z.strictObject({
    serviceid: idParam,
    type: z.enum(['Immediate', 'End of Billing Period']).optional(),
    reason: z.string().optional(),
  }),
  answer: z.object({ serviceid: id, userid: owner }),
  purpose: 'support',
  repeat: 'error',
  refusals: ['Service ID Not Found', 'Existing Cancellation Request Exists'],
  reconcile: reached<{ readonly serviceid: number }>({
    named: 'serviceid',
    id: ({ serviceid }) => serviceid,
    read: isRequested,
    to: 'requested',
    absenceProves: true,
  }),
  changes: { cancellations: true },
});
