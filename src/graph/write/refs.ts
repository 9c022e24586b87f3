/** The doors of mutations: what an input names is looked up before anything is sent. */
import type { WriteScope } from './write-scope.ts';
import type { MaybePromise } from '../base/maybe-promise.ts';
import { NotFoundError } from '../base/errors.ts';
import { idIn } from './input.ts';

/**
 * Finds the invoice that an input names by `invoiceId`, and so on.
 *
 * @throws NotFoundError where there is none for this viewer
 */
export const own =
  <Thing extends { readonly ownerId: number | null }>(
    type: string,
    find: (graph: WriteScope, id: number) => MaybePromise<Thing | null>,
  ) =>
  async (graph: WriteScope, id: string): Promise<Thing> => {
    const word = type.toLowerCase();
    const thing = await find(graph, idIn(type, id, `${word}Id`));
    if (!thing) throw new NotFoundError(`There is no such ${word}.`);
    graph.session.found(thing.ownerId);
    return thing;
  };
