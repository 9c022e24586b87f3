/** serviceUnsuspend: ModuleUnsuspend. */
import { ModuleUnsuspend } from '../../../whmcs/commands/services.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { actOnService, type ServiceActed } from './service-act.ts';
import type { ServiceUnsuspendInput } from './service-unsuspend.type.ts';

export async function unsuspendService(
  input: typeof ServiceUnsuspendInput.$inferInput,
  graph: WriteScope,
): Promise<ServiceActed> {
  return actOnService(input, graph, 'ACTIVE', ({ whmcsId, ownerId }) =>
    graph.session.write(ModuleUnsuspend, { serviceid: whmcsId }, ownerId),
  );
}
