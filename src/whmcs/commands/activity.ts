/** The activity log of the installation: GetActivityLog, LogActivity. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { createdRow } from '../reconcile/row.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { idParam, optional } from '../wire/params.ts';
import { dateTime, id, text } from '../wire/values.ts';

/** Before 8.0 `userid` names the client; since then it repeats it, and `userId` is a user. */
const entry = z
  .object({
    id,
    clientId: id,
    userId: id,
    adminId: id,
    date: dateTime,
    description: text,
    username: text,
    ipaddress: text,
    userid: id,
  })
  .transform((row) => ({ ...row, clientId: row.clientId === undefined ? row.userid : row.clientId }));

export const GetActivityLog = read('GetActivityLog', {
  params: z.strictObject({
    ...pageParams,
    clientid: idParam.optional(),
    // `date` has the format of the installation.
    ...optional(z.string(), 'date', 'user', 'description', 'ipaddress'),
  }),
  answer: page({ activity: rows('entry', entry) }),
  keep: 'list',
  topics: ['activity'],
  probe: { limitnum: 1 },
});

const logged = z.strictObject({ clientid: idParam.optional(), description: z.string() });

/** Busy installations log more while an answer is lost: then nothing is proved. */
const NEWEST = 100;

export const LogActivity = write('LogActivity', {
  params: logged,
  answer: z.object({}),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [],
  reconcile: createdRow<z.input<typeof logged>, z.output<typeof entry>>({
    named: 'entryid',
    scope: ({ clientid = 0 }) => clientid,
    async list(clientid, look) {
      const { activity, totalresults } = await look(GetActivityLog, {
        ...(clientid > 0 && { clientid }),
        limitnum: NEWEST,
      });
      return { rows: activity, total: totalresults };
    },
    id: (row) => row.id,
    key: ['description'],
    like: [],
  }),
  changes: { activity: true },
});
