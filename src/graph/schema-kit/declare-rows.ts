/**
 * Declares rows that a command answers and that no other answer tells of, such as statuses, log entries or notes. `rowsQuery` shows them
 * by a query of their own, and as a field of things that ask for them; `children` only as a field of their thing.
 */
import type { ReadCommand } from '../../whmcs/command.ts';
import { andThen } from '../../maybe-promise.ts';
import { builder } from './builder.ts';
import { numberIn, type Row } from './columns.ts';
import { everyones } from './row-types.ts';
import type { AnyRows, Children, NumberedChildren, RowsQuery } from './rows-declaration.ts';
import { numberedChildren, type DeclaredChildren } from './children-door.ts';
import type { Findable } from '../entity/findable.ts';
import { rowFields, shapeOf, type Ask, type RowFields } from './row-fields.ts';
import { isPaged } from './rows-source.ts';
import { nobodys, numberedRowType, rowType } from './shown-row.ts';
import { argumentsUnder, askedUnder, isEarlyUnder, type AnyUnder, type ParentType, type Under } from './under.ts';

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
  const rows = rowFields(declaration, rowType(shapeOf(declaration, isForStaff)));
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
  parent: ParentType<P> & Findable,
  field: string,
  declaration: NumberedChildren<C, R, P>,
): DeclaredChildren;
export function children<C extends ReadCommand, R extends object, P extends object>(
  parent: ParentType<P>,
  field: string,
  declaration: Children<C, R, P>,
): void;
export function children(
  parent: ParentType<object> | (ParentType<object> & Findable),
  field: string,
  declaration: unknown,
): DeclaredChildren | undefined {
  if (!isOfChildren(declaration)) throw new TypeError(`${field}: this is no declaration of rows`);
  const shape = shapeOf(declaration, declaration.offered === 'staff');
  if (declaration.id === undefined || !('doorIn' in parent)) {
    hang(parent, field, declaration, rowFields(declaration, rowType(shape)));
    return undefined;
  }
  const { id } = declaration;
  const type = numberedRowType<Row>(shape, (row) => numberIn(row[id]));
  hang(parent, field, declaration, rowFields(declaration, type));
  return numberedChildren({ parent, rows: declaration, under: declaration, type, one: declaration.one });
}

type AnyQuery = AnyRows & RowsQuery<ReadCommand, Row> & { readonly params?: object };
type AnyChildren = AnyRows &
  Children<ReadCommand, Row, object> &
  Partial<Pick<NumberedChildren<ReadCommand, Row, object>, 'id' | 'one'>>;

/** The signatures have checked the declarations against their commands. */
const isQuery = (value: unknown): value is AnyQuery => isOfRows(value) && 'offered' in value;
const isOfChildren = (value: unknown): value is AnyChildren => isOfRows(value);
const isOfRows = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'command' in value && 'rows' in value && 'fields' in value;

type Hang = (parent: ParentType<object>, field: string, under: AnyUnder) => void;

/** Adds the field of a thing that asks for the rows. */
function hang(parent: ParentType<object>, field: string, under: AnyUnder, rows: RowFields): void {
  const ask: Ask = (thing, graph) =>
    andThen(askedUnder(thing, under, graph), (asked) => asked && { ...asked, identity: [field, asked.params] });
  const options = {
    description: `${under.description} WHMCS: ${rows.command.name}.`,
    filters: argumentsUnder(field, under, rows.filters),
    ask,
    isForStaff: under.offered === 'staff',
    isEarly: isEarlyUnder(parent),
  };
  builder.objectField(parent, field, (t) =>
    rows.isConnection ? t.field(rows.connection(t.arg, options)) : t.field(rows.list(t.arg, options)),
  );
}
