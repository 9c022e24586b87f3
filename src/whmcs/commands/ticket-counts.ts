/** Statuses of tickets, and how many tickets there are: GetSupportStatuses, GetTicketCounts. */
import { z } from 'zod';
import { read } from '../command.ts';
import { page, rows } from '../wire/page.ts';
import { idParam, optionParam } from '../wire/params.ts';
import { count, ids, mapOf, objectOf, text } from '../wire/values.ts';

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

export const GetTicketCounts = read('GetTicketCounts', {
  params: z.strictObject({
    // From 9.0 WHMCS counts only the departments of the administrator behind the credential without it.
    ignoreDepartmentAssignments: optionParam.optional(),
    includeCountsByStatus: optionParam.optional(),
  }),
  answer: z.object({
    /** The departments that are counted. */
    filteredDepartments: ids,
    allActive: count,
    awaitingReply: count,
    flaggedTickets: count,
    /** Keyed by the title in small letters without blanks and hyphens. */
    status: mapOf(objectOf(z.object({ title: text, count }))).optional(),
  }),
  keep: 'list',
  topics: ['tickets'],
  probe: { ignoreDepartmentAssignments: true },
});
