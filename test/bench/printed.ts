/** A report as text. */
import type { Report } from './bench.ts';
import type { Effort, Length } from './load.ts';
import { operationColumns } from './operation-columns.ts';
import { screenColumns } from './screens/columns.ts';
import { aims, summaries, summaryColumns, type Aim } from './screens/summary.ts';
import { legend, table } from './table.ts';

const MEGABYTE = 1024 * 1024;

export function printed(report: Report): string {
  const { operations, screens, growth, overload } = report;
  const reached: Aim[] = screens.length > 0 ? aims(screens) : [];
  if (growth) reached.push({ what: 'memory: last heap over first', figure: growth.ratio, atMost: 1.05 });
  if (overload)
    reached.push(
      { what: 'overload: median of refusals in ms', figure: overload.refused.p50Ms, atMost: 50 },
      { what: 'overload: p99 of refusals in ms', figure: overload.refused.p99Ms, atMost: 250 },
      {
        what: 'overload: p99 of refusals over that of /health/live',
        figure: overload.refused.p99Ms / overload.health.p99Ms,
        atMost: 5,
      },
    );
  return [
    preface(report),
    operations.length > 0 && [...legend(operationColumns), '', ...table(operationColumns, operations)],
    screens.length > 0 && [...legend(screenColumns), '', ...table(screenColumns, screens)],
    screens.length > 0 && [
      'Over all screens: sums of calls, waves and cold milliseconds, geometric means of everything else.',
      '',
      ...table(summaryColumns, summaries(screens)),
    ],
    growth &&
      growth.looks.map(
        ({ questions, heapBytes, rssBytes }) =>
          `${questions.toLocaleString('en')} distinct questions: ${megabytes(heapBytes)} of heap after collection, ${megabytes(rssBytes)} in all`,
      ),
    overload && [
      `overload: ${overload.offeredPerSecond} questions a second, ten times what WHMCS answers:`,
      ...(['answered', 'refused', 'health'] as const).map(
        (what) =>
          `  ${what}: ${overload[what].count}, p50 ${ms(overload[what].p50Ms)}, p99 ${ms(overload[what].p99Ms)}`,
      ),
    ],
    reached.length > 0 && reached.map(said),
  ]
    .filter((block) => block !== false && block !== null)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function preface({ machine, connections, effort }: Report): string[] {
  return [
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}), load from the same machine over ${connections} connections:`,
    ...Object.entries(effort).map(([name, spent]) => `  ${name}: ${spentOn(spent)}`),
  ];
}

const spentOn = ({ warmUp, measured }: Effort): string => `${length(measured)} after ${length(warmUp)} of warm-up`;

const length = (spent: Length): string => ('amount' in spent ? `${spent.amount} requests` : `${spent.duration} s`);

const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

const ms = (figure: number): string => `${figure.toFixed(1)} ms`;

const said = ({ what, figure, atMost }: Aim): string =>
  `${what}: ${figure.toFixed(2)}, at most ${atMost} ${figure <= atMost ? 'wanted' : 'WANTED'}`;
