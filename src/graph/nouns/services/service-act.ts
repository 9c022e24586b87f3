/** What all module commands of services have in common. */
import { saysAlready, saysGone } from '../../../whmcs/commands/services.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { ownService } from '../input-refs.ts';
import { sentUnlessDone } from '../../write/already-done.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { idIn } from '../../write/input.ts';
import { queued } from '../../write/lock.ts';
import type { ServiceFacts, ServiceStatus } from './service-facts.ts';
import { type Service, Services } from './service.ts';

export interface ServiceActInput {
  readonly serviceId: string;
  readonly ifStatus?: readonly (ServiceStatus | 'OTHER')[] | null | undefined;
  readonly evenIfDone?: boolean | null | undefined;
}

export interface ServiceActed {
  readonly serviceId: number;
  readonly alreadyDone: boolean;
}

/** What was removed before is not found. For everything else that is a reason why it cannot be done. */
const saysRemoved = new RegExp(`${saysAlready.source}|${saysGone.source}`, 'i');

/**
 * Lets the server module do something, once at a time for each service. The status, read when it is this request's turn, decides whether
 * it has been done already: the module is not called again then, unless `evenIfDone` says so. The same read is the evidence by which a
 * lost answer is looked up.
 *
 * @param aim the status in which it leaves the service
 * @throws ConflictError where the service is not as `ifStatus` says; the module is not called then
 */
export function actOnService(
  { serviceId: named, ifStatus, evenIfDone }: ServiceActInput,
  graph: WriteScope,
  aim: ServiceStatus,
  send: (service: Service) => Promise<unknown>,
): Promise<ServiceActed> {
  if (ifStatus?.length === 0) throw new InvalidInputError('ifStatus must name at least one status', ['ifStatus']);
  const { session } = graph;
  const services = graph.noun(Services);
  const serviceId = idIn('Service', named, 'serviceId');
  const stands = async () => (await services.now(serviceId, true))?.known('status') === aim;
  return queued(graph.locks, `service:${serviceId}`, async (turn) => {
    const service = await ownService(graph, named);
    const hadToWait = await turn.come(session.signal);
    const now = await services.now(serviceId, hadToWait);
    if (!now) throw new NotFoundError('There is no such service.');
    if (session.planner.believes) {
      if (ifStatus) checkStatus(now.known('status'), ifStatus);
      if (!evenIfDone && now.known('status') === aim) return { serviceId, alreadyDone: true };
    }
    services.readBackByList(service);
    const saysDone = aim === 'TERMINATED' ? saysRemoved : saysAlready;
    return { serviceId, alreadyDone: await sentUnlessDone(() => send(service), saysDone, stands) };
  });
}

function checkStatus(actual: ServiceFacts['status'] | undefined, expected: readonly ServiceFacts['status'][]): void {
  if (actual != null && expected.includes(actual)) return;
  throw new ConflictError(`the service is ${actual ?? 'in no status that WHMCS tells'}, not ${expected.join(' or ')}`, {
    subject: 'status',
    expected: expected.map(String),
    actual: actual ?? null,
  });
}
