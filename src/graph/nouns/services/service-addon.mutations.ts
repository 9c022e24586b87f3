/** What can be done to addons of services. */
import { UpdateClientAddon } from '../../../whmcs/commands/addons.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { mutation } from '../../write/declare-mutation.ts';
import {
  asGiven,
  clearable,
  day,
  decimal,
  enumOf,
  filledText,
  flag,
  idOf,
  ifStatus,
  notClearable,
  optional,
  ref,
  text,
} from '../../write/input-fields.ts';
import { billingCycle } from './billing-cycle.ts';
import { BillingCycleInput } from './billing-cycle.type.ts';
import { ServiceAddon } from './service-addon.ts';
import { serviceStatus } from './service-facts.ts';
import { ServiceStatus, ServiceStatusInput } from './service-status.type.ts';

mutation('serviceAddonUpdate', {
  description: 'Changes what WHMCS stores about an addon of a service. WHMCS: UpdateClientAddon.',
  command: UpdateClientAddon,
  offered: 'NOBODY',
  inputDescription: 'The changes. An absent field is unchanged.',
  input: {
    addon: ref(ServiceAddon, "The addon by its global id, or WHMCS's number.", { as: 'id' }),
    ifStatus: ifStatus(
      asGiven(ServiceStatus),
      'Only if the addon is in this status, or one of these, as read just before; otherwise ConflictError, and nothing is sent.',
    ),
    status: notClearable(enumOf(ServiceStatusInput, 'The new status.')),
    productAddonId: notClearable(idOf('ProductAddon', "WHMCS's number of the product addon that it becomes.")),
    name: notClearable(filledText('Its name.')),
    setupFee: notClearable(decimal('What was paid once.', { min: '0' })),
    recurringAmount: notClearable(decimal('What each billing cycle costs.', { min: '0' })),
    recalculateAmount: optional(flag('Calculates the recurring amount anew. It replaces recurringAmount.')),
    billingCycle: notClearable(enumOf(BillingCycleInput, 'How often it is billed.')),
    nextDueOn: notClearable(day('The day on which the next bill is due.')),
    terminatedOn: notClearable(day('The day on which it ended.')),
    notes: clearable(text("Administrators' notes; null clears them.")),
  },
  example: { notes: 'Checked #' },
  prepare(input) {
    const { addonId: _id, ifStatus: _status, ...changes } = input;
    if (Object.values(changes).some((value) => value !== undefined && value !== false)) return {};
    throw new InvalidInputError('nothing is changed', []);
  },
  params: ({ addonId, status, billingCycle: cycle, notes, ...changes }) => ({
    id: addonId,
    status: status && serviceStatus.write(status),
    addonid: changes.productAddonId,
    name: changes.name,
    setupfee: changes.setupFee,
    recurring: changes.recurringAmount,
    billingcycle: cycle && billingCycle.write(cycle),
    nextduedate: changes.nextDueOn,
    terminationdate: changes.terminatedOn,
    notes: notes === null ? '' : notes,
    autorecalc: changes.recalculateAmount,
  }),
  returns: 'addon',
});
