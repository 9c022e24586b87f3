import type { Upgrade } from './model.ts';
import { cycleLabels, cycles, type Cycle } from './products.ts';
import { priceOf } from './services.ts';
import type { World } from './world.ts';

/** Gives the service what was ordered. The server is told later, by another run of the automation. */
export function applyUpgrade(world: World, upgrade: Upgrade): void {
  const service = world.services.get(upgrade.serviceid);
  if (!service || upgrade.status !== 'Pending') return;
  upgrade.status = 'Completed';
  service.configOptions = [...upgrade.options];
  const product = world.products.get(upgrade.pid);
  if (!product) return;
  service.pid = product.id;
  service.billingcycle = cycleLabels[upgrade.cycle];
  const currency = world.clients.get(service.clientid)?.currency ?? 1;
  service.recurringamount = (priceOf(product, upgrade.cycle, currency) ?? 0) + upgrade.optionsPrice;
}

/** The cycle that a service is billed by. */
export const cycleOf = (label: string): Cycle => cycles.find((cycle) => cycleLabels[cycle] === label) ?? 'monthly';
