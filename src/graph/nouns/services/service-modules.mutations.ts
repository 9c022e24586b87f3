/** What server modules can do to services that exist. */
import { ModuleChangePackage, ModuleChangePw, ModuleCustom } from '../../../whmcs/commands/services.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { asGiven, filledText, ifStatus, optional, ref } from '../../write/input-fields.ts';
import { ServiceStatus } from './service-status.type.ts';
import { Service } from './service.ts';
import { checkModuleAction } from './service.quirks.ts';

const service = ref(Service, "The service: its global id or WHMCS's number.");

const statuses = ifStatus(
  asGiven(ServiceStatus),
  'Only if the service is in this status, or one of these, as read just before: else ConflictError, without a call to the server module.',
);

mutation('servicePackageChange', {
  description:
    'Tells the server which product the service is now, so that its limits follow an upgrade. WHMCS: ModuleChangePackage.',
  command: ModuleChangePackage,
  offered: 'ALLOWED',
  inputDescription: 'A service whose package is to be changed on its server.',
  input: { service, ifStatus: statuses },
  params: ({ serviceId }) => ({ serviceid: serviceId }),
  returns: 'service',
});

mutation('servicePasswordChange', {
  description:
    'Changes the password of the account on the server, and stores it in WHMCS. No answer shows it. WHMCS: ModuleChangePw.',
  command: ModuleChangePw,
  offered: 'ALLOWED',
  inputDescription: 'A new password for an account on the server.',
  input: {
    service,
    ifStatus: statuses,
    servicePassword: optional(
      filledText('The new password; the one that WHMCS has stored is set again if this is absent.'),
    ),
  },
  params: ({ serviceId, servicePassword }) => ({ serviceid: serviceId, servicepassword: servicePassword }),
  returns: 'service',
});

mutation('serviceModuleAction', {
  description:
    "Runs a function of the service's server module, such as a reboot. Partners and clients can run the functions that the configuration lists for the module. WHMCS: ModuleCustom.",
  command: ModuleCustom,
  offered: 'ALLOWED',
  inputDescription: 'A function of a server module to run.',
  input: {
    service,
    ifStatus: statuses,
    action: filledText('The function, as the module\'s developer named it: "reboot".', { example: 'reboot' }),
  },
  repeated: 'runs nothing twice',
  check: ({ action }, graph) => checkModuleAction(action, graph),
  params: ({ serviceId, action }) => ({ serviceid: serviceId, func_name: action }),
  returns: 'service',
});
