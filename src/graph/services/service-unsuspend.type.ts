/** serviceUnsuspend in the graph. */
import { builder } from '../builder.ts';
import { mutation } from '../mutation.type.ts';
import { unsuspendService } from './service-unsuspend.ts';
import { Service } from './service.ts';

export const ServiceUnsuspendInput = builder.inputType('ServiceUnsuspendInput', {
  description: 'A service to unsuspend.',
  fields: (t) => ({
    serviceId: t.id({ required: true, description: "The service: its global id or WHMCS's number." }),
  }),
});

const ServiceUnsuspendPayload = builder.objectRef<{ readonly serviceId: number }>('ServiceUnsuspendPayload').implement({
  description: 'What serviceUnsuspend changed.',
  fields: (t) => ({
    service: t.field({
      type: Service,
      description: 'The service, freshly read.',
      resolve: ({ serviceId }, _, { services }) => services.byId(serviceId),
    }),
  }),
});

mutation('serviceUnsuspend', {
  description: 'Lets a suspended service run again on its server. WHMCS: ModuleUnsuspend.',
  input: ServiceUnsuspendInput,
  payload: ServiceUnsuspendPayload,
  run: unsuspendService,
});
