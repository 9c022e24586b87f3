/** Figures of the whole installation, as the administrators of WHMCS see them. */
import type { Answer } from '../../../whmcs/command.ts';
import { GetStats } from '../../../whmcs/commands/statistics.ts';
import type { Day } from '../../../whmcs/wire/values.ts';
import { single } from '../../schema-kit/declare-single.ts';
import { defaultCurrency } from '../catalogue/currency.ts';

type Stats = Answer<typeof GetStats>;
type Timeline = NonNullable<Stats['timeline_data']>;
/** The figures of one day, under the names that they have by day. */
type FiguresOfDay = { [K in keyof Timeline]: Timeline[K][string] } & { readonly on: Day };

/** WHMCS groups by figure and then by day. Newest first, as WHMCS has the days. */
function daysOf(timeline: Timeline): FiguresOfDay[] {
  const days = new Set(Object.values(timeline).flatMap((byDay) => Object.keys(byDay)));
  return [...days]
    .toSorted()
    .toReversed()
    .map((on) => ({
      on,
      new_orders: timeline.new_orders[on],
      accepted_orders: timeline.accepted_orders[on],
      income: timeline.income[on],
      expenditure: timeline.expenditure[on],
      new_tickets: timeline.new_tickets[on],
    }));
}

single('Statistics', {
  description: 'Figures of the whole installation. Amounts are in the default currency.',
  command: GetStats,
  filters: (filter) => ({
    timelineDays: filter.count('timeline_days', 'For how many days back `timeline` has figures: 1 to 90.', {
      min: 1,
      max: 90,
    }),
  }),
  query: { name: 'statistics', description: 'Figures of the whole installation: income, orders, tickets.' },
  offered: 'staff',
  currency: defaultCurrency,
  row: (answer) => answer,
  fields: (f) => ({
    income: f.part((row) => row, 'Payments, less refunds.', {
      name: 'IncomeStatistics',
      description: 'Payments of all clients, less refunds.',
      fields: (part) => ({
        today: part.money('income_today', 'Today.'),
        thisMonth: part.money('income_thismonth', 'In this month.'),
        thisYear: part.money('income_thisyear', 'In this year.'),
        allTime: part.money('income_alltime', 'Since the beginning.'),
      }),
    }),
    orders: f.part((row) => row, 'Orders.', {
      name: 'OrderStatistics',
      description: 'How many orders there are.',
      fields: (part) => ({
        pendingCount: part.count('orders_pending', 'Those that wait to be accepted.'),
        todayCount: part.count('orders_today_total', 'Those of today.'),
        todayPendingCount: part.count('orders_today_pending', 'Those of today that wait to be accepted.'),
        todayActiveCount: part.count('orders_today_active', 'Those of today that were accepted.'),
        todayFraudCount: part.count('orders_today_fraud', 'Those of today that were marked as fraud.'),
        todayCancelledCount: part.count('orders_today_cancelled', 'Those of today that were cancelled.'),
        yesterdayCount: part.count('orders_yesterday_total', 'Those of yesterday.'),
        yesterdayPendingCount: part.count('orders_yesterday_pending', 'Those of yesterday that wait to be accepted.'),
        yesterdayActiveCount: part.count('orders_yesterday_active', 'Those of yesterday that were accepted.'),
        yesterdayFraudCount: part.count('orders_yesterday_fraud', 'Those of yesterday that were marked as fraud.'),
        yesterdayCancelledCount: part.count('orders_yesterday_cancelled', 'Those of yesterday that were cancelled.'),
        thisMonthCount: part.count('orders_thismonth_total', 'Those of this month.'),
        thisYearCount: part.count('orders_thisyear_total', 'Those of this year.'),
      }),
    }),
    tickets: f.part((row) => row, 'Tickets of the departments of the administrator behind the API credential.', {
      name: 'TicketStatistics',
      description: 'How many tickets there are in the departments of the administrator behind the API credential.',
      fields: (part) => ({
        activeCount: part.count('tickets_allactive', 'Those that are not closed.'),
        awaitingReplyCount: part.count('tickets_awaitingreply', 'Those that wait for staff.'),
        flaggedCount: part.count('tickets_flaggedtickets', 'Those that are flagged to that administrator.'),
        openCount: part.count('tickets_open', 'Those in status Open.'),
        answeredCount: part.count('tickets_answered', 'Those in status Answered.'),
        customerReplyCount: part.count('tickets_customerreply', 'Those in status Customer-Reply.'),
        closedCount: part.count('tickets_closed', 'Those in status Closed.'),
        onHoldCount: part.count('tickets_onhold', 'Those in status On Hold.'),
        inProgressCount: part.count('tickets_inprogress', 'Those in status In Progress.'),
      }),
    }),
    pendingCancellationCount: f.count('cancellations_pending', 'Cancellation requests that are not processed.'),
    dueToDoItemCount: f.count('todoitems_due', 'To-do items that are due.'),
    openNetworkIssueCount: f.count('networkissues_open', 'Network issues that are not resolved.'),
    uninvoicedBillableItemCount: f.count('billableitems_uninvoiced', 'Billable items on no invoice.'),
    validQuoteCount: f.count('quotes_valid', 'Quotes that are still valid.'),
    staffOnlineCount: f.count('staff_online', 'Administrators who are signed in.'),
    timeline: f.list(
      ({ timeline_data: timeline }) => timeline && daysOf(timeline),
      'Figures by day, newest first; null without `timelineDays`.',
      {
        name: 'StatisticsDay',
        description: 'Figures of one day.',
        fields: (part) => ({
          on: part.day('on', 'The day.'),
          newOrderCount: part.count('new_orders', 'Orders of the day.'),
          acceptedOrderCount: part.count('accepted_orders', 'Orders that were accepted.'),
          income: part.money('income', 'Payments.'),
          expenditure: part.money('expenditure', 'Refunds and fees.'),
          newTicketCount: part.count('new_tickets', 'Tickets that were opened.'),
        }),
      },
    ),
  }),
});
