/** What WHMCS's daily run did. */
import type { Answer } from '../../../whmcs/command.ts';
import { GetAutomationLog } from '../../../whmcs/commands/statistics.ts';
import type { Day } from '../../../whmcs/wire/values.ts';
import { single } from '../../schema-kit/declare-single.ts';

type Grouped = Answer<typeof GetAutomationLog>['statistics'];

interface Counter {
  readonly name: string;
  readonly count: number | null;
}

interface Entry {
  readonly on: Day;
  readonly namespace: string;
  readonly counters: readonly Counter[];
}

/** WHMCS groups by day and then by task. */
const entriesOf = (statistics: Grouped): Entry[] =>
  Object.entries(statistics).flatMap(([on, tasks]) =>
    Object.entries(tasks).map(([namespace, counters]) => ({
      on,
      namespace,
      counters: Object.entries(counters).map(([name, count]) => ({ name, count: count ?? null })),
    })),
  );

single('AutomationLog', {
  description: "What the tasks of WHMCS's daily run did.",
  command: GetAutomationLog,
  filters: (filter) => ({
    from: filter.day('startdate', 'The first day; today if it is left out.'),
    to: filter.day('enddate', 'The last day; today if it is left out.'),
    namespace: filter.text('namespace', 'Only the task of this name: "CreateInvoices".'),
  }),
  query: { name: 'automationLog', description: "What the tasks of WHMCS's daily run did, by day." },
  offered: 'staff',
  row: (answer) => answer,
  fields: (f) => ({
    askedAt: f.instant('currentDatetime', "WHMCS's clock at the time of the answer."),
    lastDailyRunAt: f.instant('lastDailyCronInvocationTime', 'When the daily run last began.'),
    from: f.instant('startdate', 'The beginning of the log that was asked for.'),
    to: f.instant('enddate', 'The end of the log that was asked for.'),
    entries: f.list(({ statistics }) => entriesOf(statistics), 'What each task did on each day.', {
      name: 'AutomationLogEntry',
      description: 'What one task did on one day.',
      fields: (part) => ({
        on: part.day('on', 'The day.'),
        namespace: part.text('namespace', 'The name of the task.'),
        counters: part.list(({ counters }) => counters, 'What it did, by name.', {
          name: 'AutomationLogCounter',
          description: 'How often a task did something.',
          fields: (inner) => ({
            name: inner.text('name', 'What it did: "invoice.created".'),
            count: inner.count('count', 'How often.'),
          }),
        }),
      }),
    }),
  }),
});
