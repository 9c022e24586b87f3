/** serviceSuspend: ModuleSuspend. */
import { ModuleSuspend } from '../../../whmcs/commands/services.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { withoutNullish } from '../../write/input.ts';
import { actOnService, type ServiceActed } from './service-act.ts';
import type { ServiceSuspendInput } from './service-suspend.type.ts';

export async function suspendService(
  input: typeof ServiceSuspendInput.$inferInput,
  graph: WriteScope,
): Promise<ServiceActed> {
  return actOnService(input, graph, 'SUSPENDED', ({ whmcsId, ownerId }) =>
    graph.session.write(
      ModuleSuspend,
      { serviceid: whmcsId, ...withoutNullish({ suspendreason: input.reason }) },
      ownerId,
    ),
  );
}
