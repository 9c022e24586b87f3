/** orderAdd: AddOrder. */
import { AddOrder } from '../../../whmcs/commands/orders.ts';
import { Client } from '../clients/client.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { own } from '../../write/refs.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { domainNameIn } from '../../base/host-name.ts';
import { withoutNullish, idIn, optionalIdIn } from '../../write/input.ts';
import { withLocks } from '../../write/lock.ts';
import type { OrderAddInput } from './order-add-input.type.ts';
import { cartOf } from './order-cart.ts';
import { addonsOf, renewalsOf, yearsByName } from './order-existing.ts';
import { addressIn } from './order-input.ts';
import { requireDomains, requireServices } from './order-add-door.ts';
import { productLinesOf } from './order-line.ts';
import { checkProducts } from './order-products.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';

type Input = typeof OrderAddInput.$inferInput;

/** The numbers of the entities that an order created. */
export interface Ordered {
  readonly orderId: number | null;
  readonly invoiceId: number | null;
  readonly serviceIds: readonly number[];
  readonly domainIds: readonly number[];
  readonly addonIds: readonly number[];
}

function nameserversOf(input: Input) {
  const names = input.nameservers ?? [];
  for (const [index, name] of names.entries()) domainNameIn(name, 'nameservers', String(index));
  const [nameserver1, nameserver2, nameserver3, nameserver4, nameserver5] = names;
  return withoutNullish({ nameserver1, nameserver2, nameserver3, nameserver4, nameserver5 });
}

const optionsOf = (input: Input) =>
  withoutNullish({
    contactid: optionalIdIn('Contact', input.contactId, 'contactId'),
    affid: optionalIdIn('Affiliate', input.affiliateId, 'affiliateId'),
    promocode: input.promotionCode,
    promooverride: input.promotionOverride,
    noinvoice: input.createInvoice === false,
    noinvoiceemail: input.sendInvoiceEmail === false,
    noemail: input.sendEmail === false,
    clientip: addressIn(input.clientIp, 'clientIp'),
  });

const lists = ['products', 'domains', 'addons', 'domainRenewals', 'serviceRenewalIds'] as const;

/** Places an order. All named entities are checked first: WHMCS silently skips some that do not exist, and orders the rest. */
export async function addOrder(input: Input, graph: WriteScope): Promise<Ordered> {
  if (lists.every((list) => (input[list] ?? []).length === 0)) {
    throw new InvalidInputError(`an order takes at least one of ${lists.join(', ')}`, ['products']);
  }
  if (input.paymentMethod.trim() === '') {
    throw new InvalidInputError('paymentMethod must not be empty', ['paymentMethod']);
  }
  const clientid = idIn('Client', input.clientId, 'clientId');
  const cart = cartOf(input);
  const addons = addonsOf(input);
  const renewals = renewalsOf(input);
  const lines = productLinesOf(input);
  const options = { ...nameserversOf(input), ...optionsOf(input) };

  const client = await own(Client, clientid, graph);
  const [domains] = await Promise.all([
    requireDomains(graph, clientid, renewals.domainIds),
    requireServices(graph, clientid, [...(addons?.serviceids ?? []), ...renewals.serviceIds]),
    checkProducts(graph, client, lines),
    graph.noun(PaymentMethods).check(input.paymentMethod, 'paymentMethod'),
  ]);
  const order = {
    clientid,
    paymentmethod: input.paymentMethod,
    ...cart,
    ...addons,
    ...options,
    ...withoutNullish({
      domainrenewals: domains.length > 0 ? yearsByName(domains, renewals.years) : undefined,
      servicerenewals: renewals.serviceIds.length > 0 ? renewals.serviceIds : undefined,
    }),
  };
  const answer = await withLocks(graph.locks, async (locks) => {
    locks.take(`client:${clientid}`);
    await locks.come(graph.session.signal);
    return graph.session.write(AddOrder, order, clientid);
  });
  return {
    orderId: answer.orderid ?? null,
    invoiceId: answer.invoiceid ?? null,
    serviceIds: answer.serviceids ?? answer.productids ?? [],
    domainIds: answer.domainids ?? [],
    addonIds: answer.addonids ?? [],
  };
}
