import type { NewLine } from '../world/billing.ts';
import type { Client, Renewals } from '../world/model.ts';
import { productAddons, productById } from '../world/products.ts';
import { domainPrice } from '../world/services.ts';
import type { World } from '../world/world.ts';
import { Refusal } from './command.ts';
import { same } from './page.ts';
import { toInt, type Params } from './params.ts';

const unrenewable = new Set(['Pending', 'Cancelled', 'Pending Transfer', 'Transferred', 'Transferred Away', 'Fraud']);

export interface ReadRenewals {
  readonly renewals: Renewals;
  readonly billed: readonly NewLine[];
}

/** Renewals create no records: the order stores them, and the invoice has their lines. */
export function readRenewals(params: Params, client: Client, world: World): ReadRenewals {
  const domains = Object.entries(params.array('domainrenewals')).map(([name, years]) => ({
    name,
    years: Math.max(toInt(years), 1),
  }));
  const services = Object.values(params.array('servicerenewals')).map(toInt);
  const addons = Object.values(params.array('addonrenewals')).map(toInt);
  return {
    renewals: { domains: Object.fromEntries(domains.map(({ name, years }) => [name, years])), services, addons },
    billed: [
      ...domains.map(({ name, years }) => domainLine(name, years, client, world)),
      ...services.map((id) => serviceLine(id, client, world)),
      ...addons.map((id) => addonLine(id, client, world)),
    ],
  };
}

function domainLine(name: string, years: number, client: Client, world: World): NewLine {
  const domain = world.domains.of(client.id).find((candidate) => same(candidate.domainname, name));
  if (!domain) throw new Refusal('Domain not owned by Client ID provided');
  if (unrenewable.has(domain.status))
    throw new Refusal(`Domain status is set to '${domain.status}' and cannot be renewed`);
  const amount = domainPrice(domain.domainname, client.currency) * years;
  return {
    type: 'Domain',
    relid: domain.id,
    description: `Domain Renewal - ${domain.domainname} - ${years} Year/s`,
    amount,
    taxed: true,
  };
}

function serviceLine(id: number, client: Client, world: World): NewLine {
  const service = world.services.get(id);
  const renewable =
    service?.clientid === client.id && ['Active', 'Suspended'].includes(service.status) && service.recurringamount > 0;
  if (!service || !renewable) throw new Refusal(`Service ID ${id} can not be renewed at this time.`);
  const name = productById(service.pid)?.name ?? '';
  // Renewals are billed under the same type as the first payment.
  return { type: 'Hosting', relid: id, description: `${name} - Renewal`, amount: service.recurringamount, taxed: true };
}

function addonLine(id: number, client: Client, world: World): NewLine {
  const addon = world.addons.get(id);
  const owner = world.services.get(addon?.serviceid ?? 0)?.clientid;
  if (!addon || owner !== client.id || addon.status !== 'Active')
    throw new Refusal(`Addon ID ${id} can not be renewed at this time.`);
  const name = productAddons.find((candidate) => candidate.id === addon.addonid)?.name ?? '';
  return { type: 'Addon', relid: id, description: `Addon - ${name} - Renewal`, amount: addon.recurring, taxed: true };
}
