/**
 * The owner of entities: all that the rest of the graph needs to know about the noun of clients. That noun says at startup how an
 * owner is found.
 */
import type { MaybePromise } from '../../maybe-promise.ts';
import type { CurrencySource } from '../entity/money.ts';
import type { ResolverContext } from '../read/scope.ts';

/** The currency of an owner is that of its things. */
export interface Owner extends CurrencySource {
  readonly whmcsId: number;
  readonly globalId: MaybePromise<string>;
}

type Find = (graph: ResolverContext, id: number | null) => Owner | null;

const known: { find?: Find } = {};

/** Registers how an owner is found by number; null if there is none, or the viewer may not see it. */
export const ownersAre = (find: Find): void => void (known.find = find);

export const ownerOf = (graph: ResolverContext, id: number | null): Owner | null => known.find?.(graph, id) ?? null;
