/** All screens as one line for each subject, and the promised figures. */
import { geometricMean, type Column } from '../table.ts';
import { screenColumns } from './columns.ts';
import type { ScreenRow } from './measure.ts';
import { BARE, subjects, type Title } from './subjects.ts';

interface Summary {
  readonly subject: Title;
  readonly rows: readonly ScreenRow[];
}

const titles: readonly Title[] = [...subjects.map(({ title }) => title), BARE];

/** Sums over the screens of a working day. Everything else is a geometric mean. */
const summed: ReadonlySet<string> = new Set(['cold', 'warm', 'waves', 'cold ms', 'over ms']);

export const summaries = (rows: readonly ScreenRow[]): Summary[] =>
  titles
    .map((subject) => ({ subject, rows: rows.filter((row) => row.subject === subject) }))
    .filter((summary) => summary.rows.length > 0);

export const summaryColumns: readonly Column<Summary>[] = [
  { title: 'subject', meaning: 'over all screens', value: ({ subject }) => subject },
  ...screenColumns
    .filter(({ title }) => title !== 'screen' && title !== 'subject')
    .map(({ value, ...column }): Column<Summary> => {
      const over = summed.has(column.title) ? sum : geometricMean;
      return { ...column, value: ({ rows }) => over(rows.map(value)) };
    }),
];

function sum(values: readonly (string | number | null)[]): number | null {
  const figures = values.filter((figure) => typeof figure === 'number');
  return figures.length === 0 ? null : figures.reduce((total, figure) => total + figure, 0);
}

/** A promised figure, and whether it was reached here. */
export interface Aim {
  readonly what: string;
  readonly figure: number;
  readonly atMost: number;
}

export function aims(rows: readonly ScreenRow[]): Aim[] {
  const of = (subject: Title): ScreenRow[] => rows.filter((row) => row.subject === subject);
  const mean = (subject: Title, figure: (row: ScreenRow) => number | null): number =>
    geometricMean(of(subject).map(figure)) ?? Number.NaN;
  const identical = ({ identical: { cpuMicros } }: ScreenRow): number => cpuMicros;
  const executed = (row: ScreenRow): number | null => row.executed && row.executed.cpuMicros;
  return [
    {
      what: 'identical: CPU over the bare server',
      figure: mean('gateway', identical) / mean(BARE, identical),
      atMost: 2.2,
    },
    {
      what: 'executed: CPU over the upper bound',
      figure: mean('gateway', executed) / mean('upper bound', executed),
      atMost: 2,
    },
    {
      what: 'cold: milliseconds over the least, of the slowest screen',
      figure: Math.max(...of('gateway').map(({ cold }) => (cold ? cold.ms - cold.leastMs : Number.NaN))),
      atMost: 30,
    },
  ];
}
