import type { Answer } from '../http/json.ts';
import { sendMail } from '../world/mails.ts';
import type { ModuleRun, Service } from '../world/model.ts';
import { productById } from '../world/products.ts';
import { servicePassword } from '../world/services.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal, type Call, type Handler } from './command.ts';

/** `accountid` was the parameter's name until 7.7, and is still understood. */
function serviceOf({ params, world }: Call): Service {
  const name = params.has('serviceid') ? 'serviceid' : 'accountid';
  if ((params.text(name) ?? '') === '') throw new Refusal('Service ID is required');
  const service = existing(world.services.get(params.int(name)), 'Service ID not found');
  if (productById(service.pid)?.module === '') throw new Refusal('Service not assigned to a module');
  return service;
}

function moduleCommand(action: ModuleRun['action'], change: (service: Service, call: Call) => void): Handler {
  return (call): Answer => {
    const service = serviceOf(call);
    change(service, call);
    call.world.moduleRuns.add({
      id: call.world.moduleRuns.nextId(),
      action,
      serviceid: service.id,
      at: call.world.clock.now(),
    });
    return {};
  };
}

/** What a server module does when it makes an account; a second run keeps what is there. */
export function provision(service: Service): void {
  service.status = 'Active';
  if (service.serverid === 0 && productById(service.pid)?.module !== '') service.serverid = 1 + (service.id % 3);
  if (service.username === '') service.username = `u${service.clientid}s${service.id}`;
  if (service.password === '') service.password = servicePassword(service.id);
}

function notify(world: World, service: Service, template: string): void {
  const to = world.clients.get(service.clientid)?.email ?? '';
  sendMail(world, { to, template, clientid: service.clientid, relatedId: service.id });
}

export const moduleCreate = moduleCommand('create', (service, { world }) => {
  provision(service);
  notify(world, service, 'Hosting Account Welcome Email');
});

export const moduleSuspend = moduleCommand('suspend', (service, { params }) => {
  service.status = 'Suspended';
  service.suspensionreason = params.text('suspendreason') ?? '';
});

export const moduleUnsuspend = moduleCommand('unsuspend', (service) => {
  service.status = 'Active';
  service.suspensionreason = '';
});

export const moduleTerminate = moduleCommand('terminate', (service) => {
  service.status = 'Terminated';
});
