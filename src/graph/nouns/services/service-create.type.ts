/** serviceCreate in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { createService } from './service-create.ts';
import { evenIfDone, ifStatus, servicePayload } from './service-payload.type.ts';

export const ServiceCreateInput = builder.inputType('ServiceCreateInput', {
  description: 'A service to set up.',
  fields: (t) => ({
    serviceId: t.id({ required: true, description: "The service: its global id or WHMCS's number." }),
    ifStatus: ifStatus(t),
    evenIfDone: evenIfDone(t),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key sets nothing up twice.' }),
  }),
});

mutation('serviceCreate', {
  description: 'Sets up a service on its server; WHMCS may mail the welcome. WHMCS: ModuleCreate.',
  input: ServiceCreateInput,
  payload: servicePayload('ServiceCreatePayload', 'What serviceCreate changed.'),
  run: createService,
});
