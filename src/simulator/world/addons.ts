import type { Service, ServiceAddon } from './model.ts';
import { convert, currencyById, productAddons } from './products.ts';
import type { World } from './world.ts';

/** An addon of a service with the prices of its client's currency, not yet in the table. */
export function storedAddon(world: World, service: Service, addonid: number, status: string): ServiceAddon {
  const currency = currencyById(world.clients.get(service.clientid)?.currency ?? 1);
  const monthly = productAddons.find(({ id }) => id === addonid)?.monthly ?? 0;
  const id = world.addons.nextId();
  return {
    id,
    serviceid: service.id,
    userid: service.clientid,
    orderid: service.orderid,
    addonid,
    qty: 1,
    name: '',
    setupfee: 0,
    recurring: convert(monthly, currency),
    billingcycle: 'Monthly',
    regdate: service.regdate,
    nextduedate: service.nextduedate,
    paymentmethod: service.paymentmethod,
    status,
    notes: id % 2 === 0 ? '' : `STAFF-addon-note-${id}`,
  };
}
