import type { World } from '../world/world.ts';
import { Refusal, write, type Call } from './command.ts';
import { columns, numerals } from './row.ts';
import { scalar, type Params } from './params.ts';
import { list } from './table-command.ts';

/** Module calls that failed: a bare list, and a count of its own name. */
export const GetModuleQueue = list({
  from: ({ moduleQueue }) => moduleQueue,
  rows: 'queue',
  where: {
    relatedId: 'serviceId',
    serviceType: 'serviceType',
    moduleName: 'moduleName',
    moduleAction: 'moduleAction',
    since: ({ lastAttempt }, sent) => lastAttempt >= sent,
  },
  unpaged: true,
  empty: 'array',
  counts: { totalresults: 'none' },
  head: ({ wire, world }) => ({ count: wire.numeral(world.moduleQueue.length) }),
  row: (entry, { wire }) => ({
    ...numerals(wire, entry, 'id', 'serviceId', 'numRetries'),
    ...columns(entry, 'serviceType', 'moduleName', 'moduleAction', 'createdAt'),
    completed: wire.numeral(Number(entry.completed)),
    lastAttempt: wire.moment(entry.lastAttempt, entry.id, 'lastAttempt'),
    lastAttemptError: wire.text(entry.lastAttemptError),
    updatedAt: wire.moment(entry.updatedAt, entry.id, 'updatedAt'),
  }),
});

/** Module types, with the modules that are installed beside the payment methods. */
const installed: Readonly<Record<string, readonly string[]>> = {
  gateway: ['mailin', 'banktransfer', 'paypal', 'stripe', 'mollie'],
  registrar: ['enom', 'opensrs'],
  addon: ['project_management'],
  fraud: ['maxmind'],
};

const settings = [
  { name: 'FriendlyName', displayName: 'FriendlyName', fieldType: 'text' },
  { name: 'apipassword', displayName: 'API Password & key', fieldType: 'password' },
  { name: 'sandbox', displayName: 'Sandbox Mode', fieldType: 'yesno' },
];

interface Module {
  readonly type: string;
  readonly name: string;
}

/** The module that a call names, or a refusal. Only gateways and registrars can be configured by the API. */
function moduleIn({ params }: Call, unsupported: string): Module {
  const type = params.text('moduleType') ?? '';
  const name = params.text('moduleName') ?? '';
  const names = Object.hasOwn(installed, type) ? installed[type] : undefined;
  if (!names) {
    const types = Object.keys(installed).join(', ');
    throw new Refusal(`Invalid module type provided. Supported module types include: ${types}`);
  }
  if (!names.includes(name)) throw new Refusal('Invalid module name provided.');
  if (type === 'addon') throw new Refusal(unsupported);
  return { type, name };
}

export const GetModuleConfigurationParameters = list({
  from: (_world, call) => {
    moduleIn(call, 'Get module configuration parameters not supported by module type.');
    return settings;
  },
  rows: 'parameters',
  unpaged: true,
  counts: { totalresults: 'none' },
  row: (setting, { wire }) => ({
    ...columns(setting, 'name', 'fieldType'),
    displayName: wire.text(setting.displayName),
  }),
});

/** Settings are an array by name; unknown names are dropped. */
const sentSettings = (params: Params): Record<string, string> => {
  const sent = params.map('parameters');
  return Object.fromEntries(
    settings.flatMap(({ name }) => (Object.hasOwn(sent, name) ? [[name, scalar(sent[name])]] : [])),
  );
};

const keyOf = ({ type, name }: Module): string => `${type}/${name}`;

const isActive = (world: World, module: Module): boolean =>
  module.type === 'gateway'
    ? Object.hasOwn(world.paymentMethods, module.name)
    : world.moduleSettings.has(keyOf(module));

function configure(world: World, module: Module, sent: Record<string, string>): void {
  const known = world.moduleSettings.get(keyOf(module)) ?? {};
  world.moduleSettings.set(keyOf(module), { ...known, ...sent });
  const shown = sent['FriendlyName'];
  if (module.type === 'gateway' && shown) world.paymentMethods[module.name] = shown;
}

/** A module that is active already gets the settings. */
export const ActivateModule = write((call) => {
  const { params, world } = call;
  const module = moduleIn(call, 'Module activation not supported by module type.');
  if (module.type === 'gateway') world.paymentMethods[module.name] ??= module.name;
  configure(world, module, sentSettings(params));
  return {};
});

export const DeactivateModule = write((call) => {
  const { params, world } = call;
  const module = moduleIn(call, 'Module deactivation not supported by module type.');
  if (!isActive(world, module)) throw new Refusal('Failed to deactivate: Module is not active');
  const heir = params.text('newGateway') ?? '';
  if (module.type === 'gateway') {
    delete world.paymentMethods[module.name];
    if (Object.hasOwn(world.paymentMethods, heir)) handOver(world, module.name, heir);
  }
  world.moduleSettings.delete(keyOf(module));
  return {};
});

/** What was paid by the one gateway is paid by the other from now on. */
function handOver(world: World, from: string, to: string): void {
  for (const client of world.clients) if (client.defaultgateway === from) client.defaultgateway = to;
  for (const table of [world.services, world.domains, world.invoices])
    for (const row of table) if (row.paymentmethod === from) row.paymentmethod = to;
}

export const UpdateModuleConfiguration = write((call) => {
  const { params, world } = call;
  const module = moduleIn(call, 'Module activation not supported by module type.');
  if (!isActive(world, module)) throw new Refusal('Module Configuration Update Failed: Module is not active');
  configure(world, module, sentSettings(params));
  return {};
});
