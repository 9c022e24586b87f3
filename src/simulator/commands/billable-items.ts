import { centsOf } from '../money.ts';
import { existing, Refusal } from './command.ts';
import type { Params } from './params.ts';
import { add } from './table-command.ts';

const actions: ReadonlySet<string> = new Set(['noinvoice', 'nextcron', 'nextinvoice', 'duedate', 'recur']);

/** Nothing lists these items, and this answer has its success under `status`. */
export const AddBillableItem = add({
  to: ({ billableItems }) => billableItems,
  row: (id, { params, world }) => {
    const client = existing(world.clients.get(params.int('clientid')), 'Client ID not Found');
    refuse(params);
    return {
      id,
      userid: client.id,
      description: params.text('description') ?? '',
      amount: centsOf(params.text('amount') ?? ''),
      unit: params.text('unit') ?? '',
      quantity: Number(params.text('quantity') ?? 0),
      invoiceaction: params.text('invoiceaction') ?? 'noinvoice',
      recur: params.int('recur'),
      recurcycle: params.text('recurcycle') ?? '',
      recurfor: params.int('recurfor'),
      duedate: params.text('duedate') ?? '',
    };
  },
  answer: ({ id }, { wire }) => ({ status: 'success', billableid: wire.numeral(id) }),
});

function refuse(params: Params): void {
  const text = (name: string): string => params.text(name) ?? '';
  if (text('description') === '') throw new Refusal('You must provide a description');
  if (!['hours', 'quantity'].includes(text('unit')))
    throw new Refusal("Invalid Unit, please specify either 'hours' or 'quantity'");
  const action = text('invoiceaction') || 'noinvoice';
  if (!actions.has(action)) throw new Refusal('Invalid Invoice Action');
  if (action === 'recur' && (params.int('recur') === 0 || text('recurcycle') === '' || params.int('recurfor') === 0))
    throw new Refusal('Recurring must have a unit, cycle and limit');
  if (['duedate', 'recur'].includes(action) && text('duedate') === '') throw new Refusal('Due date is required');
  if (text('duedate') !== '' && !/^\d{4}-\d\d-\d\d$/.test(text('duedate')))
    throw new Refusal("Invalid Date Format - Expected: 'YYYY-mm-dd'");
}
