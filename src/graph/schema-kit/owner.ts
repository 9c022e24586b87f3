/**
 * Who owns things: the noun of clients, of which the rest of the graph needs to know no more than this. That noun says at startup how an
 * owner is found.
 */
import type { MaybePromise } from '../base/maybe-promise.ts';
import type { CurrencySource } from '../entity/money.ts';
import type { ResolverContext } from '../read/scope.ts';

/** The currency of an owner is that of its things. */
export interface Owner extends CurrencySource {
  readonly whmcsId: number;
  readonly globalId: MaybePromise<string>;
}

type Find = (graph: ResolverContext, id: number | null) => Owner | null;

const known: { find?: Find } = {};

/** Says how an owner is found by number; null where it is nobody, or not for the viewer to see. */
export const ownersAre = (find: Find): void => void (known.find = find);

export const ownerOf = (graph: ResolverContext, id: number | null): Owner | null => known.find?.(graph, id) ?? null;
