/** serviceTerminate: ModuleTerminate. */
import { ModuleTerminate } from '../../whmcs/commands/services.ts';
import type { Graph } from '../context.ts';
import { ownService } from '../door.ts';
import type { ServiceTerminateInput } from './service-terminate.type.ts';

export async function terminateService(
  input: typeof ServiceTerminateInput.$inferInput,
  graph: Graph,
): Promise<{ serviceId: number }> {
  const service = await ownService(graph, input.serviceId);
  await graph.session.write(ModuleTerminate, { serviceid: service.whmcsId }, service.ownerId);
  return { serviceId: service.whmcsId };
}
