import { admin } from '../world/reference.ts';
import { read } from './command.ts';
import { columns } from './row.ts';
import { add, list } from './table-command.ts';

/** Newest first, without `numreturned`. */
export const GetActivityLog = list({
  from: ({ activity }) => activity,
  rows: 'activity.entry',
  where: {
    clientid: 'clientid',
    user: 'username',
    description: ({ description }, sent) => description.toLowerCase().includes(sent.toLowerCase()),
    ipaddress: 'ipaddress',
  },
  order: (entries) => entries.toReversed(),
  counts: { numreturned: 'none' },
  row: (entry, { wire }) => ({
    ...columns(entry, 'id', 'date', 'username', 'ipaddress'),
    clientId: entry.clientid,
    userId: 0,
    adminId: entry.adminid,
    description: wire.text(entry.description),
    userid: entry.clientid,
  }),
});

export const LogActivity = add({
  to: ({ activity }) => activity,
  row: (id, { params, world }) => ({
    id,
    clientid: params.int('clientid'),
    adminid: admin.id,
    date: world.clock.now(),
    description: params.text('description') ?? '',
    username: admin.username,
    ipaddress: '',
  }),
  answer: () => ({}),
});

export const GetAutomationLog = read(({ params, world }) => ({
  currentDatetime: world.clock.now(),
  lastDailyCronInvocationTime: `${world.clock.today()} 11:00:00`,
  startdate: params.text('startdate') ?? '',
  enddate: params.text('enddate') ?? '',
  statistics: '',
}));
