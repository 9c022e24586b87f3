/** What mutations of services take and answer. */
import type { InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../builder.ts';
import type { ServiceActed } from './service-act.ts';
import { ServiceStatus } from './service-parts.type.ts';
import { Service } from './service.ts';

/** An input field by which the caller says how it takes the service to be. */
export const ifStatus = (t: InputFieldBuilder<Types, 'InputObject'>) =>
  t.field({
    type: [ServiceStatus],
    description:
      'Only if the service is in this status, or one of these, as read just before: else ConflictError, without a call to the server module.',
  });

export const servicePayload = (name: string, description: string) =>
  builder.objectRef<ServiceActed>(name).implement({
    description,
    fields: (t) => ({
      service: t.field({
        type: Service,
        description: 'The service, freshly read.',
        resolve: ({ serviceId }, _, { services }) => services.byId(serviceId),
      }),
      alreadyDone: t.exposeBoolean('alreadyDone', {
        nullable: false,
        description:
          'Whether it had been done before, as the server module says or the status shows: this request has changed nothing.',
      }),
    }),
  });
