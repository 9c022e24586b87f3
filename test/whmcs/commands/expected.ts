/** The expected answers of test/samples, as far as they are worth checking. */
import { addonsAndUpgrades } from './expected/add-ons-and-upgrades.ts';
import { billing } from './expected/billing.ts';
import { clients } from './expected/clients.ts';
import { ordersAndTickets } from './expected/orders-and-tickets.ts';
import { services } from './expected/services.ts';
import { system } from './expected/system.ts';

export const expected: Readonly<Record<string, object>> = {
  ...clients,
  ...services,
  ...addonsAndUpgrades,
  ...billing,
  ...ordersAndTickets,
  ...system,
};
