/**
 * Pages of the lists of a viewer who sees several clients, of which WHMCS can filter by one: merged from one list for each client, or
 * swept for in everybody's list, whichever takes fewer calls. Where both would take too many, the list is read in parts, some clients
 * at a time: in the same order every time, to the end, and as far at once as calls may be made.
 */
import type { ReadCommand } from '../../whmcs/command.ts';
import { allOf, andThen, type MaybePromise } from '../base/maybe-promise.ts';
import { badInput } from '../base/errors.ts';
import type { Flaw } from './flaws.ts';
import { merged, type Compare } from './merge.ts';
import { DEFAULT_PAGE, listed, listTotal, paginate, placeOf, RowEdge, windowOf } from './paging.ts';
import type { Cursors, Edge, Page, PageArgs, Place, Source } from './paging.ts';
import { cheapest, type Way } from './plan.ts';
import type { Session } from './session.ts';
import { everyRow, filtered, LONGEST_PAGE } from './walk.ts';

/** One kind of list, of whosever things. */
export interface Listing<T> {
  readonly command: ReadCommand;
  /** One client's, or everybody's; what the viewer may not see is null in it. */
  readonly sourceOf: (client: number | null) => Source<T>;
  /** The order of what several clients have. */
  readonly order: Compare<T>;
  /** What WHMCS cannot filter by. */
  readonly keep?: ((thing: T) => boolean) | undefined;
  /** Whether it is filtered by something that may be somebody else's, such as a name: that there is none is told as late as if there were. */
  readonly isGuess?: boolean;
}

interface Named<T> extends Listing<T> {
  /** What is listed, in the graph's word. */
  readonly things: string;
}

interface Numbered {
  readonly whmcsId: number;
}

/** For so few clients nobody is asked how long everybody's list is. */
const FEW_CLIENTS = 8;

/** The rest of a budget is for what is asked of the rows. */
const SHARE = 1 / 2;

/** Clients in a part: so that half a dozen lists may be read at once. */
const partSizeOf = (budget: number): number => Math.max(1, Math.min(25, Math.floor(budget / 8)));

/** @param clients in ascending order, at least two */
export function pageOfSeveral<T extends Numbered>(
  args: PageArgs,
  clients: readonly number[],
  listing: Named<T>,
  session: Session,
  cursors: Cursors,
): MaybePromise<Page<T>> {
  // Before anything is asked.
  windowOf(args, cursors);
  const after = args.after == null ? null : placeOf(args.after, 'after', cursors);
  const isForward = args.last == null && args.before == null && !args.offset;
  const before = args.before == null ? null : placeOf(args.before, 'before', cursors);
  if ((after?.part ?? before?.part) && !isForward)
    throw badInput('this list is too long to be read but forwards: ask with first and after');
  if (after?.part) return inParts(args, clients, listing, session, cursors, after);
  return andThen(wayFor(clients.length, listing, session), ({ way, calls }) => {
    // Who came by a position in the whole list goes on by it.
    if (calls > session.allowance.budget * SHARE && isForward && !after)
      return inParts(args, clients, listing, session, cursors);
    return paginate(args, way === 'sweep' ? swept(listing) : together(clients, listing), cursors);
  });
}

/** The cheaper way; for that it may have to be asked how long everybody's list is, by its first page. */
function wayFor<T>(clients: number, { command, sourceOf, things }: Named<T>, session: Session): MaybePromise<Way> {
  const ms = session.costs.ms(command.name, LONGEST_PAGE);
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

/** The clients' lists as one. */
function together<T extends Numbered>(clients: readonly number[], { sourceOf, order, keep }: Listing<T>): Source<T> {
  return merged(clients, (client) => (keep ? filtered(sourceOf(client), keep) : sourceOf(client)), order);
}

/**
 * What the viewer may see of everybody's list, in order; its pages are asked for together. What is missing from it may be anybody's, so
 * that nothing is said of it.
 */
function swept<T extends Numbered>({ sourceOf, order, keep = () => true }: Listing<T>): Source<T> {
  const everybodys = sourceOf(null);
  const page = (offset: number) => (everybodys.page ?? everybodys)(offset, LONGEST_PAGE);
  const read = () =>
    andThen(page(0), ({ rows, total }) =>
      andThen(allOf(offsetsUpTo(total ?? 0, rows.length).map(page)), () =>
        everyRow(everybodys, ({ whmcsId }) => whmcsId),
      ),
    );
  let all: MaybePromise<T[]> | undefined;
  return (offset, limit) =>
    andThen((all ??= andThen(read(), (found) => found.filter(keep).toSorted(order))), (rows) =>
      listed(rows)(offset, limit),
    );
}

/** Where the pages after the first begin, if all are as long as that. */
const offsetsUpTo = (total: number, length: number): number[] =>
  Array.from(
    { length: length > 0 ? Math.max(0, Math.ceil(total / length) - 1) : 0 },
    (_, index) => (index + 1) * length,
  );

/**
 * A page of what the clients have, some clients after the others. Where the calls do not do for all of it, it ends before, and says so.
 *
 * @param after where the page before ended
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
  // A cursor's first client may be the viewer's no longer; then those after it are another part, from its start.
  let start = rest[0] === after?.part?.from ? (after?.position ?? -1) + 1 : 0;
  const leftBefore = session.allowance.left;
  for (;;) {
    const [from] = rest;
    if (from === undefined) break;
    const part = { from, clients: size };
    const [these, others] = [rest.slice(0, size), rest.slice(size)];
    const wanted = limit - edges.length;
    // One more tells whether it is all.
    const told = await together(these, listing)(start, wanted + 1);
    const { rows } = told;
    flaws.push(...(told.flaws ?? []));
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
