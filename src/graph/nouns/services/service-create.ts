/** serviceCreate: ModuleCreate. */
import { ModuleCreate } from '../../../whmcs/commands/services.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { actOnService, type ServiceActed } from './service-act.ts';
import type { ServiceCreateInput } from './service-create.type.ts';

export async function createService(
  input: typeof ServiceCreateInput.$inferInput,
  graph: WriteScope,
): Promise<ServiceActed> {
  return actOnService(input, graph, 'ACTIVE', ({ whmcsId, ownerId }) =>
    graph.session.write(ModuleCreate, { serviceid: whmcsId }, ownerId),
  );
}
