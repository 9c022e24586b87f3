import { convert, currencyById, productAddons, type ProductAddon } from '../world/products.ts';
import type { Client } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal } from './command.ts';
import type { Cart, Place } from './order-cart.ts';
import { toInt, type Params } from './params.ts';

export function addonNamed(id: number): ProductAddon {
  return existing(
    productAddons.find((addon) => addon.id === id),
    'Addon ID invalid',
  );
}

/** Addons for existing services: `addonid` and `serviceid`, or the two parallel lists. */
export function placeAddons(params: Params, client: Client, world: World): Place {
  const pairs = Object.entries(params.array('addonids')).map(([index, id]) => ({
    addon: toInt(id),
    service: toInt(params.array('serviceids')[index]),
    qty: toInt(params.array('addonidsqty')[index]) || 1,
  }));
  if (params.int('addonid') > 0)
    pairs.unshift({
      addon: params.int('addonid'),
      service: params.int('serviceid'),
      qty: params.int('addonidqty') || 1,
    });
  for (const { addon, service } of pairs) {
    addonNamed(addon);
    if (world.services.get(service)?.clientid !== client.id)
      throw new Refusal('Service ID not owned by Client ID provided');
  }
  return (cart) => {
    for (const { addon, service, qty } of pairs) storeAddon(addonNamed(addon), service, qty, cart, world);
  };
}

export function storeAddon(addon: ProductAddon, serviceid: number, qty: number, cart: Cart, world: World): void {
  const price = convert(addon.monthly, currencyById(cart.client.currency)) * qty;
  const stored = world.addons.add({
    id: world.addons.nextId(),
    serviceid,
    userid: cart.client.id,
    orderid: cart.orderid,
    addonid: addon.id,
    qty,
    name: '',
    setupfee: 0,
    recurring: price,
    billingcycle: 'Monthly',
    regdate: cart.today,
    nextduedate: cart.today,
    paymentmethod: cart.paymentmethod,
    status: 'Pending',
    notes: '',
  });
  cart.lines.push({ type: 'addon', relid: stored.id });
  cart.billed.push({
    type: 'Addon',
    relid: stored.id,
    description: `Addon - ${addon.name}`,
    amount: price,
    taxed: true,
  });
}
