/** What mutations of services take and answer. */
import type { InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../../schema-kit/builder.ts';
import type { ServiceActed } from './service-act.ts';
import { ServiceStatus } from './service-parts.type.ts';
import { Service, Services } from './service.ts';

/** An input field by which the caller says how it takes the service to be. */
export const ifStatus = (t: InputFieldBuilder<Types, 'InputObject'>) =>
  t.field({
    type: [ServiceStatus],
    description:
      'Only if the service is in this status, or one of these, as read just before: else ConflictError, without a call to the server module.',
  });

/** An input field by which the caller has the server module called in any case. */
export const evenIfDone = (t: InputFieldBuilder<Types, 'InputObject'>) =>
  t.boolean({
    description:
      'Calls the server module although the status, read just before, shows that it is done. Left out, nothing is sent then and alreadyDone is true.',
  });

export const servicePayload = (name: string, description: string) =>
  builder.objectRef<ServiceActed>(name).implement({
    description,
    fields: (t) => ({
      service: t.field({
        type: Service,
        description: 'The service, freshly read.',
        resolve: ({ serviceId }, _, graph) => graph.noun(Services).byId(serviceId),
      }),
      alreadyDone: t.exposeBoolean('alreadyDone', {
        nullable: false,
        description:
          'Whether it had been done before, as the status shows or the server module says: this request has changed nothing, no reason either.',
      }),
    }),
  });
