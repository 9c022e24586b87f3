/** Billable items: AddBillableItem. */
import { z } from 'zod';
import { write } from '../command.ts';
import { countParam, dateParam, decimalParam, idParam } from '../wire/params.ts';
import { id } from '../wire/values.ts';

export const AddBillableItem = write('AddBillableItem', {
  params: z.strictObject({
    clientid: idParam,
    description: z.string().min(1),
    amount: decimalParam,
    unit: z.enum(['hours', 'quantity']),
    quantity: decimalParam.optional(),
    invoiceaction: z.enum(['noinvoice', 'nextcron', 'nextinvoice', 'duedate', 'recur']).optional(),
    recur: countParam.optional(),
    recurcycle: z.enum(['Days', 'Weeks', 'Months', 'Years']).optional(),
    recurfor: countParam.optional(),
    duedate: dateParam.optional(),
  }),
  // It answers success under `status` in the documentation, and under `result` in the field.
  answer: z.object({ billableid: id }),
  purpose: 'billing',
  repeat: 'duplicate',
  refusals: [
    'Client ID not Found',
    'You must provide a description',
    'Invalid Invoice Action',
    'Recurring must have a unit, cycle and limit',
    'Due date is required',
    "Invalid Unit, please specify either 'hours' or 'quantity'",
    "Invalid Date Format - Expected: 'YYYY-mm-dd'",
  ],
  reconcile: { never: 'no command of WHMCS lists billable items; the administration area shows those of the client' },
  // No command reads them before they are invoiced.
  changes: {},
});
