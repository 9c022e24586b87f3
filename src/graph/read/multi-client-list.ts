/**
 * Pages of a list for a viewer that sees several clients, while WHMCS can filter by only one. The page is merged from one list for each
 * client, or filtered from the list of all clients, whichever takes fewer calls. If both take too many, the list is read in parts of
 * some clients each. The order is always the same, and each request reads as far as its budget allows.
 */
import type { ReadCommand } from '../../whmcs/command.ts';
import { allOf, andThen, type MaybePromise } from '../../maybe-promise.ts';
import { badInput } from '../base/errors.ts';
import type { Flaw } from './flaws.ts';
import { merged, type Compare } from './merge.ts';
import { DEFAULT_PAGE, listed, listTotal, paginate, placeOf, RowEdge, windowOf } from './paging.ts';
import type { Cursors, Edge, Page, PageArgs, Place, Source } from './paging.ts';
import { cheapest, type Way } from './plan.ts';
import type { Session } from './session.ts';
import { everyRow, filtered, LONGEST_PAGE } from './walk.ts';

/** A list of one kind of entity. */
export interface Listing<T> {
  readonly command: ReadCommand;
  /** The list of one client, or of all clients; a row that the viewer may not see is null. */
  readonly sourceOf: (client: number | null) => Source<T>;
  /** The order of the merged list. */
  readonly order: Compare<T>;
  /** A filter that WHMCS does not have. */
  readonly keep?: ((entity: T) => boolean) | undefined;
  /** Whether a filter may match entities of other clients, as a name does: an empty result is then delayed as long as a full one. */
  readonly mayBeGuess?: boolean;
}

interface Named<T> extends Listing<T> {
  /** The kind of entity, for `extensions.whmcs.plan`. */
  readonly things: string;
}

interface Numbered {
  readonly whmcsId: number;
}

/** For so few clients no call is made to find out how long the list of all clients is. */
const FEW_CLIENTS = 8;

/** The part of the budget for rows; the rest is for the fields of the rows. */
const SHARE = 1 / 2;

/** The number of clients in a part: few enough to read about half a dozen lists in one operation. */
const partSizeOf = (budget: number): number => Math.max(1, Math.min(25, Math.floor(budget / 8)));

/** @param clients in ascending order, at least two */
export function multiClientPage<T extends Numbered>(
  args: PageArgs,
  clients: readonly number[],
  listing: Named<T>,
  session: Session,
  cursors: Cursors,
): MaybePromise<Page<T>> {
  // Checks the arguments before any call.
  windowOf(args, cursors);
  const after = args.after == null ? null : placeOf(args.after, 'after', cursors);
  const isForward = args.last == null && args.before == null && !args.offset;
  const before = args.before == null ? null : placeOf(args.before, 'before', cursors);
  if ((after?.part ?? before?.part) && !isForward)
    throw badInput('this list is too long to be read backwards: use first and after');
  if (after?.part) return inParts(args, clients, listing, session, cursors, after);
  return andThen(wayFor(clients.length, listing, session), ({ way, calls }) => {
    // A caller that has a position in the whole list continues by positions.
    if (calls > session.allowance.budget * SHARE && isForward && !after)
      return inParts(args, clients, listing, session, cursors);
    return paginate(args, way === 'sweep' ? swept(listing) : together(clients, listing), cursors);
  });
}

/** The cheaper way. To decide, it may read the first page of the list of all clients, which reports the length. */
function wayFor<T>(clients: number, { command, sourceOf, things }: Named<T>, session: Session): MaybePromise<Way> {
  const ms = session.latency.ms(command.name, LONGEST_PAGE);
  const lists: Way = { way: 'lists', calls: clients, ms: clients * ms };
  const decide = (total: number | null | undefined): Way => {
    const pages = total == null ? Infinity : Math.max(1, Math.ceil(total / LONGEST_PAGE));
    const ways: [Way, ...Way[]] = [lists];
    if (pages < Infinity) ways.push({ way: 'sweep', calls: pages, ms: pages * ms });
    const best = cheapest(ways);
    session.plan.push({ things, wanted: clients, ways, chosen: best.way });
    return best;
  };
  const known = session.totalOf(command);
  const isShort = known !== undefined && known <= clients * LONGEST_PAGE;
  if (isShort || clients <= FEW_CLIENTS) return decide(known);
  return andThen(sourceOf(null)(0, LONGEST_PAGE), ({ rows, total }) =>
    decide(listTotal(total, rows) ?? (rows.length < LONGEST_PAGE ? rows.length : null)),
  );
}

