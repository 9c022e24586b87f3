/** What mutations of services answer. */
import { builder } from '../builder.ts';
import { Service } from './service.ts';

export const servicePayload = (name: string, description: string) =>
  builder.objectRef<{ readonly serviceId: number }>(name).implement({
    description,
    fields: (t) => ({
      service: t.field({
        type: Service,
        description: 'The service, freshly read.',
        resolve: ({ serviceId }, _, { services }) => services.byId(serviceId),
      }),
    }),
  });
