import { centsOf } from '../money.ts';
import type { Service } from '../world/model.ts';
import { fieldValues, merged } from './field-values.ts';
import type { Call } from './command.ts';
import { scalar } from './params.ts';
import { optionValues } from './order-products.ts';
import { named, update } from './table-command.ts';

/** Parameters that have another name than the column. */
const renamed = {
  serviceusername: 'username',
  servicepassword: 'password',
  suspendreason: 'suspensionreason',
} as const;

const more = [
  'subscriptionid',
  'promoid',
  'overideautosuspend',
  'overidesuspenduntil',
  'ns1',
  'ns2',
  'assignedips',
  'diskusage',
  'disklimit',
  'bwusage',
  'bwlimit',
];

/** Fields that are cleared by name. */
function unset(service: Service, { params }: Call): void {
  const names = new Set(Object.values(params.map('unset')).map(scalar));
  for (const [param, column] of Object.entries(renamed)) if (names.has(param)) service[column] = '';
  for (const column of ['domain', 'dedicatedip', 'notes'] as const) if (names.has(column)) service[column] = '';
  service.more = Object.fromEntries(Object.entries(service.more ?? {}).filter(([name]) => !names.has(name)));
}

/** An option is its choice, or its choice with a quantity. */
function optionsIn({ params }: Call) {
  return Object.entries(params.serialized('configoptions') ?? {}).map(([id, sent]) => ({
    id: Number(id),
    value: scalar(typeof sent === 'object' ? (sent['qty'] ?? sent['optionid']) : sent),
  }));
}

/** Unknown parameters are ignored, and the answer is a success all the same. */
export const UpdateClientProduct = update(
  named(({ services }) => services, 'serviceid', 'Service ID Not Found'),
  {
    columns: [
      'pid',
      'serverid',
      'regdate',
      'nextduedate',
      'domain',
      'paymentmethod',
      'billingcycle',
      'status',
      'notes',
      'dedicatedip',
    ],
    change: (service, call) => {
      const { params, world } = call;
      for (const name of ['firstpaymentamount', 'recurringamount'] as const)
        if (params.has(name)) service[name] = centsOf(params.text(name) ?? '');
      for (const [param, column] of Object.entries(renamed))
        if (params.has(param)) service[column] = params.text(param) ?? '';
      const sent = more
        .filter((name) => params.has(name))
        .map((name): [string, string] => [name, params.text(name) ?? '']);
      service.more = { ...service.more, ...Object.fromEntries(sent) };
      unset(service, call);
      service.customFields = merged(service.customFields, fieldValues(params.serialized('customfields')));
      const product = world.products.get(params.has('pid') ? params.int('pid') : service.pid);
      const options = optionsIn(call);
      if (product && options.length > 0)
        service.configOptions = merged(
          service.configOptions,
          optionValues(product, options).filter(({ id }) => options.some((each) => each.id === id)),
        );
    },
    answer: ({ id }) => ({ serviceid: String(id) }),
  },
);
