/** What the commands of server modules have in common: the status tells whether they have been done. */
import { saysAlready, saysGone } from '../../../whmcs/commands/services.ts';
import { InvalidInputError } from '../../base/errors.ts';
import type { ResolverContext } from '../../read/scope.ts';
import { asGiven, flag, ifStatus, optional } from '../../write/input-fields.ts';
import type { ServiceStatus as Status } from './service-facts.ts';
import { ServiceStatus } from './service-status.type.ts';
import type { Service } from './service.ts';

/** How the caller takes the service to be, and whether the module is called in any case. */
export const statusFields = {
  ifStatus: ifStatus(
    asGiven(ServiceStatus),
    'Only if the service is in this status, or one of these, as read just before: else ConflictError, without a call to the server module.',
  ),
  evenIfDone: optional(
    flag(
      'Calls the server module although the status, read just before, shows that it is done. Left out, nothing is sent then and alreadyDone is true.',
    ),
  ),
};

/** What was removed before is not found. For everything else that is a reason why it cannot be done. */
export const removed = new RegExp(`${saysAlready.source}|${saysGone.source}`, 'i');

/**
 * The same read of the status is the evidence by which a lost answer is looked up.
 *
 * @param aim the status in which the command leaves a service
 */
export function acted(aim: Status) {
  const isDone = ({ service }: { readonly service: Service }): boolean => service.known('status') === aim;
  return {
    description:
      'Whether it had been done before, as the status shows or the server module says: this request has changed nothing, no reason either.',
    before: isDone,
    refusals: saysAlready,
    after: isDone,
  };
}

/**
 * Checks that the viewer may run a function of a server module.
 *
 * @throws InvalidInputError for partners and clients, if the configuration does not list it
 */
export function checkModuleAction(action: string, { viewer, selfService }: ResolverContext): void {
  if (viewer.role === 'STAFF' || selfService.moduleActions.includes(action)) return;
  throw new InvalidInputError('action is no function that you may run', ['action']);
}
