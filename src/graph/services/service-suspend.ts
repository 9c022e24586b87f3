/** serviceSuspend: ModuleSuspend. */
import { ModuleSuspend } from '../../whmcs/commands/services.ts';
import type { Graph } from '../context.ts';
import { ownService } from '../door.ts';
import { given } from '../input.ts';
import type { ServiceSuspendInput } from './service-suspend.type.ts';

export async function suspendService(
  input: typeof ServiceSuspendInput.$inferInput,
  graph: Graph,
): Promise<{ serviceId: number }> {
  const service = await ownService(graph, input.serviceId);
  await graph.session.write(
    ModuleSuspend,
    { serviceid: service.whmcsId, ...given({ suspendreason: input.reason }) },
    service.ownerId,
  );
  return { serviceId: service.whmcsId };
}
