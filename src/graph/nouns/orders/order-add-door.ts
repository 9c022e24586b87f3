/** The door of orderAdd: all entities that it names must exist and belong to its client. Otherwise nothing is sent. */
import type { Scope } from '../../read/scope.ts';
import { NotFoundError } from '../../base/errors.ts';
import { Services } from '../services/service.ts';
import { Domains } from '../domains/domain.ts';

/** @throws NotFoundError if one of the services does not exist or belongs to another client */
export async function requireServices(graph: Scope, client: number, ids: readonly number[]): Promise<void> {
  const requireOne = async (id: number) => {
    const service = await graph.noun(Services).byId(id, client);
    if (service?.ownerId !== client) throw new NotFoundError('The client has no such service.');
  };
  await Promise.all(ids.map(requireOne));
}

/**
 * The domains with their names, because AddOrder renews a domain by its name.
 *
 * @throws NotFoundError if one of them does not exist or belongs to another client
 */
export function requireDomains(
  graph: Scope,
  client: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly name: string }[]> {
  const requireOne = async (id: number) => {
    const domain = await graph.noun(Domains).byId(id, client);
    const name = await domain?.tell('name');
    if (domain?.ownerId !== client || !name) throw new NotFoundError('The client has no such domain.');
    return { id, name };
  };
  return Promise.all(ids.map(requireOne));
}
