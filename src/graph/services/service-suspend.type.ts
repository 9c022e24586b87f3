/** serviceSuspend in the graph. */
import { builder } from '../builder.ts';
import { mutation } from '../mutation.type.ts';
import { suspendService } from './service-suspend.ts';
import { Service } from './service.ts';

export const ServiceSuspendInput = builder.inputType('ServiceSuspendInput', {
  description: 'A service to suspend.',
  fields: (t) => ({
    serviceId: t.id({ required: true, description: "The service: its global id or WHMCS's number." }),
    reason: t.string({ description: 'Why, as the client will read it.' }),
  }),
});

const ServiceSuspendPayload = builder.objectRef<{ readonly serviceId: number }>('ServiceSuspendPayload').implement({
  description: 'What serviceSuspend changed.',
  fields: (t) => ({
    service: t.field({
      type: Service,
      description: 'The service, freshly read.',
      resolve: ({ serviceId }, _, { services }) => services.byId(serviceId),
    }),
  }),
});

mutation('serviceSuspend', {
  description: 'Suspends a service on its server. WHMCS: ModuleSuspend.',
  input: ServiceSuspendInput,
  payload: ServiceSuspendPayload,
  run: suspendService,
});
