/** One wave where arguments allow it: calls that need only numbers are sent together with the entity's own call. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import type { CallEntry } from '../../../src/simulator/index.ts';
import { useGateway } from '../../support/gateway.ts';

/** Long enough that all independent calls arrive before the first is answered. */
const LATENCY_MS = 150;

const gateway = useGateway({
  simulator: { clients: 12, latencyMs: LATENCY_MS },
  gateway: { sharedCache: false },
  whmcs: { maxConcurrency: 100 },
});

const { execute } = gateway;

/** The commands, wave by wave: a call that came after an answer had gone out belongs to a later wave. */
function wavesOf(calls: readonly CallEntry[]): string[][] {
  const waves: string[][] = [];
  let begun = -Infinity;
  for (const { action, at } of calls) {
    if (at - begun >= LATENCY_MS) {
      waves.push([]);
      begun = at;
    }
    waves.at(-1)?.push(action);
  }
  return waves.map((wave) => wave.toSorted());
}

async function wavesFor(document: string, as = 'staff'): Promise<string[][]> {
  const { calls } = await execute(document, {}, { as });
  return wavesOf(calls);
}

/** The first service of client 3. */
const service = (owner = 3) => globalId('Service', 19, owner);

describe('a client by number', () => {
  const page = `{ client(id: "3") { fullName address { line1 }
    services { nodes { name } } invoices { nodes { number } } tickets { nodes { subject } } } }`;

  test('is read together with its lists', async () => {
    expect(await wavesFor(page)).toEqual([['GetClientsDetails', 'GetClientsProducts', 'GetInvoices', 'GetTickets']]);
  });

  test('is so for its own client or partner as well', async () => {
    expect(await wavesFor(page, 'partner')).toHaveLength(1);
  });

  test('causes no call if it is not the viewer’s', async () => {
    expect(await wavesFor(page, 'client')).toEqual([]);
  });

  test('is read with its counters, for one call', async () => {
    expect(await wavesFor('{ client(id: "3") { fullName stats { serviceCount } orders { totalCount } } }')).toEqual([
      ['GetClientsDetails', 'GetOrders'],
    ]);
  });

  test('obeys @skip and @include', async () => {
    const document = `{ client(id: "3") { fullName services @skip(if: true) { totalCount }
      ... @include(if: false) { tickets { totalCount } } ...more } } fragment more on Client { domains { totalCount } }`;
    expect(await wavesFor(document)).toEqual([['GetClientsDetails', 'GetClientsDomains']]);
  });
});

describe('an entity by its global id', () => {
  test('is read together with its client, and with that client’s lists', async () => {
    expect(
      await wavesFor(`{ service(id: "${service()}") { name client { fullName invoices { totalCount } } } }`),
    ).toEqual([['GetClientsDetails', 'GetClientsProducts', 'GetInvoices']]);
  });

  test('is so as a node too', async () => {
    expect(await wavesFor(`{ node(id: "${service()}") { ... on Service { name client { companyName } } } }`)).toEqual([
      ['GetClientsDetails', 'GetClientsProducts'],
    ]);
  });

  test('does not request fields that its own row will hold', async () => {
    const id = globalId('Order', 1, gateway.simulator.world.orders.get(1)?.userid ?? 0);
    expect(await wavesFor(`{ order(id: "${id}") { number client { fullName } } }`)).toEqual([['GetOrders']]);
  });

  test('is read first by its bare number', async () => {
    expect(await wavesFor('{ service(id: "19") { name client { fullName } } }')).toEqual([
      ['GetClientsProducts'],
      ['GetClientsDetails'],
    ]);
  });

  test('has the same answer with a wrong hint', async () => {
    const { data } = await execute<{ service: object }>(
      `{ service(id: "${service(5)}") { whmcsId client { whmcsId fullName } } }`,
    );
    const right = await execute<{ service: object }>(`{ service(id: "19") { whmcsId client { whmcsId fullName } } }`);
    expect(data.service).toEqual(right.data.service);
  });

  test('sends only the lookup of its owner for a hint at a foreign client', async () => {
    const document = `{ service(id: "${service(9)}") { name client { fullName tickets { totalCount } } } }`;
    expect(await wavesFor(document, 'client')).toEqual([['GetClientsProducts']]);
  });

  test('shows nothing of the entity for a forged hint at the viewer’s own client', async () => {
    const { data, errors } = await execute(
      `{ service(id: "${service(1)}") { name client { fullName } } }`,
      {},
      { as: 'client' },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ service: null });
  });
});

test('sends five lists of a dashboard in one wave', async () => {
  const waves = await wavesFor(`{ clients { totalCount } services { totalCount } invoices { totalCount }
    orders { totalCount } tickets { totalCount } }`);
  expect(waves).toHaveLength(1);
  expect(waves[0]).toHaveLength(5);
});
