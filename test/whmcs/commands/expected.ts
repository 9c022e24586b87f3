/** What the samples of test/samples become, as far as it is worth checking. */
import { billing } from './expected/billing.ts';
import { clients } from './expected/clients.ts';
import { ordersAndTickets } from './expected/orders-and-tickets.ts';
import { services } from './expected/services.ts';

export const expected: Readonly<Record<string, object>> = { ...clients, ...services, ...billing, ...ordersAndTickets };
