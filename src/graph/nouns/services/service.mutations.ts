/** What can be done to services. */
import { ModuleCreate, ModuleSuspend, ModuleTerminate, ModuleUnsuspend } from '../../../whmcs/commands/services.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { optional, ref, text } from '../../write/input-fields.ts';
import { Service } from './service.ts';
import { acted, removed, statusFields } from './service.quirks.ts';

const service = ref(Service, "The service: its global id or WHMCS's number.");

mutation('serviceCreate', {
  description: 'Sets up a service on its server; WHMCS may mail the welcome. WHMCS: ModuleCreate.',
  command: ModuleCreate,
  offered: 'ALLOWED',
  inputDescription: 'A service to set up.',
  input: { service, ...statusFields },
  repeated: 'sets nothing up twice',
  alreadyDone: acted('ACTIVE'),
  params: ({ serviceId }) => ({ serviceid: serviceId }),
  returns: 'service',
});

mutation('serviceSuspend', {
  description: 'Suspends a service on its server. WHMCS: ModuleSuspend.',
  command: ModuleSuspend,
  offered: 'PARTNERS',
  inputDescription: 'A service to suspend.',
  input: {
    service,
    ...statusFields,
    reason: optional(
      text('Why, as the client will read it. The reason of a service that is suspended already stays as it is.'),
    ),
  },
  alreadyDone: acted('SUSPENDED'),
  params: ({ serviceId, reason }) => ({ serviceid: serviceId, suspendreason: reason }),
  returns: 'service',
});

mutation('serviceUnsuspend', {
  description: 'Lets a suspended service run again on its server. WHMCS: ModuleUnsuspend.',
  command: ModuleUnsuspend,
  offered: 'PARTNERS',
  inputDescription: 'A service to unsuspend.',
  input: { service, ...statusFields },
  alreadyDone: acted('ACTIVE'),
  params: ({ serviceId }) => ({ serviceid: serviceId }),
  returns: 'service',
});

mutation('serviceTerminate', {
  description: 'Removes a service from its server, with all that is stored there. WHMCS: ModuleTerminate.',
  command: ModuleTerminate,
  offered: 'ALLOWED',
  inputDescription: 'A service to terminate.',
  input: { service, ...statusFields },
  alreadyDone: { ...acted('TERMINATED'), refusals: removed },
  params: ({ serviceId }) => ({ serviceid: serviceId }),
  returns: 'service',
});
