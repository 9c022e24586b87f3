/** serviceCreate: ModuleCreate. */
import { ModuleCreate } from '../../whmcs/commands/services.ts';
import type { Graph } from '../context.ts';
import { ownService } from '../door.ts';
import type { ServiceCreateInput } from './service-create.type.ts';

export async function createService(
  input: typeof ServiceCreateInput.$inferInput,
  graph: Graph,
): Promise<{ serviceId: number }> {
  const service = await ownService(graph, input.serviceId);
  await graph.session.write(ModuleCreate, { serviceid: service.whmcsId }, service.ownerId);
  return { serviceId: service.whmcsId };
}
