import { addMonths } from '../clock.ts';
import { sendMail } from '../world/mails.ts';
import type { Domain, Service } from '../world/model.ts';
import { productById } from '../world/products.ts';
import { Refusal, write, type Call } from './command.ts';
import { provision } from './services.ts';

/** An accepted order and an unknown one are refused with the same message. */
export const AcceptOrder = write((call) => {
  const { params, world, halfway } = call;
  const order = world.orders.get(params.int('orderid'));
  if (order?.status !== 'Pending') throw new Refusal('Order ID not found or Status not Pending');
  for (const [index, { type, relid }] of order.lines.entries()) {
    if (index > 0 && halfway !== undefined) throw new Refusal(halfway);
    const service = type === 'product' ? world.services.get(relid) : undefined;
    const domain = type === 'domain' ? world.domains.get(relid) : undefined;
    const addon = type === 'addon' ? world.addons.get(relid) : undefined;
    if (service?.status === 'Pending') acceptService(service, call);
    if (domain?.status.startsWith('Pending')) acceptDomain(domain, call);
    if (addon?.status === 'Pending' && params.flag('autosetup')) addon.status = 'Active';
  }
  order.status = 'Active';
  return {};
});

function acceptService(service: Service, { params, world }: Call): void {
  service.username = params.text('serviceusername') || service.username;
  service.password = params.text('servicepassword') || service.password;
  if (params.int('serverid') > 0) service.serverid = params.int('serverid');
  // Without automatic set-up the order is accepted, and its services wait for ModuleCreate.
  if (!params.flag('autosetup')) return;
  const hasModule = productById(service.pid)?.module !== '';
  if (hasModule) {
    provision(service);
    world.moduleRuns.add({
      id: world.moduleRuns.nextId(),
      action: 'create',
      serviceid: service.id,
      at: world.clock.now(),
    });
  } else {
    service.status = 'Active';
  }
  if (!params.flag('sendemail')) return;
  const to = world.clients.get(service.clientid)?.email ?? '';
  sendMail(world, { to, template: 'Hosting Account Welcome Email', clientid: service.clientid, relatedId: service.id });
}

function acceptDomain(domain: Domain, { params, world }: Call): void {
  domain.registrar = params.text('registrar') || domain.registrar;
  if (!params.flag('autosetup') && !params.flag('sendregistrar')) return;
  domain.registrar ||= 'enom';
  domain.status = domain.regtype === 'Transfer' ? 'Pending Transfer' : 'Active';
  if (domain.status !== 'Active') return;
  domain.regdate = world.clock.now().slice(0, 10);
  domain.expirydate = addMonths(domain.regdate, 12 * domain.regperiod);
  domain.nextduedate = domain.expirydate;
  if (!params.flag('sendemail')) return;
  const to = world.clients.get(domain.userid)?.email ?? '';
  sendMail(world, { to, template: 'Domain Registration Confirmation', clientid: domain.userid, relatedId: domain.id });
}
