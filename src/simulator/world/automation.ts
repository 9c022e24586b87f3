import { dayFromEpoch } from '../clock.ts';

/** What the daily run did, by day and task. */
export interface AutomationRun {
  readonly on: string;
  readonly task: string;
  readonly counters: Readonly<Record<string, number>>;
}

/** A fortnight of runs; not every task has something to do on every day. */
export const automationLog: readonly AutomationRun[] = Array.from({ length: 14 }, (_, age) => age).flatMap((age) => {
  const on = dayFromEpoch(-age);
  return [
    { on, task: 'CreateInvoices', counters: { 'invoice.created': 3 + (age % 5) } },
    ...(age % 3 === 0 ? [{ on, task: 'AutoSuspensions', counters: { suspended: age, manual: 1 } }] : []),
    ...(age % 4 === 0 ? [{ on, task: 'CloseInactiveTickets', counters: { closed: 2 } }] : []),
  ];
});
