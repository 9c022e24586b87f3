/**
 * Loads several entities at once. WHMCS answers for one entity, for one client's list, or for the list of all clients. The cheapest way
 * is taken: one call for each entity, one page for each client that owns several, or a sweep of the whole list. Entities that a list
 * does not have are looked up one by one.
 */
import type { ReadCommand } from '../../whmcs/command.ts';
import type { Way } from './plan.ts';
import type { Rows, Source } from './paging.ts';
import type { Session } from './session.ts';
import { LONGEST_PAGE } from './walk.ts';

export interface Wanted {
  readonly id: number;
  /** The client, if it is known or the id hints at it. */
  readonly owner: number | null;
}

export interface Ways<T> {
  /** The kind of entity, for `extensions.whmcs.plan`. */
  readonly things: string;
  readonly point: { readonly command: ReadCommand; ask(id: number): Promise<T | null> };
  readonly list: {
    readonly command: ReadCommand;
    ofClient(owner: number): Source<T>;
    /** The list of all clients; null if the viewer may not see it. */
    readonly all: Source<T> | null;
  };
}

/** The most pages that a sweep may read. */
export const LONGEST_SWEEP = 20;

/** The entities by number: null if an entity does not exist or this viewer may not see it; an Error if its lookup failed. */
export async function batchLoad<T extends { readonly whmcsId: number }>(
  session: Session,
  wanted: readonly Wanted[],
  ways: Ways<T>,
): Promise<Map<number, T | null | Error>> {
  const ids = [...new Set(wanted.map(({ id }) => id))];
  const found = new Map<number, T | null | Error>();
  const take = ({ rows }: Rows<T>) => {
    for (const entity of rows) if (entity !== null) found.set(entity.whmcsId, entity);
  };
  if (session.planner.count(ids) > 1) {
    const owners = ownersOfSeveral(session, wanted);
    const taken = decide(session, ids, wanted, owners, ways);
    const pages = taken.flatMap((way) => pagesOn(way, owners, ways));
    await Promise.all(pages.map(async ({ source, offset }) => take(await source(offset, LONGEST_PAGE))));
  }
  await Promise.all(
    ids
      .filter((id) => !found.has(id))
      .map(async (id) => found.set(id, await ways.point.ask(id).catch((error: unknown) => asError(error)))),
  );
  return found;
}

/** The pages that a way reads. */
function pagesOn<T>(
  { way, calls }: Way,
  owners: readonly number[],
  { list }: Ways<T>,
): { readonly source: Source<T>; readonly offset: number }[] {
  if (way === 'lists') return owners.map((owner) => ({ source: list.ofClient(owner), offset: 0 }));
  const { all } = list;
  if (way !== 'sweep' || !all) return [];
  return Array.from({ length: calls }, (_, page) => ({ source: all, offset: page * LONGEST_PAGE }));
}

function decide(
  session: Session,
  ids: readonly number[],
  wanted: readonly Wanted[],
  owners: readonly number[],
  { things, point, list }: Ways<unknown>,
): readonly Way[] {
  const { latency, planner } = session;
  const count = planner.count(ids);
  const pointMs = latency.ms(point.command.name, 1);
  const pageMs = latency.ms(list.command.name, LONGEST_PAGE);
  const ways: [Way, ...Way[]] = [{ way: 'points', calls: count, ms: count * pointMs }];
  if (owners.length > 0) {
    const listed = new Set(owners);
    const others = wanted.filter(({ owner }) => owner === null || !listed.has(owner));
    const alone = planner.count([...new Set(others.map(({ id }) => id))]);
    const rows = Math.ceil((count - alone) / owners.length);
    const ms = owners.length * latency.ms(list.command.name, rows) + alone * pointMs;
    ways.push({ way: 'lists', calls: owners.length + alone, ms });
  }
  const total = session.totalOf(list.command);
  const known = total === undefined ? undefined : Math.max(1, Math.ceil(total / LONGEST_PAGE));
  const pages = list.all ? planner.pages(known, count) : Infinity;
  if (pages <= LONGEST_SWEEP) ways.push({ way: 'sweep', calls: pages, ms: pages * pageMs });
  const taken = planner.take(ways);
  for (const { way } of taken) session.plan.push({ things, wanted: count, ways, chosen: way });
  return taken;
}

/** The owners of at least two different entities. */
function ownersOfSeveral({ planner }: Session, wanted: readonly Wanted[]): number[] {
  const byOwner = new Map<number, Set<number>>();
  for (const { id, owner } of wanted) {
    if (owner === null) continue;
    const owned = byOwner.get(owner);
    if (owned) owned.add(id);
    else byOwner.set(owner, new Set([id]));
  }
  return [...byOwner].filter(([, ids]) => planner.count([...ids]) > 1).map(([owner]) => owner);
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
