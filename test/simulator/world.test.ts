import { describe, expect, it } from 'vitest';
import { WallClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import { buildWorld } from '../../src/simulator/world/build.ts';
import { Caller } from './support.ts';

const clock = new WallClock('UTC');
const rows = (clients: number, seed: number) => {
  const { services, invoices, orders, tickets, domains, transactions } = buildWorld(clients, seed, clock);
  return [services, invoices, orders, tickets, domains, transactions].map((table) => table.all());
};

describe('the world', () => {
  it('is the same for the same seed, and differs for another seed', () => {
    expect(rows(40, 5)).toEqual(rows(40, 5));
    expect(rows(40, 5)).not.toEqual(rows(40, 6));
  });

  it('starts with the same clients for any number of clients', () => {
    const small = buildWorld(20, 1, clock);
    const large = buildWorld(40, 1, clock);
    for (const service of small.services) expect(large.services.get(service.id)).toEqual(service);
  });

  it('gives the same answer to the same request', async () => {
    const pair = await Promise.all([Caller.start(), Caller.start()]);
    const [one, other] = await Promise.all(pair.map((whmcs) => whmcs.call('GetInvoices', { limitnum: 100 })));
    expect(one).toEqual(other);
    await Promise.all(pair.map((whmcs) => whmcs.simulator.close()));
  });

  it('has a rich client, one with more than a page of everything, and one with nothing', () => {
    const world = buildWorld(10, 1, clock);
    const statuses = new Set(world.invoices.of(1).map(({ status }) => status));
    expect(statuses).toEqual(new Set(['Paid', 'Unpaid', 'Cancelled', 'Draft', 'Refunded']));
    expect(world.services.of(7).length).toBeGreaterThan(100);
    expect(world.invoices.of(7).length).toBeGreaterThan(100);
    expect([world.services.of(8), world.invoices.of(8), world.tickets.of(8)]).toEqual([[], [], []]);
    expect(
      new Set(
        world.clients
          .all()
          .slice(0, 6)
          .map(({ currency }) => currency),
      ).size,
    ).toBe(4);
  });

  it('may be empty', async () => {
    const simulator = await startSimulator({ clients: 0 });
    expect(await new Caller(simulator).call('GetClients')).toMatchObject({ totalresults: 0, clients: { client: [] } });
    await simulator.close();
  });

  it('gives every ticket a unique number', () => {
    const tickets = buildWorld(3000, 1, clock).tickets.all();
    expect(new Set(tickets.map(({ tid }) => tid)).size).toBe(tickets.length);
  });
});
