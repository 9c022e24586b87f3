/** Changes to what WHMCS stores about a domain. */
import { UpdateClientDomain } from '../../../whmcs/commands/domain-update.ts';
import { domainNameIn } from '../../base/host-name.ts';
import { mutation } from '../../write/declare-mutation.ts';
import {
  clearable,
  count,
  day,
  decimal,
  enumOf,
  filledText,
  flag,
  list,
  notClearable,
  optional,
  ref,
  text,
} from '../../write/input-fields.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { DomainOrderType } from '../orders/order-add-input.type.ts';
import { serversIn } from './domain-guards.ts';
import { domainStatus, DomainStatusInput } from './domain-status.ts';
import { Domain } from './domain.ts';

const orderTypes = { REGISTER: 'Register', TRANSFER: 'Transfer' } as const;

mutation('domainUpdate', {
  description:
    'Changes what WHMCS stores about a domain. The registrar is told of nameservers alone. WHMCS: UpdateClientDomain.',
  command: UpdateClientDomain,
  offered: 'NOBODY',
  inputDescription:
    'The changes. An absent field is unchanged. Null clears a field if WHMCS can clear it; otherwise it is an input error.',
  input: {
    domain: ref(Domain, "The domain: its global id or WHMCS's number."),
    name: notClearable(filledText('The domain name.')),
    status: notClearable(enumOf(DomainStatusInput, 'The new status.')),
    orderType: notClearable(enumOf(DomainOrderType, 'How it comes.')),
    registrar: clearable(text('System name of the registrar module: `module` of a Registrar; null for none.')),
    years: notClearable(count('For how many years it is registered at a time.')),
    registeredOn: notClearable(day('Since when the client has it.')),
    expiresOn: notClearable(day('When it expires.')),
    nextDueOn: notClearable(day('The day on which the next bill is due.')),
    firstPaymentAmount: notClearable(decimal('What the first bill came to.', { min: '0' })),
    recurringAmount: notClearable(decimal('What each renewal costs.', { min: '0' })),
    recalculateAmount: optional(
      flag('Calculates the recurring amount from the price list. It replaces recurringAmount.'),
    ),
    paymentMethod: notClearable(filledText('System name of the payment method.', { example: 'stripe' })),
    subscriptionId: clearable(
      text("The payment gateway's reference of the subscription that pays for it; null clears it."),
    ),
    promotionId: clearable(count("WHMCS's number of the promotion that lowers its price; null for none.")),
    dnsManagement: notClearable(flag('Whether DNS management goes with it.')),
    emailForwarding: notClearable(flag('Whether email forwarding goes with it.')),
    idProtection: notClearable(flag("Whether keeping the owner's name out of WHOIS goes with it.")),
    doNotRenew: notClearable(flag('Whether it is left to expire.')),
    notes: clearable(text("Administrators' notes; null clears them.")),
    nameservers: notClearable(
      list(filledText('A name server.'), 'All of its name servers, two to five: they are sent to the registrar.'),
    ),
  },
  example: { notes: 'Renewed by hand' },
  prepare: ({ name, nameservers }) => ({
    name: domainNameIn(name, 'name'),
    servers: nameservers && serversIn(nameservers),
  }),
  check: ({ paymentMethod }, graph) => graph.noun(PaymentMethods).check(paymentMethod, 'paymentMethod'),
  params: ({ domainId, servers, ...changes }) => ({
    domainid: domainId,
    domain: changes.name,
    status: changes.status && domainStatus.write(changes.status),
    type: changes.orderType && orderTypes[changes.orderType],
    registrar: changes.registrar === null ? '' : changes.registrar,
    regperiod: changes.years,
    regdate: changes.registeredOn,
    expirydate: changes.expiresOn,
    nextduedate: changes.nextDueOn,
    firstpaymentamount: changes.firstPaymentAmount,
    recurringamount: changes.recalculateAmount ? undefined : changes.recurringAmount,
    autorecalc: changes.recalculateAmount,
    paymentmethod: changes.paymentMethod,
    subscriptionid: changes.subscriptionId === null ? '' : changes.subscriptionId,
    promoid: changes.promotionId === null ? 0 : changes.promotionId,
    dnsmanagement: changes.dnsManagement,
    emailforwarding: changes.emailForwarding,
    idprotection: changes.idProtection,
    donotrenew: changes.doNotRenew,
    notes: changes.notes === null ? '' : changes.notes,
    updatens: servers && true,
    ...servers,
  }),
  returns: 'domain',
});
