/** What the machinery of mutations may know of a noun: its name, and the door through which its things are found. */
import type { MaybePromise } from '../../maybe-promise.ts';
import type { ResolverContext } from '../read/scope.ts';

/** A thing as mutations handle it. */
export interface FoundThing {
  readonly typename: string;
  readonly whmcsId: number;
  /** The client who owns it; null if no client does. */
  readonly ownerId: number | null;
}

/** The things of one noun, as far as the viewer of one operation may see them. */
export interface Door<Thing> {
  /** @param hint the client to whom it seems to belong: it shortens the search and proves nothing */
  byId(id: number, hint?: number | null): MaybePromise<Thing | null>;
  /**
   * The thing as it is at this moment.
   *
   * @param again whether an answer that this operation fetched before does not count either
   * @param owner its client, which some doors need to find it
   */
  now(id: number, again: boolean, owner?: number | null): Promise<Thing | null>;
  /** Whether WHMCS finds the thing by no number, but in a list alone: a write reads that list afresh. */
  readonly isProvedByList?: boolean;
  /** Reads the thing back by a list that is in memory, so that one call refreshes both. */
  readBackByList?(thing: Thing): void;
}

/** A noun whose things an input may name: a class of entities with these static members, or a declared noun. */
export interface Findable<Thing extends FoundThing = FoundThing> {
  readonly typename: string;
  /** Whether a thing is not found without its client. */
  readonly isOwnersOnly?: boolean;
  doorIn(graph: ResolverContext): Door<Thing>;
}
