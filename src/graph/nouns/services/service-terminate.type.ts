/** serviceTerminate in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { terminateService } from './service-terminate.ts';
import { evenIfDone, ifStatus, servicePayload } from './service-payload.type.ts';

export const ServiceTerminateInput = builder.inputType('ServiceTerminateInput', {
  description: 'A service to terminate.',
  fields: (t) => ({
    serviceId: t.id({ required: true, description: "The service: its global id or WHMCS's number." }),
    ifStatus: ifStatus(t),
    evenIfDone: evenIfDone(t),
  }),
});

mutation('serviceTerminate', {
  description: 'Removes a service from its server, with all that is stored there. WHMCS: ModuleTerminate.',
  input: ServiceTerminateInput,
  payload: servicePayload('ServiceTerminatePayload', 'What serviceTerminate changed.'),
  run: terminateService,
});
