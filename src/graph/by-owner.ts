/**
 * Things wanted by number, where WHMCS answers for one number or for a client's whole list: several of one client, wanted in one
 * tick, are found with one page of the client's list.
 */
import DataLoader from 'dataloader';
import type { Source } from './paging.ts';
import { LONGEST_PAGE } from './upstream.ts';

interface Wanted {
  readonly id: number;
  /** The client, where that is known or hinted at. */
  readonly owner: number | null;
}

export type ByOwner<T> = (id: number, owner: number | null) => Promise<T | null>;

/**
 * @param sourceOf a client's list
 * @param alone finds one thing by its number, also where the owner was a wrong hint or the list is long
 */
export function byOwner<T extends { readonly whmcsId: number }>(
  sourceOf: (owner: number) => Source<T>,
  alone: (id: number) => Promise<T | null>,
): ByOwner<T> {
  const batch = (wanted: readonly Wanted[]): Promise<(T | null | Error)[]> => {
    const pages = new Map<number, ReturnType<Source<T>>>();
    for (const owner of wantedMoreThanOnce(wanted)) pages.set(owner, sourceOf(owner)(0, LONGEST_PAGE));
    const find = async ({ id, owner }: Wanted): Promise<T | null> => {
      const page = owner === null ? undefined : await pages.get(owner);
      return page?.rows.find((thing) => thing?.whmcsId === id) ?? alone(id);
    };
    return Promise.all(wanted.map((each) => find(each).catch(asError)));
  };
  // What was learnt is remembered elsewhere, and forgotten there after a write.
  const loader = new DataLoader<Wanted, T | null>(batch, { cache: false });
  return (id, owner) => loader.load({ id, owner });
}

/** The owners of at least two different things. */
function wantedMoreThanOnce(wanted: readonly Wanted[]): Set<number> {
  const firsts = new Map<number, number>();
  const owners = new Set<number>();
  for (const { id, owner } of wanted) {
    if (owner === null) continue;
    if ((firsts.get(owner) ?? id) !== id) owners.add(owner);
    else firsts.set(owner, id);
  }
  return owners;
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
