import type { Answer, Json } from '../http/json.ts';
import type { Wire } from '../wire.ts';
import { sendMail } from '../world/mails.ts';
import type { ModuleRun, Service } from '../world/model.ts';
import { productById, type Product } from '../world/products.ts';
import { servers } from '../world/reference.ts';
import { servicePassword } from '../world/services.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal, remote, write, type Call, type Command } from './command.ts';
import { amounts, columns, numerals, texts } from './row.ts';
import { list } from './table-command.ts';

/** Unknown filters (`status`, `serverid`) are ignored without a word: the answer is the full list. */
export const GetClientsProducts = list({
  from: ({ services }) => services,
  rows: 'products.product',
  where: { clientid: 'clientid', serviceid: 'id', pid: 'pid', domain: 'domain', username2: 'username' },
  empty: 'text',
  counts: { totalresults: 'text' },
  head: ({ params }) => ({
    clientid: params.text('clientid') ?? null,
    serviceid: params.text('serviceid') ?? null,
    pid: params.text('pid') ?? null,
    domain: params.text('domain') ?? null,
  }),
  row: rowOf,
});

function rowOf(service: Service, { world, wire }: Call): Answer {
  const { id } = service;
  const product = productById(service.pid);
  const server = servers.find((candidate) => candidate.id === service.serverid);
  const order = world.orders.get(service.orderid);
  return {
    ...numerals(wire, service, 'id', 'qty', 'orderid', 'serverid'),
    clientid: wire.untidy && wire.variant(id, 'clientid', 3) !== 1 ? String(service.clientid) : service.clientid,
    ...(order ? { ordernumber: wire.numeral(order.ordernum) } : {}),
    pid: wire.wavering(service.pid, id, 'pid'),
    ...columns(service, 'regdate', 'domain', 'dedicatedip', 'paymentmethod', 'billingcycle', 'status'),
    ...columns(service, 'username', 'password'),
    ...texts(wire, service, 'suspensionreason', 'notes'),
    ...amounts(service, 'firstpaymentamount', 'recurringamount'),
    name: product?.name ?? '',
    translated_name: product?.name ?? '',
    groupname: product?.group ?? '',
    translated_groupname: product?.group ?? '',
    servername: server?.name ?? '',
    serverip: server?.ip ?? wire.nothing(id, 'serverip'),
    serverhostname: server?.hostname ?? wire.nothing(id, 'serverhostname'),
    paymentmethodname: wire.text(world.paymentMethods[service.paymentmethod] ?? ''),
    nextduedate: wire.day(service.nextduedate, id, 'nextduedate'),
    ...moreOf(service, wire),
    lastupdate: wire.moment('', id, 'lastupdate'),
    customfields: { customfield: customFields(service, product, wire) },
    configoptions: { configoption: configOptions(service, product, wire) },
    ...wire.extra(id, 'services'),
  };
}

function moreOf({ id, more = {} }: Service, wire: Wire): Answer {
  const number = (name: string) => wire.numeral(Number(more[name] ?? 0));
  const text = (name: string) => wire.text(more[name] ?? '');
  return {
    subscriptionid: text('subscriptionid'),
    promoid: number('promoid'),
    overideautosuspend: more['overideautosuspend'] === 'on' ? 'on' : wire.untidy && id % 2 === 0 ? 0 : '',
    overidesuspenduntil: wire.day(more['overidesuspenduntil'] ?? '', id, 'overidesuspenduntil'),
    ns1: text('ns1'),
    ns2: text('ns2'),
    assignedips: text('assignedips'),
    diskusage: number('diskusage'),
    disklimit: number('disklimit'),
    bwusage: number('bwusage'),
    bwlimit: number('bwlimit'),
  };
}

function customFields(service: Service, product: Product | undefined, wire: Wire): Json[] {
  return service.customFields.map(({ id, value }) => {
    const name = product?.customFields.find((field) => field.id === id)?.name ?? '';
    return { id: wire.numeral(id), name, translated_name: name, value: wire.text(value) };
  });
}

const optionTypes: Readonly<Record<number, string>> = { 1: 'dropdown', 2: 'radio', 3: 'yesno', 4: 'quantity' };

function configOptions(service: Service, product: Product | undefined, wire: Wire): Json[] {
  return service.configOptions.map(({ id, value }) => {
    const option = product?.configOptions.find((candidate) => candidate.id === id);
    return { id: wire.numeral(id), option: option?.name ?? '', type: optionTypes[option?.type ?? 1] ?? '', value };
  });
}

/** Before 7.7 the parameter was called `accountid`; WHMCS still takes that name. */
function serviceOf({ params, world }: Call): Service {
  const name = params.has('serviceid') ? 'serviceid' : 'accountid';
  if ((params.text(name) ?? '') === '') throw new Refusal('Service ID is required');
  const service = existing(world.services.get(params.int(name)), 'Service ID not found');
  if (productById(service.pid)?.module === '') throw new Refusal('Service not assigned to a module');
  return service;
}

function moduleCommand(action: ModuleRun['action'], change: (service: Service, call: Call) => void): Command {
  return remote(
    write((call) => {
      const service = serviceOf(call);
      change(service, call);
      call.world.moduleRuns.add({
        id: call.world.moduleRuns.nextId(),
        action,
        serviceid: service.id,
        at: call.world.clock.now(),
      });
      return {};
    }),
  );
}

/** The effects of a server module that creates an account; a second run keeps existing values. */
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

export const ModuleCreate = moduleCommand('create', (service, { world }) => {
  provision(service);
  notify(world, service, 'Hosting Account Welcome Email');
});

export const ModuleSuspend = moduleCommand('suspend', (service, { params }) => {
  service.status = 'Suspended';
  service.suspensionreason = params.text('suspendreason') ?? '';
});

export const ModuleUnsuspend = moduleCommand('unsuspend', (service) => {
  service.status = 'Active';
  service.suspensionreason = '';
});

export const ModuleTerminate = moduleCommand('terminate', (service) => {
  service.status = 'Terminated';
});

export const ModuleChangePw = moduleCommand('password', (service, { params }) => {
  service.password = params.text('servicepassword') || service.password;
});

export const ModuleChangePackage = moduleCommand('package', (service) => {
  if (service.username === '') throw new Refusal('Sorry, you must specify a user!');
});

/** A function of the module: the run is recorded and changes nothing else. */
export const ModuleCustom = moduleCommand('custom', () => undefined);
