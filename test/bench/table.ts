/** A report as text: what the columns mean, and one aligned table. */
import type { Report, Row } from './bench.ts';
import { columns, type Column } from './columns.ts';
import type { Effort, Length } from './load.ts';

export function table(report: Report): string {
  const { rows } = report;
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => cell(column, row)))];
  const means = columns.map((column) => (column.mean ? printed(column, geometricMean(column, rows)) : ''));
  if (rows.some(({ warm }) => warm)) lines.push(['geometric mean', ...means.slice(1)]);
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const aligned = lines.map((line) =>
    line
      .map((text, index) => align(text, widths[index] ?? 0, columns[index]))
      .join('  ')
      .trimEnd(),
  );
  return [...preface(report), '', ...aligned].join('\n');
}

function preface({ machine, connections, effort }: Report): string[] {
  const titleWidth = Math.max(...columns.map(({ title }) => title.length));
  const spent = ({ warmUp, measured }: Effort): string => `${said(measured)} after ${said(warmUp)} of warm-up`;
  return [
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}), load from the same machine over ${connections} connections:`,
    `${spent(effort.gateway)} for the gateway, ${spent(effort.bare)} for the bare server.`,
    '',
    ...columns.map(({ title, meaning }) => `${title.padEnd(titleWidth)}  ${meaning}`),
  ];
}

const said = (length: Length): string => ('amount' in length ? `${length.amount} requests` : `${length.duration} s`);

const cell = (column: Column, row: Row): string => printed(column, column.value(row));

function printed({ digits = 0 }: Column, value: string | number | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const isText = (column: Column | undefined): boolean => column?.title === 'operation' || column?.title === 'as';

const align = (text: string, width: number, column: Column | undefined): string =>
  isText(column) ? text.padEnd(width) : text.padStart(width);

function geometricMean({ value }: Column, rows: readonly Row[]): number | null {
  const figures = rows.map(value).filter((figure) => typeof figure === 'number');
  return figures.length === 0
    ? null
    : Math.exp(figures.reduce((sum, figure) => sum + Math.log(figure), 0) / figures.length);
}
