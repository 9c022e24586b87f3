/** serviceCreate in the graph. */
import { builder } from '../builder.ts';
import { mutation } from '../mutation.type.ts';
import { createService } from './service-create.ts';
import { Service } from './service.ts';

export const ServiceCreateInput = builder.inputType('ServiceCreateInput', {
  description: 'A service to set up.',
  fields: (t) => ({
    serviceId: t.id({ required: true, description: "The service: its global id or WHMCS's number." }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key sets nothing up twice.' }),
  }),
});

const ServiceCreatePayload = builder.objectRef<{ readonly serviceId: number }>('ServiceCreatePayload').implement({
  description: 'What serviceCreate changed.',
  fields: (t) => ({
    service: t.field({
      type: Service,
      description: 'The service, freshly read.',
      resolve: ({ serviceId }, _, { services }) => services.byId(serviceId),
    }),
  }),
});

mutation('serviceCreate', {
  description: 'Sets up a service on its server; WHMCS may mail the welcome. WHMCS: ModuleCreate.',
  input: ServiceCreateInput,
  payload: ServiceCreatePayload,
  run: createService,
});
