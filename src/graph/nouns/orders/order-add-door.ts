/** The door of orderAdd: everything that it names exists, and is its client's. Otherwise nothing is sent. */
import type { Scope } from '../../read/scope.ts';
import { NotFoundError } from '../../base/errors.ts';
import { Services } from '../services/service.ts';
import { Domains } from '../domains/domain.ts';

export async function requireServices(graph: Scope, client: number, ids: readonly number[]): Promise<void> {
  const theirs = async (id: number) => {
    const service = await graph.noun(Services).byId(id, client);
    if (service?.ownerId !== client) throw new NotFoundError('The client has no such service.');
  };
  await Promise.all(ids.map(theirs));
}

/** The domains with their names, by which AddOrder renews them. */
export function requireDomains(
  graph: Scope,
  client: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly name: string }[]> {
  const theirs = async (id: number) => {
    const domain = await graph.noun(Domains).byId(id, client);
    const name = await domain?.tell('name');
    if (domain?.ownerId !== client || !name) throw new NotFoundError('The client has no such domain.');
    return { id, name };
  };
  return Promise.all(ids.map(theirs));
}
