/** Domains of clients. */
import {
  DomainGetLockingStatus,
  DomainGetNameservers,
  DomainGetWhoisInfo,
  GetClientsDomains,
} from '../../../whmcs/commands/domains.ts';
import { GetOrders } from '../../../whmcs/commands/orders.ts';
import { collated } from '../../../whmcs/wire/collation.ts';
import { factSource } from '../../entity/noun.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { remote } from '../../schema-kit/remote-fields.ts';
import { itemDomainFacts, itemOf } from '../orders/order-facts.ts';
import { Order, Orders } from '../orders/order.ts';
import { contactsShown, DomainContact } from './domain-contact.ts';
import { DomainStatus } from './domain-status.ts';

const lockStates: Readonly<Record<string, boolean>> = { locked: true, unlocked: false };

export const Domain = noun('Domain', {
  description: 'A domain name of a client. WHMCS: GetClientsDomains.',
  list: {
    command: GetClientsDomains,
    rows: 'domains',
    id: 'id',
    client: 'userid',
    filters: (filter) => ({ name: filter.text('domain', 'Only the one of exactly this name.') }),
  },
  fields: (f) => ({
    name: f.lasting(f.text('domainname', 'The domain name.')),
    status: f.enumOf(DomainStatus, 'status', 'Where it stands.'),
    orderType: f.lasting(f.text('regtype', "WHMCS's word for how it came: Register or Transfer.")),
    years: f.count('regperiod', 'For how many years it is registered at a time.'),
    registrar: f.text('registrar', 'System name of the registrar module.'),
    registeredOn: f.lasting(f.day('regdate', 'Since when the client has it.')),
    expiresOn: f.day('expirydate', 'When it expires.'),
    nextDueOn: f.day('nextduedate', 'The day on which the next bill is due.'),
    firstPaymentAmount: f.money('firstpaymentamount', 'What the first bill came to.'),
    recurringAmount: f.money('recurringamount', 'What each renewal costs.'),
    paymentMethod: f.text('paymentmethod', 'System name of the payment method: `module` of PaymentMethod.'),
    paymentMethodName: f.text('paymentmethodname', 'The name of the payment method that clients see.'),
    subscriptionId: f.text('subscriptionid', "The payment gateway's reference of the subscription that pays for it."),
    promotionId: f.staff(f.count('promoid', "WHMCS's number of the promotion that lowers its price. Staff only.")),
    dnsManagement: f.flag('dnsmanagement', 'Whether DNS management goes with it.'),
    emailForwarding: f.flag('emailforwarding', 'Whether e-mail forwarding goes with it.'),
    idProtection: f.flag('idprotection', "Whether the owner's name is kept out of WHOIS."),
    doNotRenew: f.flag('donotrenew', 'Whether it is left to expire.'),
    notes: f.staff(f.text('notes', "Administrators' notes. Staff only.")),
    order: f.link(
      Order,
      (id, { ownerId }, graph) => graph.noun(Orders).shown(id, ownerId),
      'orderid',
      'With which it was ordered; null where it was not.',
    ),
  }),
  otherFields: (t) => ({
    nameservers: t.stringList({
      description:
        'Its name servers, as the registrar has them: for one domain at a time. WHMCS: DomainGetNameservers.',
      ...remote(
        DomainGetNameservers,
        (domainid) => ({ domainid }),
        ({ ns1, ns2, ns3, ns4, ns5 }) => [ns1, ns2, ns3, ns4, ns5].filter((name) => name != null),
      ),
    }),
    isLocked: t.boolean({
      description:
        'Whether the registrar refuses to transfer it away: for one domain at a time; null if the registrar reports neither. WHMCS: DomainGetLockingStatus.',
      ...remote(
        DomainGetLockingStatus,
        (domainid) => ({ domainid }),
        ({ lockstatus }) => lockStates[collated(lockstatus)] ?? null,
      ),
    }),
    contacts: t.field({
      type: [DomainContact],
      description:
        'Its contacts, as the registrar has them: for one domain at a time. They are what WHOIS shows, unless protection hides them. WHMCS: DomainGetWhoisInfo.',
      ...remote(DomainGetWhoisInfo, (domainid) => ({ domainid }), contactsShown),
    }),
  }),
  // A line of an order proves neither that the domain exists nor whose it is.
  toldBy: (domains) => [
    factSource(
      GetOrders,
      ({ orders }, id, askedOn) => {
        const told = itemOf(orders, 'domain', id);
        return told ? domains.supplement(id, itemDomainFacts(told.item), askedOn, told.owner) : null;
      },
      { proves: false },
    ),
  ],
  byHand: ['ofClient'],
});
export type Domain = ThingOf<typeof Domain>;

export const Domains = Domain.Things;