/** Merges the clients' lists. */
function together<T extends Numbered>(clients: readonly number[], { sourceOf, order, keep }: Listing<T>): Source<T> {
  return merged(clients, (client) => (keep ? filtered(sourceOf(client), keep) : sourceOf(client)), order);
}

/**
 * The rows of the list of all clients that the viewer may see, in order. Its pages are read concurrently. Missing rows are not reported:
 * they may belong to clients that the viewer may not see.
 */
function swept<T extends Numbered>({ sourceOf, order, keep = () => true }: Listing<T>): Source<T> {
  const everyone = sourceOf(null);
  const page = (offset: number) => (everyone.page ?? everyone)(offset, LONGEST_PAGE);
  const read = () =>
    andThen(page(0), ({ rows, total }) =>
      andThen(allOf(offsetsUpTo(total ?? 0, rows.length).map(page)), () =>
        everyRow(everyone, ({ whmcsId }) => whmcsId),
      ),
    );
  let all: MaybePromise<T[]> | undefined;
  return (offset, limit) =>
    andThen((all ??= andThen(read(), (found) => found.filter(keep).toSorted(order))), (rows) =>
      listed(rows)(offset, limit),
    );
}

/** The offsets of the pages after the first, if all have the same length. */
const offsetsUpTo = (total: number, length: number): number[] =>
  Array.from(
    { length: length > 0 ? Math.max(0, Math.ceil(total / length) - 1) : 0 },
    (_, index) => (index + 1) * length,
  );

/**
 * A page that reads one part after another. If the budget does not suffice for all of it, the page is shorter, and reports that.
 *
 * @param after the end of the previous page
 */
async function inParts<T extends Numbered>(
  { first }: PageArgs,
  clients: readonly number[],
  listing: Named<T>,
  session: Session,
  cursors: Cursors,
  after?: Place,
): Promise<Page<T>> {
  const limit = first ?? DEFAULT_PAGE;
  const size = after?.part?.clients ?? partSizeOf(session.allowance.budget);
  const most = session.allowance.budget * SHARE;
  const edges: Edge<T>[] = [];
  const flaws: Flaw[] = [];
  let rest = clients.filter((client) => client >= (after?.part?.from ?? 0));
  // The viewer may have lost the first client of the cursor; the clients after it are then a new part, which begins at its start.
  let start = rest[0] === after?.part?.from ? (after?.position ?? -1) + 1 : 0;
  const leftBefore = session.allowance.left;
  for (;;) {
    const [from] = rest;
    if (from === undefined) break;
    const part = { from, clients: size };
    const [members, others] = [rest.slice(0, size), rest.slice(size)];
    const wanted = limit - edges.length;
    // One more row shows whether the part ends here.
    const { rows, flaws: missing = [] } = await together(members, listing)(start, wanted + 1);
    flaws.push(...missing);
    const next = others[0] === undefined ? null : { position: -1, part: { from: others[0], clients: size } };
    const isAll = rows.length <= wanted;
    for (const [index, row] of rows.slice(0, wanted).entries()) {
      const isLast = isAll && index === rows.length - 1;
      const place = isLast && next ? next : { position: start + index, part };
      if (row !== null) edges.push(new RowEdge(row, place, cursors));
    }
    if (!isAll) return { ...partial(edges, true, after), flaws };
    [rest, start] = [others, 0];
    if (!next) break;
    const isFull = edges.length >= limit;
    const spent = leftBefore - session.allowance.left;
    const isSpent = Math.min(size, others.length) > Math.min(most - spent, session.allowance.left);
    if (!isFull && !isSpent) continue;
    if (!isFull) session.cut.add(`${listing.things}s`);
    return { ...partial(edges, true, after), flaws, end: endAt(next, cursors) };
  }
  return { ...partial(edges, false, after), flaws };
}

const partial = <T>(edges: readonly Edge<T>[], hasNextPage: boolean, after: Place | undefined): Page<T> => ({
  edges,
  total: null,
  hasNextPage,
  hasPreviousPage: after !== undefined,
});

const endAt = (place: Place, cursors: Cursors): { readonly cursor: string } => ({
  get cursor() {
    return cursors.at(place);
  },
});
