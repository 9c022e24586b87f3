/** serviceCreate: ModuleCreate. */
import { ModuleCreate } from '../../../whmcs/commands/services.ts';
import type { Graph } from '../../graph.ts';
import { actOnService, type ServiceActed } from './service-act.ts';
import type { ServiceCreateInput } from './service-create.type.ts';

export async function createService(input: typeof ServiceCreateInput.$inferInput, graph: Graph): Promise<ServiceActed> {
  return actOnService(input, graph, 'ACTIVE', ({ whmcsId, ownerId }) =>
    graph.session.write(ModuleCreate, { serviceid: whmcsId }, ownerId),
  );
}
