import { addMonths } from '../clock.ts';
import { centsOf } from '../money.ts';
import { defaultNameservers, domainPrice } from '../world/services.ts';
import type { World } from '../world/world.ts';
import type { Cart, Item } from './order-cart.ts';
import { toInt, truthy } from './params.ts';

/** A registration or transfer. The order stores the code for the old registrar, not the domain. */
export function placeDomain(item: Item, cart: Cart, world: World): void {
  const { client, orderid, today } = cart;
  const name = item('domain').toLowerCase();
  const years = Math.max(toInt(item('regperiod')), 1);
  const isTransfer = item('domaintype') === 'transfer';
  const yearly = domainPrice(name, client.currency) * years;
  const price = item('domainpriceoverride') === '' ? yearly : centsOf(item('domainpriceoverride'));
  const renewal = item('domainrenewoverride') === '' ? yearly : centsOf(item('domainrenewoverride'));
  const domain = world.domains.add({
    id: world.domains.nextId(),
    userid: client.id,
    orderid,
    regtype: isTransfer ? 'Transfer' : 'Register',
    domainname: name,
    registrar: '',
    regperiod: years,
    firstpaymentamount: price,
    recurringamount: renewal,
    paymentmethod: cart.paymentmethod,
    regdate: today,
    expirydate: '',
    nextduedate: addMonths(today, 12 * years),
    status: 'Pending',
    dnsmanagement: truthy(item('dnsmanagement')),
    emailforwarding: truthy(item('emailforwarding')),
    idprotection: truthy(item('idprotection')),
    donotrenew: false,
    subscriptionid: '',
    promoid: 0,
    notes: '',
    nameservers: cart.nameservers.length > 0 ? [...cart.nameservers] : defaultNameservers.slice(0, 2),
    locked: false,
  });
  if (isTransfer && item('eppcode') !== '') cart.eppCodes[name] = item('eppcode');
  cart.lines.push({ type: 'domain', relid: domain.id });
  const what = isTransfer ? 'Transfer' : 'Registration';
  const type = isTransfer ? 'DomainTransfer' : 'DomainRegister';
  cart.billed.push({
    type,
    relid: domain.id,
    description: `Domain ${what} - ${name} - ${years} Year/s`,
    amount: price,
    taxed: true,
  });
}
