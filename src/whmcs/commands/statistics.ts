/** Figures and state of the whole installation: GetStats, GetAutomationLog, GetHealthStatus. */
import { z } from 'zod';
import { read } from '../command.ts';
import { dateParam, countParam, optionParam } from '../wire/params.ts';
import { count, dateTime, listOf, mapOf, money, objectOf, text, verbatim } from '../wire/values.ts';

/** By day. */
const timeline = objectOf(
  z.object({
    new_orders: mapOf(count),
    accepted_orders: mapOf(count),
    income: mapOf(money),
    expenditure: mapOf(money),
    new_tickets: mapOf(count),
  }),
);

/** Income is formatted text in the default currency. Tickets are those of the departments of the administrator behind the credential. */
export const GetStats = read('GetStats', {
  params: z.strictObject({ timeline_days: countParam.max(90).optional() }),
  answer: z.object({
    income_today: money,
    income_thismonth: money,
    income_thisyear: money,
    income_alltime: money,
    orders_pending: count,
    orders_today_cancelled: count,
    orders_today_pending: count,
    orders_today_fraud: count,
    orders_today_active: count,
    orders_today_total: count,
    orders_yesterday_cancelled: count,
    orders_yesterday_pending: count,
    orders_yesterday_fraud: count,
    orders_yesterday_active: count,
    orders_yesterday_total: count,
    orders_thismonth_total: count,
    orders_thisyear_total: count,
    tickets_allactive: count,
    tickets_awaitingreply: count,
    tickets_flaggedtickets: count,
    tickets_open: count,
    tickets_answered: count,
    tickets_customerreply: count,
    tickets_closed: count,
    tickets_onhold: count,
    tickets_inprogress: count,
    cancellations_pending: count,
    todoitems_due: count,
    networkissues_open: count,
    billableitems_uninvoiced: count,
    quotes_valid: count,
    staff_online: count,
    timeline_data: timeline.optional(),
  }),
  keep: 'list',
  money: true,
  topics: ['orders', 'tickets', 'transactions', 'toDoItems', 'quotes', 'services', 'administrators'],
  probe: {},
});

/** The counters of one task; where a task has a single number, it stands alone. */
const counters = z
  .unknown()
  .transform((task) => (typeof task === 'object' && task !== null ? task : { count: task }))
  .pipe(z.record(z.string(), count));

/** `statistics` is grouped by day and then by task; no example of it is documented. */
export const GetAutomationLog = read('GetAutomationLog', {
  params: z.strictObject({
    startdate: dateParam.optional(),
    enddate: dateParam.optional(),
    namespace: z.string().optional(),
  }),
  answer: z.object({
    currentDatetime: dateTime,
    lastDailyCronInvocationTime: dateTime,
    startdate: dateTime,
    enddate: dateTime,
    statistics: mapOf(mapOf(counters)).prefault({}),
  }),
  keep: 'list',
  topics: ['installation'],
  probe: {},
});

const check = z.object({ name: text, type: text, severityLevel: text, body: verbatim });

/** The answer is not documented: these are checks that installations report, with HTML in their texts. */
export const GetHealthStatus = read('GetHealthStatus', {
  params: z.strictObject({ fetchStatus: optionParam.optional() }),
  answer: z.object({
    checks: objectOf(
      z.object({
        success: listOf('check', check).default([]),
        warning: listOf('check', check).default([]),
        danger: listOf('check', check).default([]),
      }),
    ).prefault({}),
  }),
  keep: 'list',
  topics: ['installation'],
  remote: 'server (fetchStatus=true)',
  probe: {},
});
