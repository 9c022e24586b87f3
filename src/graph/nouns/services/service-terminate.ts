/** serviceTerminate: ModuleTerminate. */
import { ModuleTerminate } from '../../../whmcs/commands/services.ts';
import type { Graph } from '../../graph.ts';
import { actOnService, type ServiceActed } from './service-act.ts';
import type { ServiceTerminateInput } from './service-terminate.type.ts';

export async function terminateService(
  input: typeof ServiceTerminateInput.$inferInput,
  graph: Graph,
): Promise<ServiceActed> {
  return actOnService(input, graph, 'TERMINATED', ({ whmcsId, ownerId }) =>
    graph.session.write(ModuleTerminate, { serviceid: whmcsId }, ownerId),
  );
}
