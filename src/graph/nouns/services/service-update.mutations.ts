/** Changes to what WHMCS stores about a service. */
import { UpdateClientProduct } from '../../../whmcs/commands/service-update.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { mutation } from '../../write/declare-mutation.ts';
import {
  asGiven,
  clearable,
  count,
  day,
  decimal,
  enumOf,
  filledText,
  flag,
  idOf,
  ifStatus,
  inputObject,
  list,
  notClearable,
  optional,
  ref,
  text,
} from '../../write/input-fields.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { BillingCycleInput } from './billing-cycle.type.ts';
import { ServiceStatus, ServiceStatusInput } from './service-status.type.ts';
import { changesIn, checkProduct } from './service-update.ts';
import { Service } from './service.ts';

const ServiceConfigOptionInput = inputObject('ServiceConfigOptionInput', 'What is chosen for a configurable option.', {
  optionId: idOf('ConfigOption', "The option: `optionId` of a ConfigOptionValue, or WHMCS's number."),
  choiceId: count("WHMCS's number of the choice; of an option that is a quantity, its only one."),
  quantity: optional(count('The quantity, for an option that is one.', { min: 0 })),
});

const megabytes = (of: string) => notClearable(count(`${of}, in megabytes.`, { min: 0 }));

mutation('serviceUpdate', {
  description:
    'Changes what WHMCS stores about a service. The server is not told: see servicePackageChange. WHMCS: UpdateClientProduct.',
  command: UpdateClientProduct,
  offered: 'NOBODY',
  inputDescription:
    'The changes. An absent field is unchanged. Null clears a field if WHMCS can clear it; otherwise it is an input error.',
  input: {
    service: ref(Service, "The service: its global id or WHMCS's number."),
    ifStatus: ifStatus(
      asGiven(ServiceStatus),
      'Only if the service is in this status, or one of these, as read just before; otherwise ConflictError, and nothing is sent.',
    ),
    productId: notClearable(idOf('Product', 'The product that it becomes.')),
    serverId: notClearable(
      idOf('Server', "WHMCS's number of the server that it is on. WHMCS may ignore it; the payload shows what it did."),
    ),
    status: notClearable(enumOf(ServiceStatusInput, 'The new status. The server module is not called.')),
    suspensionReason: clearable(text('Why it is suspended; null clears it.')),
    registeredOn: notClearable(day('Since when the client has it.')),
    nextDueOn: notClearable(day('The day on which the next bill is due.')),
    terminatedOn: notClearable(day('The day on which it ended.')),
    domainName: clearable(text('The domain or host name that it serves; null clears it.')),
    firstPaymentAmount: notClearable(decimal('What the first bill came to.', { min: '0' })),
    recurringAmount: notClearable(decimal('What each billing cycle costs.', { min: '0' })),
    recalculateAmount: optional(
      flag('Calculates the recurring amount from product, options and promotion. It replaces recurringAmount.'),
    ),
    paymentMethod: notClearable(filledText('System name of the payment method.', { example: 'stripe' })),
    billingCycle: notClearable(enumOf(BillingCycleInput, 'How often it is billed.')),
    subscriptionId: clearable(
      text("The payment gateway's reference of the subscription that pays for it; null clears it."),
    ),
    promotionId: notClearable(count("WHMCS's number of the promotion that lowers its price.")),
    username: clearable(text('The account on the server; null clears it.')),
    servicePassword: clearable(text('The password of the account, as WHMCS stores it; null clears it.')),
    overrideAutoSuspend: notClearable(flag('Whether it is kept from being suspended automatically.')),
    overrideAutoSuspendEndsOn: notClearable(day('Until when it is kept from being suspended automatically.')),
    nameservers: clearable(
      list(text('A name server.'), 'Name servers of its own, two at most; null clears them. For servers.'),
    ),
    dedicatedIp: clearable(text('An address of its own; null clears it.')),
    assignedIps: clearable(list(text('An address.'), 'Further addresses of its own; null clears them. For servers.')),
    diskUsage: megabytes('Disk space in use'),
    diskLimit: megabytes('Disk space allowed; 0 is no limit'),
    bandwidthUsage: megabytes('Traffic of this month'),
    bandwidthLimit: megabytes('Traffic allowed per month; 0 is no limit'),
    notes: clearable(text("Administrators' notes; null clears them.")),
    customFields: notClearable(list(asGiven(CustomFieldInput), 'Values of custom fields; the others are unchanged.')),
    configOptions: notClearable(
      list(ServiceConfigOptionInput, 'Choices for its configurable options; the others are unchanged.'),
    ),
  },
  example: { notes: 'Moved #' },
  prepare: (input, graph) => ({ changes: changesIn(input, graph) }),
  check: ({ paymentMethod, productId }, graph) =>
    Promise.all([graph.noun(PaymentMethods).check(paymentMethod, 'paymentMethod'), checkProduct(graph, productId)]),
  params: ({ serviceId, changes }) => ({ serviceid: serviceId, ...changes }),
  returns: 'service',
});
