import { addMonths } from '../clock.ts';
import { centsOf, type Cents } from '../money.ts';
import type { FieldValue } from '../world/model.ts';
import { convert, currencyById, cycleMonths, cycles, type Cycle, type Product } from '../world/products.ts';
import { cycleLabel, priceOf } from '../world/services.ts';
import type { World } from '../world/world.ts';
import { decodeSerialized } from '../http/unserialize.ts';
import type { Cart, Item, Place } from './order-cart.ts';
import { fieldValues } from './field-values.ts';
import { addonNamed, storeAddon } from './order-addons.ts';
import { toInt } from './params.ts';

/** A product and its addons. Unknown products are ignored; unknown addons are refused. */
export function productPlace(item: Item, { products }: World): Place[] {
  const product = products.get(toInt(item('pid')));
  const quantities = item('addonsqty').split(',');
  const ids = item('addons')
    .split(',')
    .filter((part) => part !== '');
  const addons = ids.map((id, index) => ({ addon: addonNamed(toInt(id)), qty: toInt(quantities[index]) || 1 }));
  if (!product) return [];
  return [
    (cart, world) => {
      const serviceid = placeProduct(product, item, cart, world);
      for (const { addon, qty } of addons) storeAddon(addon, serviceid, qty, cart, world);
    },
  ];
}

/** Adds the pending service and the line that bills it. */
function placeProduct(product: Product, item: Item, cart: Cart, world: World): number {
  const { client, orderid, today } = cart;
  const cycle = cycleFor(product, item('billingcycle'), client.currency);
  const qty = Math.max(toInt(item('qty')), 1);
  const options = chosenOptions(product, item('configoptions'));
  const override = item('priceoverride');
  const each = (priceOf(product, cycle, client.currency) ?? 0) + optionsPrice(product, options, cycle, client.currency);
  const price = override === '' ? each * qty : centsOf(override);
  const setup = override === '' ? convert(product.setupFee, currencyById(client.currency)) : 0;
  const recurs = product.paytype === 'recurring';
  const service = world.services.add({
    id: world.services.nextId(),
    clientid: client.id,
    orderid,
    pid: product.id,
    qty,
    regdate: today,
    domain: item('domain') || item('hostname'),
    dedicatedip: '',
    serverid: 0,
    suspensionreason: '',
    firstpaymentamount: price + setup,
    recurringamount: recurs ? price : 0,
    paymentmethod: cart.paymentmethod,
    billingcycle: cycleLabel(product, cycle),
    nextduedate: recurs ? today : '',
    status: 'Pending',
    username: '',
    password: item('rootpw'),
    notes: '',
    customFields: fieldValues(decodeSerialized(item('customfields'))),
    configOptions: options,
  });
  takeFromStock(product.id, qty, world);
  cart.lines.push({ type: 'product', relid: service.id });
  const until = recurs ? ` (${today} - ${addMonths(today, cycleMonths[cycle])})` : '';
  const site = service.domain === '' ? '' : ` - ${service.domain}`;
  cart.billed.push({
    type: 'Hosting',
    relid: service.id,
    description: `${product.name}${site}${until}`,
    amount: price,
    taxed: true,
  });
  if (setup > 0)
    cart.billed.push({
      type: 'Setup',
      relid: service.id,
      description: `${product.name} Setup Fee`,
      amount: setup,
      taxed: true,
    });
  return service.id;
}

/** Stock is reduced, and never checked. */
function takeFromStock(pid: number, qty: number, { products }: World): void {
  const product = products.get(pid);
  if (product?.stock !== undefined) products.set(pid, { ...product, stock: product.stock - qty });
}

/** A cycle that is not offered is replaced by the first that is. */
export function cycleFor(product: Product, wanted: string, currency: number): Cycle {
  const named = cycles.find((cycle) => cycle === wanted.toLowerCase().replace(/[^a-z]/g, ''));
  if (named && priceOf(product, named, currency) !== undefined) return named;
  return cycles.find((cycle) => priceOf(product, cycle, currency) !== undefined) ?? 'monthly';
}

/** Options by id: the value is the id of a choice, or a quantity. The first choice is the default. */
function chosenOptions(product: Product, encoded: string): FieldValue[] {
  return optionValues(product, fieldValues(decodeSerialized(encoded)));
}

/** What was sent for each option of a product, as services store it. */
export function optionValues(product: Product, sent: readonly FieldValue[]): FieldValue[] {
  return product.configOptions.map(({ id, type, choices }) => {
    const value = sent.find((field) => field.id === id)?.value;
    if (type === 4) return { id, value: value ?? '0' };
    const choice = choices.find((candidate) => String(candidate.id) === value);
    if (type === 3) return { id, value: choice || value === '1' ? 'Yes' : 'No' };
    return { id, value: (choice ?? choices[0])?.name ?? '' };
  });
}

export function optionsPrice(product: Product, chosen: readonly FieldValue[], cycle: Cycle, currency: number): Cents {
  const monthly = product.configOptions.reduce((total, { id, type, choices }) => {
    const value = chosen.find((field) => field.id === id)?.value ?? '';
    if (type === 4) return total + (choices[0]?.monthly ?? 0) * toInt(value);
    return total + (choices.find((choice) => choice.name === value)?.monthly ?? 0);
  }, 0);
  return convert(monthly * cycleMonths[cycle], currencyById(currency));
}
