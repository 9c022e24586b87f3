/** serviceSuspend: ModuleSuspend. */
import { ModuleSuspend } from '../../../whmcs/commands/services.ts';
import type { Graph } from '../../graph.ts';
import { withoutNullish } from '../../write/input.ts';
import { actOnService, type ServiceActed } from './service-act.ts';
import type { ServiceSuspendInput } from './service-suspend.type.ts';

export async function suspendService(
  input: typeof ServiceSuspendInput.$inferInput,
  graph: Graph,
): Promise<ServiceActed> {
  return actOnService(input, graph, 'SUSPENDED', ({ whmcsId, ownerId }) =>
    graph.session.write(
      ModuleSuspend,
      { serviceid: whmcsId, ...withoutNullish({ suspendreason: input.reason }) },
      ownerId,
    ),
  );
}
