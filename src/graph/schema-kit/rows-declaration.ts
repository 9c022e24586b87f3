/** What is said of rows that a command answers: as a file declares them, with the types of their columns, and as the schema kit reads it. */
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import type { ColumnOf, Row } from './columns.ts';
import type { Fields } from './declared-field.ts';
import type { FieldKit } from './field-kit.ts';
import type { FilterKit, Filters } from './list-filters.ts';
import type { Under } from './under.ts';

/** The rows `R` of a command, and how they are shown. */
export interface RowsOf<C extends ReadCommand, R extends object> {
  /** The type of a row. */
  readonly type: string;
  /** What one row is: the description of the type. */
  readonly each: string;
  /** What several rows are called where they are shown in pages, if that does not follow from the type. */
  readonly many?: string;
  readonly command: C;
  /** The rows of an answer. */
  readonly rows: (answer: Answer<C>) => readonly R[] | null | undefined;
  /** The arguments, each for a parameter. */
  readonly filters?: (filter: FilterKit<Params<C>>) => Filters;
  readonly fields: (f: FieldKit<R>) => Fields<R>;
  /** A connection is for lists that can be long: it pages by WHMCS where the command has pages, and here where it has none. */
  readonly as?: 'list' | 'connection';
  /** The column of the client who owns a row. Rows of other clients than the parent's are left out. */
  readonly client?: ColumnOf<R, number, 'id'>;
}

export interface RowsQuery<C extends ReadCommand, R extends object> extends RowsOf<C, R> {
  /** The description of the query. The command is added. */
  readonly description: string;
  /** What is sent with every question. */
  readonly params?: Params<C>;
  /** `staff`: nobody else sees the query and the type of its rows. */
  readonly offered: 'staff' | 'everyone';
}

export interface Children<C extends ReadCommand, R extends object, P> extends RowsOf<C, R>, Under<C, P> {}

/** Rows with a number of their own, which have an id in the graph, and which mutations may name. */
export interface NumberedChildren<C extends ReadCommand, R extends object, P> extends Children<C, R, P> {
  /** The column of WHMCS's own number. */
  readonly id: ColumnOf<R, number, 'id'>;
  /** A query for one of them, by its global id, or by its number and that of its parent. The command is added to its description. */
  readonly one?: { readonly name: string; readonly description: string };
}

/** Rows of any command. */
export type AnyRows = RowsOf<ReadCommand, Row>;
