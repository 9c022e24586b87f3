/**
 * Declares rows that a command answers and that no other answer tells of, such as statuses, log entries or notes. `rowsQuery` shows them
 * by a query of their own, and as a field of things that ask for them; `children` only as a field of their thing.
 */
import type { ObjectRef } from '@pothos/core';
import type { ReadCommand } from '../../whmcs/command.ts';
import { andThen } from '../../maybe-promise.ts';
import { Entity } from '../base/entity.ts';
import { builder, type Types } from './builder.ts';
import { numberIn, type Row } from './columns.ts';
import type { FactHolder } from './declared-field.ts';
import { ownerOf } from './owner.ts';
import { everyones } from './row-types.ts';
import type { AnyRows, AnyUnder, Children, RowsQuery, Under } from './rows-declaration.ts';
import { rowFields, type Ask, type RowFields } from './row-fields.ts';
import { isPaged } from './rows-source.ts';
import { nobodys, numberedRowType, rowType, type RowShape, type RowType } from './shown-row.ts';

/** The type of a thing under which rows are shown. */
export type ParentType<P extends object> = ObjectRef<Types, P> | (new (...given: never[]) => P);

/** Rows that are declared, to be shown under things as well. */
export interface DeclaredRows<C extends ReadCommand> {
  /** Adds a field to a type: the rows that its things ask for. */
  under<P extends object>(parent: ParentType<P>, field: string, under: Under<C, P>): void;
}

export function rowsQuery<C extends ReadCommand, R extends object>(
  name: string,
  declaration: RowsQuery<C, R>,
): DeclaredRows<C>;
export function rowsQuery(name: string, declaration: unknown): { under: Hang } {
  if (!isQuery(declaration)) throw new TypeError(`${name}: this is no declaration of rows`);
  const { command, description, params, offered } = declaration;
  const isForStaff = offered === 'staff';
  const rows = rowFields(declaration, (shape) => rowType(shape), isForStaff);
  const { filters } = rows;
  const ask: Ask = () => ({ params: { ...params }, of: nobodys, identity: [name] });
  const options = { description: `${description} WHMCS: ${command.name}.`, filters, ask, isForStaff };
  builder.queryField(name, (t) =>
    rows.isConnection
      ? t.field({ ...rows.connection(t.arg, options), ...(isPaged(command) && everyones(command.name)) })
      : t.field(rows.list(t.arg, options)),
  );
  return { under: (parent, field, under) => hang(parent, field, under, rows) };
}

export function children<C extends ReadCommand, R extends object, P extends object>(
  parent: ParentType<P>,
  field: string,
  declaration: Children<C, R, P>,
): void;
export function children(parent: ParentType<object>, field: string, declaration: unknown): void {
  if (!isOfChildren(declaration)) throw new TypeError(`${field}: this is no declaration of rows`);
  const { id, offered } = declaration;
  const declare = (shape: RowShape<Row>): RowType<Row> =>
    id === undefined ? rowType(shape) : numberedRowType(shape, (row) => numberIn(row[id]));
  hang(parent, field, declaration, rowFields(declaration, declare, offered === 'staff'));
}

type AnyQuery = AnyRows & RowsQuery<ReadCommand, Row> & { readonly params?: object };
type AnyChildren = AnyRows & Children<ReadCommand, Row, object>;

/** The signatures have checked the declarations against their commands. */
const isQuery = (value: unknown): value is AnyQuery => isOfRows(value) && 'offered' in value;
const isOfChildren = (value: unknown): value is AnyChildren => isOfRows(value);
const isOfRows = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'command' in value && 'rows' in value && 'fields' in value;

type Hang = (parent: ParentType<object>, field: string, under: AnyUnder) => void;

/** Adds the field of a thing that asks for the rows. */
function hang(parent: ParentType<object>, field: string, under: AnyUnder, rows: RowFields): void {
  const { description, params, offered, currency, without = [] } = under;
  const unknown = without.find((name) => !(name in rows.filters));
  if (unknown !== undefined) throw new TypeError(`${field}: there is no argument ${unknown} to leave out`);
  const ask: Ask = (thing, graph) =>
    andThen(params(thing), (asked) => {
      if (asked === null) return null;
      const ownerId = ownerIdOf(thing);
      const of = { ownerId, currency: currency ? currency(thing, graph) : ownerOf(graph, ownerId) };
      return { params: { ...asked }, of, identity: [field, asked] };
    });
  const options = {
    description: `${description} WHMCS: ${rows.command.name}.`,
    filters: Object.fromEntries(Object.entries(rows.filters).filter(([name]) => !without.includes(name))),
    ask,
    isForStaff: offered === 'staff',
    isEarly: typeof parent === 'function' && parent.prototype instanceof Entity,
  };
  builder.objectField(parent, field, (t) =>
    rows.isConnection ? t.field(rows.connection(t.arg, options)) : t.field(rows.list(t.arg, options)),
  );
}

const ownerIdOf = (thing: object | FactHolder): number | null => ('ownerId' in thing ? thing.ownerId : null);
