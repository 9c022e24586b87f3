/** Billable items: work and goods that are invoiced later. No command of WHMCS lists them. */
import { AddBillableItem } from '../../../whmcs/commands/billable-items.ts';
import { enumWords } from '../../base/enum-words.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { count, day, decimal, enumOf, filledText, optional, ref } from '../../write/input-fields.ts';
import { idTold } from '../../write/outcome.ts';
import { Client } from '../clients/client.ts';

const units = enumWords({ QUANTITY: 'quantity', HOURS: 'hours' });

const BillableItemUnit = builder.enumType('BillableItemUnit', {
  description: 'What the quantity of a billable item counts.',
  values: { QUANTITY: { description: 'Pieces.' }, HOURS: { description: 'Hours.' } },
});

const actions = enumWords({
  NO_INVOICE: 'noinvoice',
  NEXT_CRON: 'nextcron',
  NEXT_INVOICE: 'nextinvoice',
  DUE_DATE: 'duedate',
  RECUR: 'recur',
});

const BillableItemInvoicing = builder.enumType('BillableItemInvoicing', {
  description: 'When a billable item is invoiced.',
  values: {
    NO_INVOICE: { description: 'Not yet.' },
    NEXT_CRON: { description: 'When the daily automation runs next.' },
    NEXT_INVOICE: { description: 'With the next invoice of the client.' },
    DUE_DATE: { description: 'On its due date.' },
    RECUR: { description: 'Again and again, from its due date on.' },
  },
});

const cycles = enumWords({ DAYS: 'Days', WEEKS: 'Weeks', MONTHS: 'Months', YEARS: 'Years' });

const BillableItemCycle = builder.enumType('BillableItemCycle', {
  description: 'The unit in which the interval of a recurring billable item is counted.',
  values: {
    DAYS: { description: 'Days.' },
    WEEKS: { description: 'Weeks.' },
    MONTHS: { description: 'Months.' },
    YEARS: { description: 'Years.' },
  },
});

mutation('billableItemAdd', {
  description:
    'Adds work or goods that are invoiced later. WHMCS lists them to administrators alone. WHMCS: AddBillableItem.',
  command: AddBillableItem,
  offered: 'NOBODY',
  inputDescription: 'A new billable item.',
  input: {
    client: ref(Client, 'The client.'),
    description: filledText('The text of the line on the invoice.'),
    amount: decimal('The price of one unit.'),
    unit: enumOf(BillableItemUnit, 'What the quantity counts.'),
    quantity: decimal('How many units.', { min: '0' }),
    invoicing: optional(enumOf(BillableItemInvoicing, 'When it is invoiced; not yet if absent.')),
    dueOn: optional(day('The due date: required for DUE_DATE and RECUR.')),
    every: optional(count('The interval, in cycles: required for RECUR.')),
    cycle: optional(enumOf(BillableItemCycle, 'The unit of the interval: required for RECUR.')),
    times: optional(count('How often it recurs: required for RECUR.')),
  },
  repeated: 'adds no second item',
  // WHMCS ignores or refuses what does not go together.
  prepare({ invoicing, dueOn, every, cycle, times }) {
    const needsDay = invoicing === 'DUE_DATE' || invoicing === 'RECUR';
    if (needsDay && dueOn === undefined) throw new InvalidInputError(`${invoicing} needs dueOn`, ['dueOn']);
    for (const [name, value] of Object.entries({ every, cycle, times })) {
      if (invoicing === 'RECUR' && value === undefined) throw new InvalidInputError(`RECUR needs ${name}`, [name]);
      if (invoicing !== 'RECUR' && value !== undefined)
        throw new InvalidInputError(`${name} is for items that recur`, [name]);
    }
    return {};
  },
  params: ({ clientId, description, amount, unit, quantity, invoicing, dueOn, every, cycle, times }) => ({
    clientid: clientId,
    description,
    amount,
    unit: units.write(unit),
    quantity,
    invoiceaction: invoicing && actions.write(invoicing),
    duedate: dueOn,
    recur: every,
    recurcycle: cycle && cycles.write(cycle),
    recurfor: times,
  }),
  returns: {
    client: 'client',
    billableItemId: idTold('billableid', "WHMCS's number of the item."),
  },
});
