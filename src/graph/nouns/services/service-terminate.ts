/** serviceTerminate: ModuleTerminate. */
import { ModuleTerminate } from '../../../whmcs/commands/services.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { actOnService, type ServiceActed } from './service-act.ts';
import type { ServiceTerminateInput } from './service-terminate.type.ts';

export async function terminateService(
  input: typeof ServiceTerminateInput.$inferInput,
  graph: WriteScope,
): Promise<ServiceActed> {
  return actOnService(input, graph, 'TERMINATED', ({ whmcsId, ownerId }) =>
    graph.session.write(ModuleTerminate, { serviceid: whmcsId }, ownerId),
  );
}
