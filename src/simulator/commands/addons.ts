import { centsOf } from '../money.ts';
import type { ServiceAddon } from '../world/model.ts';
import { productAddons } from '../world/products.ts';
import { Refusal } from './command.ts';
import { isOneOf } from './products.ts';
import { amounts, columns, numerals } from './row.ts';
import { list, named, update } from './table-command.ts';

const nameOf = ({ name, addonid }: ServiceAddon): string =>
  name || (productAddons.find(({ id }) => id === addonid)?.name ?? '');

/** One of the two reads that take several ids in one parameter. `addonid` is the predefined addon: one client addon cannot be named. */
export const GetClientsAddons = list({
  from: ({ addons }) => addons,
  rows: 'addons.addon',
  where: {
    serviceid: ({ serviceid }, sent) => isOneOf(serviceid, sent),
    clientid: 'userid',
    addonid: 'addonid',
  },
  unpaged: true,
  empty: 'text',
  counts: { totalresults: 'text' },
  head: ({ params }) => ({ serviceid: params.text('serviceid') ?? '', clientid: params.text('clientid') ?? '' }),
  row: (addon, { wire, world }) => ({
    ...numerals(wire, addon, 'id', 'qty', 'userid', 'orderid', 'serviceid', 'addonid'),
    name: wire.text(nameOf(addon)),
    ...amounts(addon, 'setupfee', 'recurring'),
    ...columns(addon, 'billingcycle', 'status', 'regdate', 'paymentmethod'),
    tax: '',
    nextduedate: wire.day(addon.nextduedate, addon.id, 'nextduedate'),
    nextinvoicedate: wire.day(addon.nextduedate, addon.id, 'nextinvoicedate'),
    paymentmethodname: wire.text(world.paymentMethods[addon.paymentmethod] ?? ''),
    notes: wire.text(addon.notes),
  }),
});

const changeable = [
  'status',
  'addonid',
  'name',
  'setupfee',
  'recurring',
  'billingcycle',
  'nextduedate',
  'terminationdate',
  'notes',
  'autorecalc',
];

export const UpdateClientAddon = update(
  named(({ addons }) => addons, 'id', 'Addon ID Not Found'),
  {
    columns: ['status', 'addonid', 'name', 'billingcycle', 'nextduedate', 'notes'],
    change: (addon, { params }) => {
      if (!changeable.some((name) => params.has(name))) throw new Refusal('Nothing to Update');
      for (const name of ['setupfee', 'recurring'] as const)
        if (params.has(name)) addon[name] = centsOf(params.text(name) ?? '');
    },
    answer: ({ id }) => ({ id: String(id) }),
  },
);
