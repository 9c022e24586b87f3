/** Aligned text: a line for each row, a column for each figure. */

export interface Column<Row> {
  readonly title: string;
  readonly meaning: string;
  /** Null if the row has no such figure. */
  readonly value: (row: Row) => string | number | null;
  /** Decimals of a number. */
  readonly digits?: number;
  /** Whether the table ends with its geometric mean, which is fair to small and large figures alike. */
  readonly mean?: boolean;
}

/** Columns and rows as lines; titles first, means last if some column has one. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const cell = (column: Column<Row>, row: Row): string => printed(column, column.value(row));
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => cell(column, row)))];
  const means = columns.map(({ mean, value, digits }) => {
    const average = mean ? geometricMean(rows.map(value)) : null;
    return average === null ? '' : printed({ digits }, average);
  });
  if (means.some((mean) => mean !== '')) lines.push(['geometric mean', ...means.slice(1)]);
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const isText = columns.map(({ value }) => rows.some((row) => typeof value(row) === 'string'));
  return lines.map((line) =>
    line
      .map((text, index) => (isText[index] ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** The meanings of the columns, a line for each. */
export function legend<Row>(columns: readonly Column<Row>[]): string[] {
  const width = Math.max(...columns.map(({ title }) => title.length));
  return columns.map(({ title, meaning }) => `${title.padEnd(width)}  ${meaning}`);
}

function printed({ digits = 0 }: { readonly digits?: number | undefined }, value: string | number | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Null if the values hold no figure. */
export function geometricMean(values: readonly (string | number | null)[]): number | null {
  const figures = values.filter((figure) => typeof figure === 'number');
  return figures.length === 0
    ? null
    : Math.exp(figures.reduce((sum, figure) => sum + Math.log(figure), 0) / figures.length);
}
