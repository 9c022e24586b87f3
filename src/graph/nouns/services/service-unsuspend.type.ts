/** serviceUnsuspend in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { unsuspendService } from './service-unsuspend.ts';
import { evenIfDone, ifStatus, servicePayload } from './service-payload.type.ts';

export const ServiceUnsuspendInput = builder.inputType('ServiceUnsuspendInput', {
  description: 'A service to unsuspend.',
  fields: (t) => ({
    serviceId: t.id({ required: true, description: "The service: its global id or WHMCS's number." }),
    ifStatus: ifStatus(t),
    evenIfDone: evenIfDone(t),
  }),
});

mutation('serviceUnsuspend', {
  description: 'Lets a suspended service run again on its server. WHMCS: ModuleUnsuspend.',
  input: ServiceUnsuspendInput,
  payload: servicePayload('ServiceUnsuspendPayload', 'What serviceUnsuspend changed.'),
  run: unsuspendService,
});
