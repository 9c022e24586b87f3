/** serviceUnsuspend: ModuleUnsuspend. */
import { ModuleUnsuspend } from '../../whmcs/commands/services.ts';
import type { Graph } from '../context.ts';
import { ownService } from '../door.ts';
import type { ServiceUnsuspendInput } from './service-unsuspend.type.ts';

export async function unsuspendService(
  input: typeof ServiceUnsuspendInput.$inferInput,
  graph: Graph,
): Promise<{ serviceId: number }> {
  const service = await ownService(graph, input.serviceId);
  await graph.session.write(ModuleUnsuspend, { serviceid: service.whmcsId }, service.ownerId);
  return { serviceId: service.whmcsId };
}
