/** serviceSuspend in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { suspendService } from './service-suspend.ts';
import { evenIfDone, ifStatus, servicePayload } from './service-payload.type.ts';

export const ServiceSuspendInput = builder.inputType('ServiceSuspendInput', {
  description: 'A service to suspend.',
  fields: (t) => ({
    serviceId: t.id({ required: true, description: "The service: its global id or WHMCS's number." }),
    ifStatus: ifStatus(t),
    evenIfDone: evenIfDone(t),
    reason: t.string({
      description: 'Why, as the client will read it. The reason of a service that is suspended already stays as it is.',
    }),
  }),
});

mutation('serviceSuspend', {
  description: 'Suspends a service on its server. WHMCS: ModuleSuspend.',
  input: ServiceSuspendInput,
  payload: servicePayload('ServiceSuspendPayload', 'What serviceSuspend changed.'),
  run: suspendService,
});
