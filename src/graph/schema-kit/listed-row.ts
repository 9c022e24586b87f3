/** A row of a list, with what the door needs to know of it. */
import type { Row } from './columns.ts';
import type { RowView } from './declared-field.ts';

export interface ListedRow {
  readonly id: number | null;
  readonly owner: number | null;
  /** Whether staff alone see it. */
  readonly forStaff: boolean;
  readonly account: RowView;
  readonly row: Row;
}
