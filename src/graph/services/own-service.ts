/** The door of mutations to a service. */
import type { Graph } from '../context.ts';
import { NotFoundError } from '../errors.ts';
import { idIn } from '../input.ts';
import type { Service } from './service.ts';

/**
 * The service that an input names by `serviceId`.
 *
 * @throws NotFoundError where there is none for this viewer
 */
export async function ownService(graph: Graph, id: string): Promise<Service> {
  const service = await graph.services.byId(idIn('Service', id, 'serviceId'));
  if (!service) throw new NotFoundError('There is no such service.');
  return service;
}
