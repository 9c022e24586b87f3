/** Asks for the rows of a command, whole or in pages. */
import { paramNames, type ReadCommand } from '../../whmcs/command.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { nullIfMissing } from '../base/found.ts';
import { pagesOf } from '../read/list-source.ts';
import { listed, openCursors, paginate, type Cursors, type Page, type PageArgs, type Source } from '../read/paging.ts';
import { scopeOf, type ResolverContext, type Scope } from '../read/scope.ts';
import { countAt, numberIn, type Row } from './columns.ts';
import type { AnyRows } from './rows-declaration.ts';

/** A question for rows. */
export interface RowsAsked<Shown> {
  readonly params: object;
  /** The field that asks, and the thing that it belongs to: what cursors are valid for. */
  readonly identity: readonly unknown[];
  /** Null for a row that is not shown. */
  readonly show: (row: Row) => Shown | null;
}

export const isPaged = ({ params }: Pick<ReadCommand, 'params'>): boolean => paramNames(params).includes('limitnum');

/** Whether a row is the owner's: WHMCS silently ignores a filter that it does not know, and then answers rows of all clients. */
export const isOwn = ({ client }: AnyRows, row: Row, ownerId: number | null): boolean =>
  client === undefined || ownerId === null || row[client] === ownerId;

/** All rows that one call answers; null if what they belong to is gone. */
export function allRows<Shown>(
  { command, rows }: AnyRows,
  { params, show }: RowsAsked<Shown>,
  graph: ResolverContext,
): MaybePromise<Shown[] | null> {
  return andThen(nullIfMissing(scopeOf(graph).session.read(command, params)), (answer) =>
    answer === null ? null : (rows(answer) ?? []).flatMap((row) => show(row) ?? []),
  );
}

/** A page of the rows. A command without pages answers all of them, of which the gateway takes the page. */
export function pageOfRows<Shown extends object>(
  declaration: AnyRows,
  asked: RowsAsked<Shown>,
  page: PageArgs,
  graph: ResolverContext,
): MaybePromise<Page<Shown>> {
  const scope = scopeOf(graph);
  const source: Source<Shown> = isPaged(declaration.command)
    ? pagesOf(
        scope.session,
        declaration.command,
        (part) => ({ ...asked.params, ...part }),
        (answer) => ({
          rows: (declaration.rows(answer) ?? []).map((row) => ({ id: numberIn(row['id']), row })),
          totalresults: countAt(answer, 'totalresults'),
          startnumber: countAt(answer, 'startnumber'),
        }),
        ({ row }) => asked.show(row),
      )
    : (offset, limit) => andThen(allRows(declaration, asked, graph), (all) => listed(all ?? [])(offset, limit));
  return paginate(page, source, cursorsFor(asked.identity, scope));
}

/** Plain cursors for viewers that see everything; sealed ones for others, valid for this viewer and these rows. */
function cursorsFor(identity: readonly unknown[], { viewer, seal }: Scope): Cursors {
  return viewer.clients === null ? openCursors : seal(() => JSON.stringify([viewer.name, ...identity]));
}
