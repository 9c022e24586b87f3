/** Files of tickets in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import type { AttachmentFacts } from './attachments.ts';

export const TicketAttachment = builder.objectRef<AttachmentFacts>('TicketAttachment').implement({
  description: 'A file of a ticket, a message or a note.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place among the files of the same message, from 0.' }),
    fileName: t.exposeString('fileName', { description: 'Its name, as it was sent.' }),
    storedName: t.string({
      description: "Its name on WHMCS's disk. For staff.",
      resolve: staffOnly(({ storedName }) => storedName),
    }),
  }),
});

export const AttachmentInput = builder.inputType('AttachmentInput', {
  description: 'A file to attach.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'Its name; WHMCS accepts only the extensions that the host allows.',
    }),
    data: t.string({ required: true, description: 'Its content, as base64.' }),
  }),
});
