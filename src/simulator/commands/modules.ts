import { Refusal } from './command.ts';
import { columns, numerals } from './row.ts';
import { list } from './table-command.ts';

const queue = [
  {
    id: 1,
    serviceType: 'service',
    serviceId: 3,
    moduleName: 'cpanel',
    moduleAction: 'CreateAccount',
    lastAttempt: '2026-10-30 09:00:02',
    lastAttemptError: 'Package "pebble" not found on server',
    numRetries: 2,
    completed: 0,
    createdAt: '2026-10-29 09:00:02',
    updatedAt: '2026-10-30 09:00:02',
  },
];

/** Module calls that failed: a bare list, and a count of its own name. */
export const GetModuleQueue = list({
  from: () => queue,
  rows: 'queue',
  where: {
    relatedId: 'serviceId',
    serviceType: 'serviceType',
    moduleName: 'moduleName',
    moduleAction: 'moduleAction',
    since: ({ lastAttempt }, sent) => lastAttempt >= sent,
  },
  unpaged: true,
  counts: { totalresults: 'none' },
  head: ({ wire }) => ({ count: wire.numeral(queue.length) }),
  row: (entry, { wire }) => ({
    ...numerals(wire, entry, 'id', 'serviceId', 'numRetries', 'completed'),
    ...columns(entry, 'serviceType', 'moduleName', 'moduleAction', 'lastAttempt', 'lastAttemptError'),
    ...columns(entry, 'createdAt', 'updatedAt'),
  }),
});

const settings = [
  { name: 'FriendlyName', displayName: 'FriendlyName', fieldType: 'text' },
  { name: 'apipassword', displayName: 'API Password', fieldType: 'text' },
  { name: 'sandbox', displayName: 'Sandbox Mode', fieldType: 'yesno' },
];

const types = ['gateway', 'registrar', 'addon', 'fraud'];

export const GetModuleConfigurationParameters = list({
  from: (world, { params }) => {
    if (!types.includes(params.text('moduleType') ?? ''))
      throw new Refusal(`Invalid module type provided. Supported module types include: ${types.join(', ')}`);
    if (!Object.hasOwn(world.paymentMethods, params.text('moduleName') ?? ''))
      throw new Refusal('Invalid module name provided.');
    return settings;
  },
  rows: 'parameters',
  unpaged: true,
  counts: { totalresults: 'none' },
  row: (setting) => columns(setting, 'name', 'displayName', 'fieldType'),
});
