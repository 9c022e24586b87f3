import type { Json } from '../http/json.ts';
import { automationLog } from '../world/automation.ts';
import { localDay } from './local-day.ts';
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
    date: ({ date }, sent) => date.slice(0, 10) === localDay(sent),
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

/** Both days default to today. Counters are grouped by day and task, and nothing is an empty array. */
export const GetAutomationLog = read(({ params, wire, world }) => {
  const today = world.clock.today();
  const [from, to] = [params.text('startdate') || today, params.text('enddate') || today];
  const wanted = params.text('namespace') ?? '';
  const days = automationLog.filter(({ on, task }) => on >= from && on <= to && (wanted === '' || task === wanted));
  const statistics: Record<string, Record<string, Json>> = {};
  for (const [index, { on, task, counters }] of days.entries())
    (statistics[on] ??= {})[task] = Object.fromEntries(
      Object.entries(counters).map(([name, count]) => [name, wire.wavering(count, index, name)]),
    );
  return {
    currentDatetime: world.clock.now(),
    lastDailyCronInvocationTime: `${today} 11:00:00`,
    startdate: `${from} 00:00:00`,
    enddate: `${to} 23:59:59`,
    statistics: days.length === 0 && wire.untidy ? [] : statistics,
  };
});
