import type { Params } from './params.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly start: number;
}

/** `limitstart` and `limitnum`: 25 rows by default, without a known maximum. */
export function pageOf<Row>(rows: readonly Row[], params: Params): Page<Row> {
  const start = Math.max(params.int('limitstart'), 0);
  const limit = params.int('limitnum') > 0 ? params.int('limitnum') : 25;
  return { rows: rows.slice(start, start + limit), total: rows.length, start };
}

/** MySQL's collation compares without case. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

export function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
