import { decimal, type Cents } from '../money.ts';
import { addInvoice } from '../world/billing.ts';
import { addCredit } from '../world/credits.ts';
import type { FieldValue, Invoice, Service, Upgrade } from '../world/model.ts';
import { addOrder } from '../world/orders.ts';
import { currencyById, type Cycle, type Product } from '../world/products.ts';
import { priceOf } from '../world/services.ts';
import { applyUpgrade, cycleOf } from '../world/upgrades.ts';
import { existing, Refusal, write, type Call } from './command.ts';
import { fieldValues, merged } from './field-values.ts';
import { cycleFor, optionsPrice, optionValues } from './order-products.ts';

/** Every period has thirty days here. */
const totaldays = 30;

interface Change {
  readonly service: Service;
  readonly old: Product;
  readonly product: Product;
  readonly cycle: Cycle;
  readonly options: readonly FieldValue[];
  readonly daysuntilrenewal: number;
  readonly price: Cents;
}

/** With `calconly` a price and nothing else; else an order, and an invoice if there is something to pay. */
export const UpgradeProduct = write((call) => {
  const { params, world, wire } = call;
  const service = existing(world.services.get(params.int('serviceid')), 'Service ID Not Found');
  const methods = Object.keys(world.paymentMethods);
  if (!methods.includes(params.text('paymentmethod') ?? ''))
    throw new Refusal(`Invalid Payment Method. Valid options include ${methods.join(',')}`);
  const change = changeOf(service, call);
  const inProgress = world.upgrades.of(service.id).some((upgrade) => isUnpaid(upgrade, call));
  const { old, product, cycle, daysuntilrenewal, price } = change;
  const currency = currencyById(world.clients.get(service.clientid)?.currency ?? 1);
  const calculated = {
    oldproductid: wire.numeral(old.id),
    oldproductname: wire.text(old.name),
    newproductid: product.id,
    newproductname: wire.text(product.name),
    daysuntilrenewal,
    totaldays,
    newproductbillingcycle: cycle,
    price: `${currency.prefix}${decimal(price)}${currency.suffix}`,
  };
  if (params.flag('calconly')) return { ...calculated, upgradeinprogress: inProgress };
  if (inProgress)
    throw new Refusal('Unable to accept upgrade order. Previous upgrade invoice for service is still unpaid.');
  const upgrade = ordered(change, call);
  return {
    ...calculated,
    id: wire.numeral(upgrade.id),
    orderid: upgrade.orderid,
    order_number: String(world.orders.get(upgrade.orderid)?.ordernum ?? ''),
    invoiceid: upgrade.invoiceid === 0 ? null : upgrade.invoiceid,
  };
});

const isUnpaid = ({ invoiceid }: Upgrade, { world }: Call): boolean =>
  world.invoices.get(invoiceid)?.status === 'Unpaid';

function changeOf(service: Service, { params, world }: Call): Change {
  const old = existing(world.products.get(service.pid), 'Service ID Not Found');
  const currency = world.clients.get(service.clientid)?.currency ?? 1;
  const from = cycleOf(service.billingcycle);
  const type = params.text('type');
  if (type !== 'product' && type !== 'configoptions') throw new Refusal('Invalid Upgrade Type');
  const product = type === 'product' ? world.products.get(params.int('newproductid')) : old;
  if (!product) throw new Refusal('Invalid New Product ID');
  const cycle = type === 'product' ? cycleFor(product, params.text('newproductbillingcycle') ?? from, currency) : from;
  const sent = type === 'product' ? [] : fieldValues(params.map('configoptions'));
  const options = type === 'product' ? [] : merged(service.configOptions, optionValues(product, sent));
  const costs = (of: Product, chosen: readonly FieldValue[], by: Cycle): Cents =>
    (priceOf(of, by, currency) ?? 0) + optionsPrice(of, chosen, by, currency);
  const daysuntilrenewal = 1 + (service.id % (totaldays - 1));
  const difference = costs(product, options, cycle) - costs(old, service.configOptions, from);
  const price = Math.round((difference * daysuntilrenewal) / totaldays);
  return { service, old, product, cycle, options, daysuntilrenewal, price };
}

function ordered({ service, product, cycle, options, price }: Change, { params, world }: Call): Upgrade {
  const client = existing(world.clients.get(service.clientid), 'Client ID Not Found');
  const paymentmethod = params.text('paymentmethod') ?? '';
  const now = world.clock.now();
  const id = world.upgrades.nextId();
  const invoice: Invoice | null =
    price > 0
      ? addInvoice(world, {
          client,
          at: now,
          duedate: now.slice(0, 10),
          status: 'Unpaid',
          paymentmethod,
          lines: [
            {
              type: 'Upgrade',
              relid: id,
              description: `Upgrade/Downgrade: ${service.domain} => ${product.name}`,
              amount: price,
              taxed: true,
            },
          ],
        })
      : null;
  const order = addOrder(world, {
    id: world.orders.nextId(),
    userid: client.id,
    date: now,
    paymentmethod,
    amount: price,
    invoiceid: invoice?.id ?? 0,
  });
  const upgrade: Upgrade = {
    id,
    serviceid: service.id,
    orderid: order.id,
    invoiceid: invoice?.id ?? 0,
    pid: product.id,
    cycle,
    options,
    optionsPrice: optionsPrice(product, options, cycle, client.currency),
    status: 'Pending',
  };
  world.upgrades.add(upgrade);
  if (price < 0) addCredit(world, client, -price, `Upgrade/Downgrade Credit`, 0, now.slice(0, 10));
  if (!invoice) applyUpgrade(world, upgrade);
  return upgrade;
}
