/** The fields that show declared rows: as a list, or as a connection. */
import type { ArgBuilder } from '@pothos/core';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { prefetchable, withMeta, type FieldMeta } from '../base/field-meta.ts';
import type { Page, PageArgs } from '../read/paging.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { Types } from './builder.ts';
import type { Row } from './columns.ts';
import { connectionOf, pageArgs } from './connection.type.ts';
import { FieldKit } from './field-kit.ts';
import { askedBy, filterArgs, FilterKit, type Filters } from './list-filters.ts';
import type { AnyRows } from './rows-declaration.ts';
import { allRows, isOwn, isPaged, pageOfRows, type RowsAsked } from './rows-source.ts';
import type { RowShape, RowType, ShownRow } from './shown-row.ts';
import { staffOnly } from './staff.ts';
import type { Asked } from './under.ts';

/** What the thing asks for that has the field; null if there is nothing to ask. */
export type Ask = (thing: object, graph: ResolverContext) => MaybePromise<AskedRows | null>;

interface AskedRows extends Asked {
  /** Whose list it is, for its cursors. */
  readonly identity: readonly unknown[];
}

interface FieldOptions {
  /** With the command. */
  readonly description: string;
  readonly filters: Filters;
  readonly ask: Ask;
  readonly isForStaff: boolean;
  /** Whether it hangs on nothing but numbers of its thing. */
  readonly isEarly?: boolean;
}

type Args = ArgBuilder<Types>;
type Resolve<A, Shown> = (thing: object, args: A, graph: ResolverContext) => Shown;

export type RowFields = ReturnType<typeof rowFields>;

/** The shape of the rows' type. */
export const shapeOf = ({ type, each, command, fields }: AnyRows, isForStaff: boolean): RowShape<Row> => ({
  name: type,
  description: `${each} WHMCS: ${command.name}.`,
  columns: fields(new FieldKit<Row>()),
  isForStaff,
});

/** Makes the fields that show rows of a declared type. */
export function rowFields(declaration: AnyRows, { type, show }: RowType<Row>) {
  const { type: name, many = pluralOf(name), command, as = 'list' } = declaration;
  if (as === 'list' && isPaged(command))
    throw new TypeError(`${name}: ${command.name} has pages, so that its rows are a connection`);
  const asking = (
    { params, of, identity }: AskedRows,
    filters: Filters,
    given: object,
    { clock }: ResolverContext,
  ): RowsAsked<ShownRow> => {
    const asked = askedBy(filters, { ...given }, clock);
    return {
      params: { ...params, ...asked.sent },
      identity: [...identity, asked.identity],
      show: (row) => (isOwn(declaration, row, of.ownerId) ? show(row, of) : null),
    };
  };

  const common = { command, filters: declaration.filters?.(new FilterKit<unknown>()) ?? {} };
  if (as === 'list')
    return {
      ...common,
      isConnection: false as const,
      list: (arg: Args, options: FieldOptions) => ({
        type: [type] satisfies [unknown],
        description: options.description,
        args: filterArgs(options.filters, arg),
        resolve: offered(
          options,
          (thing, given: object, graph): MaybePromise<ShownRow[] | null> =>
            andThen(
              options.ask(thing, graph),
              (asked) => asked && allRows(declaration, asking(asked, options.filters, given, graph), graph),
            ),
          { whole: 'list' },
        ),
      }),
    };
  const connection = connectionOf(name, type, many);
  return {
    ...common,
    isConnection: true as const,
    connection: (arg: Args, options: FieldOptions) => ({
      type: connection,
      description: options.description,
      args: { ...pageArgs(arg), ...filterArgs(options.filters, arg) },
      resolve: offered(
        options,
        (thing, { first, after, last, before, offset, ...given }: PageArgs, graph): MaybePromise<Page<object> | null> =>
          andThen(options.ask(thing, graph), (asked) => {
            const page = { first, after, last, before, offset };
            return asked && pageOfRows(declaration, asking(asked, options.filters, given, graph), page, graph);
          }),
        isPaged(command) ? {} : { whole: 'page' },
      ),
    }),
  };
}

function offered<A extends object, Shown>(
  { isForStaff, isEarly = false }: FieldOptions,
  resolve: Resolve<A, Shown>,
  meta: FieldMeta,
): Resolve<A, Shown> {
  const marked = withMeta(isEarly ? prefetchable(resolve) : resolve, meta);
  return isForStaff ? staffOnly(marked) : marked;
}

/** "OrderStatus" is one of the "order statuses". */
function pluralOf(typename: string): string {
  const words = typename.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.endsWith('s') ? `${words}es` : `${words.replace(/y$/, 'ie')}s`;
}
