/** serviceTerminate in the graph. */
import { builder } from '../builder.ts';
import { mutation } from '../mutation.type.ts';
import { terminateService } from './service-terminate.ts';
import { Service } from './service.ts';

export const ServiceTerminateInput = builder.inputType('ServiceTerminateInput', {
  description: 'A service to terminate.',
  fields: (t) => ({
    serviceId: t.id({ required: true, description: "The service: its global id or WHMCS's number." }),
  }),
});

const ServiceTerminatePayload = builder.objectRef<{ readonly serviceId: number }>('ServiceTerminatePayload').implement({
  description: 'What serviceTerminate changed.',
  fields: (t) => ({
    service: t.field({
      type: Service,
      description: 'The service, freshly read.',
      resolve: ({ serviceId }, _, { services }) => services.byId(serviceId),
    }),
  }),
});

mutation('serviceTerminate', {
  description: 'Removes a service from its server, with all that is stored there. WHMCS: ModuleTerminate.',
  input: ServiceTerminateInput,
  payload: ServiceTerminatePayload,
  run: terminateService,
});
