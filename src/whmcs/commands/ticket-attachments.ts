/** Files of tickets: GetTicketAttachment. */
import { z } from 'zod';
import { read } from '../command.ts';
import { LARGE_ANSWER } from '../transport/answer-limits.ts';
import { countParam, idParam } from '../wire/params.ts';
import { text, verbatim } from '../wire/values.ts';

export const GetTicketAttachment = read('GetTicketAttachment', {
  largest: LARGE_ANSWER,
  params: z.strictObject({
    /** The number of the ticket, the reply or the note. */
    relatedid: idParam,
    type: z.enum(['ticket', 'reply', 'note']),
    index: countParam,
  }),
  // The file in base64.
  answer: z.object({ filename: text, data: verbatim }),
  keep: 'record',
  topics: ['tickets'],
  probe: { relatedid: 1, type: 'ticket', index: 0 },
});
