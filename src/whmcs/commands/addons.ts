/** Addons of services: GetClientsAddons, UpdateClientAddon. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { page, rows } from '../wire/page.ts';
import { csvParam, dateParam, decimalParam, idParam, needsOneOf, optional, optionParam } from '../wire/params.ts';
import { count, date, flag, id, ids, money, owner, text } from '../wire/values.ts';

const row = z.object({
  id,
  /** From 8.12. */
  qty: count,
  userid: owner,
  orderid: id,
  serviceid: id,
  /** The predefined addon; none if staff typed it in. */
  addonid: id,
  name: text,
  setupfee: money,
  recurring: money,
  billingcycle: text,
  tax: flag,
  status: text,
  regdate: date,
  nextduedate: date,
  nextinvoicedate: date,
  paymentmethod: text,
  paymentmethodname: text,
  notes: text,
});

export const GetClientsAddons = read('GetClientsAddons', {
  // It has no pages: without a filter it returns the addons of all clients at once.
  params: needsOneOf(
    z.strictObject({ serviceid: csvParam.optional(), clientid: idParam.optional(), addonid: idParam.optional() }),
    'serviceid',
    'clientid',
    'addonid',
  ),
  // Beside the rows WHMCS repeats the filters of the request.
  answer: page({ serviceid: ids, clientid: id, addons: rows('addon', row) }),
  keep: 'list',
  topics: ['addons'],
  owner: 'addons[].userid',
  filters: { serviceid: 'addons[].serviceid', clientid: 'addons[].userid', addonid: 'addons[].addonid' },
  mentions: { serviceAddon: 'addons[].id' },
  probe: { clientid: 1 },
});

export const UpdateClientAddon = write('UpdateClientAddon', {
  params: z.strictObject({
    id: idParam,
    ...optional(z.string(), 'status', 'name', 'billingcycle', 'notes'),
    addonid: idParam.optional(),
    ...optional(decimalParam, 'setupfee', 'recurring'),
    ...optional(dateParam, 'nextduedate', 'terminationdate'),
    autorecalc: optionParam.optional(),
  }),
  answer: z.object({ id }),
  purpose: 'lifecycle',
  repeat: 'none',
  refusals: ['Addon ID Not Found', 'Nothing to Update'],
  reconcile: { never: 'WHMCS lists addons by service or client, and the request names neither' },
  // Rows of orders repeat the status of addons.
  changes: { addons: 'id', orders: true },
});
