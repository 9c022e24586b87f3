/** Lists of a partner with many clients: by the cheapest route, in one order, complete, within the budget. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { restricted } from '../../../src/access/viewer.ts';
import { defaultLimits } from '../../../src/config/limits.ts';
import { startTestGateway, useGateway, type Executed, type TestGateway } from '../../support/gateway.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const partner = (name: string, clients: readonly number[]) => ({
  token: name,
  viewer: restricted(name, 'PARTNER', clients),
});

/** Of 600 clients: the first 300, every seventh, nine with little data, and thirty in the middle. */
const tokens = [
  partner('half', range(1, 300)),
  partner(
    'some',
    range(1, 600).filter((id) => id % 7 === 0),
  ),
  partner('nine', range(301, 309)),
  partner('thirty', range(31, 60)),
];
const clientsOf = (name: string) => tokens.find(({ token }) => token === name)?.viewer.clients ?? [];

interface List {
  readonly totalCount: number | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly { readonly whmcsId: number }[];
}

type Kind = 'clients' | 'services' | 'domains' | 'invoices' | 'orders' | 'tickets';

const commands = {
  clients: 'GetClients',
  services: 'GetClientsProducts',
  domains: 'GetClientsDomains',
  invoices: 'GetInvoices',
  orders: 'GetOrders',
  tickets: 'GetTickets',
} as const satisfies Record<Kind, string>;
const kinds = Object.keys(commands) as Kind[];

const list = (kind: Kind, args = '') =>
  `query ($first: Int, $after: String) { list: ${kind}(first: $first, after: $after ${args}) {
    totalCount pageInfo { hasNextPage endCursor } nodes { whmcsId } } }`;

interface Walked {
  readonly ids: number[];
  readonly pages: Executed<{ list: List }>[];
}

/** All pages of a list, one after the other. */
async function walk(gateway: TestGateway, as: string, document: string, first: number): Promise<Walked> {
  const walked: Walked = { ids: [], pages: [] };
  for (let after: string | null = null; walked.pages.length < 400;) {
    const page: Executed<{ list: List }> = await gateway.execute<{ list: List }>(document, { first, after }, { as });
    expect(page.errors).toBeUndefined();
    walked.pages.push(page);
    const { nodes, pageInfo } = page.data.list;
    walked.ids.push(...nodes.map(({ whmcsId }) => whmcsId));
    if (!pageInfo.hasNextPage) return walked;
    expect(pageInfo.endCursor).not.toBeNull();
    after = pageInfo.endCursor;
  }
  return expect.fail('the list has no end');
}

/** The rows of these clients in the simulator, by number. */
function ownedIn({ simulator: { world } }: TestGateway, kind: Kind, clients: readonly number[]): number[] {
  if (kind === 'clients') return [...clients];
  return clients.flatMap((client): number[] => world[kind].of(client).map(({ id }) => id)).toSorted((a, b) => a - b);
}

const byNumber = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);

describe('a partner with half of all clients', () => {
  const gateway = useGateway({ simulator: { clients: 600 }, tokens });

  it.each(kinds)('reads %s in one call for each page of the full list, and the next pages in none', async (kind) => {
    const { ids, pages } = await walk(gateway, 'half', list(kind), 50);
    const owned = ownedIn(gateway, kind, clientsOf('half'));
    expect(byNumber(ids)).toEqual(owned);
    expect(pages.map(({ data }) => data.list.totalCount)).toEqual(pages.map(() => owned.length));
    const { world } = gateway.simulator;
    const all = kind === 'clients' ? world.clients.size : world[kind].size;
    expect(pages.map(({ calls }) => calls.length)).toEqual([Math.ceil(all / 100), ...pages.slice(1).map(() => 0)]);
    for (const { action, params } of pages[0]?.calls ?? []) {
      expect(action).toBe(commands[kind]);
      expect(params).not.toHaveProperty('clientid');
      expect(params).not.toHaveProperty('userid');
    }
    for (const { extensions } of pages) expect(extensions).toBeUndefined();
  });

  it.each<[string, Kind, string]>([
    ['oldest first', 'services', ''],
    ['newest first', 'invoices', ''],
    ['newest first', 'orders', ''],
    ['oldest first', 'domains', ''],
    ['newest first', 'clients', 'orderBy: { field: ID, direction: DESC }'],
    ['oldest first', 'invoices', 'orderBy: { field: ID, direction: ASC }'],
  ])('finds them %s: %s(%s)', async (order, kind, args) => {
    const { ids } = await walk(gateway, 'half', list(kind, args), 100);
    const ascending = ownedIn(gateway, kind, clientsOf('half'));
    expect(ids).toEqual(order === 'oldest first' ? ascending : ascending.toReversed());
  });

  it('filters where WHMCS cannot', async () => {
    const { world } = gateway.simulator;
    const clients = await walk(gateway, 'half', list('clients', 'status: CLOSED'), 100);
    const closed = clientsOf('half').filter((id) => world.clients.get(id)?.status === 'Closed');
    expect(clients.ids).toEqual(closed);
  });

  it.each(['first: 101', 'first: 3, last: 3', 'after: "garbage"', 'offset: -1'])(
    'sends nothing for invalid arguments: %s',
    async (args) => {
      const query = `{ orders(${args}) { totalCount } }`;
      const { errors, calls } = await gateway.execute(
        query,
        {},
        { as: 'some', headers: { 'cache-control': 'no-cache' } },
      );
      expect([errors?.map(({ extensions }) => extensions.code), calls]).toEqual([['BAD_USER_INPUT'], []]);
    },
  );

  it('counts without a call once the list has been read', async () => {
    await gateway.execute(list('services'), { first: 1 }, { as: 'half' });
    const { data, calls } = await gateway.execute('{ services { totalCount } }', {}, { as: 'half' });
    expect([data, calls]).toEqual([
      { services: { totalCount: ownedIn(gateway, 'services', clientsOf('half')).length } },
      [],
    ]);
  });
});

describe('the route', () => {
  const start = async (clients: number) => {
    const gateway = await startTestGateway({ simulator: { clients }, tokens });
    onTestFinished(() => gateway.close());
    return gateway;
  };

  it('is one list for each of a few clients, without asking for the length of the full list', async () => {
    const gateway = await start(600);
    const { calls } = await gateway.execute(list('invoices'), { first: 5 }, { as: 'partner' });
    expect(byNumber(calls.map(({ params }) => Number(params['userid'])))).toEqual([1, 2, 3, 4, 5]);
  });

  it('is one list for each client when the full list is longer, which costs one call to learn', async () => {
    const gateway = await start(2_000);
    const { data, calls } = await gateway.execute<{ list: List }>(list('services'), { first: 5 }, { as: 'nine' });
    expect(data.list.totalCount).toBe(ownedIn(gateway, 'services', clientsOf('nine')).length);
    const asked = calls.map(({ params }) => Number(params['clientid'] ?? 0));
    expect(byNumber(asked)).toEqual([0, ...clientsOf('nine')]);
  });

  it('is the full list even for a few clients when it is known to be short', async () => {
    const gateway = await start(60);
    await gateway.execute('{ tickets(first: 1) { totalCount } }');
    const { calls } = await gateway.execute(list('tickets'), { first: 5 }, { as: 'partner' });
    expect(calls.map(({ params }) => params['clientid'])).toEqual(
      gateway.simulator.world.tickets.size > 100 ? [undefined, undefined] : [undefined],
    );
  });

  it.each(['zero-total', 'missing-total'] as const)(
    'reaches the end of the list even with a wrong count: %s',
    async (kind) => {
      const gateway = await start(600);
      gateway.simulator.fail({ kind });
      const { ids } = await walk(gateway, 'some', list('domains'), 100);
      expect(byNumber(ids)).toEqual(ownedIn(gateway, 'domains', clientsOf('some')));
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('to fields that only clients hold is a sweep too, when that takes fewer calls than one for each', async () => {
    const gateway = await start(600);
    await gateway.execute('{ clients(first: 1) { totalCount } }');
    const { data, calls } = await gateway.execute<{ orders: { nodes: { client: { email: string } }[] } }>(
      '{ orders(first: 60) { nodes { client { email } } } }',
      {},
      { as: 'half' },
    );
    expect(data.orders.nodes.every(({ client }) => client.email.includes('@'))).toBe(true);
    expect(calls.filter(({ action }) => action === 'GetClients')).toHaveLength(6);
    expect(calls.map(({ action }) => action)).not.toContain('GetClientsDetails');
  });

  it('does not change the result', async () => {
    const [alone, swept] = [await start(60), await start(60)];
    for (const kind of kinds) {
      await swept.execute(`{ ${kind}(first: 1) { totalCount } }`);
      const one = await walk(alone, 'partner', list(kind), 7);
      const other = await walk(swept, 'partner', list(kind), 7);
      expect([kind, other.ids]).toEqual([kind, one.ids]);
    }
  });
});

describe('when no route is within the budget', () => {
  const budget = 12;
  const startPoor = async (sharedCache = true) => {
    const gateway = await startTestGateway({
      simulator: { clients: 2_000 },
      tokens,
      gateway: { sharedCache, limits: { budget: { ...defaultLimits.budget, PARTNER: budget } } },
    });
    onTestFinished(() => gateway.close());
    return gateway;
  };

  it.each([
    ['services', true],
    ['services', false],
    ['invoices', true],
    ['orders', true],
    ['domains', true],
    ['clients', true],
  ] as const)('%s are paged to their end, each once, and short pages say so (cache: %s)', async (kind, sharedCache) => {
    const gateway = await startPoor(sharedCache);
    const { ids, pages } = await walk(gateway, 'thirty', list(kind), 20);
    expect(byNumber(ids)).toEqual(ownedIn(gateway, kind, clientsOf('thirty')));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { calls, data, extensions } of pages) {
      expect(calls.length).toBeLessThanOrEqual(budget);
      const isShort = data.list.nodes.length < 20 && data.list.pageInfo.hasNextPage;
      expect(extensions).toEqual(isShort ? { partial: { code: 'BUDGET_EXCEEDED', lists: [kind] } } : undefined);
      expect(data.list.totalCount).toBeNull();
    }
    expect(pages.some(({ extensions }) => extensions !== undefined)).toBe(true);
  });

  it('keeps the order for every page size', async () => {
    const gateway = await startPoor();
    const [small, large] = [
      await walk(gateway, 'thirty', list('services'), 3),
      await walk(gateway, 'thirty', list('services'), 100),
    ];
    expect(small.ids).toEqual(large.ids);
  });

  it('gets further when the page is requested again, as cached lists take no call', async () => {
    const gateway = await startPoor();
    const ask = async () => {
      const { data, calls } = await gateway.execute<{ list: List }>(list('services'), { first: 100 }, { as: 'thirty' });
      return { ids: data.list.nodes.map(({ whmcsId }) => whmcsId), calls: calls.length };
    };
    const [first, second] = [await ask(), await ask()];
    expect(second.ids.length).toBeGreaterThan(first.ids.length);
    expect(second.ids.slice(0, first.ids.length)).toEqual(first.ids);
    expect([first.calls, second.calls].every((calls) => calls > 0 && calls <= budget)).toBe(true);
  });

  it('reports an error for a request from the end of the list', async () => {
    const gateway = await startPoor();
    const { data, calls, errors } = await gateway.execute('{ services(last: 3) { totalCount } }', {}, { as: 'thirty' });
    expect([data, calls.length <= budget]).toEqual([{ services: null }, true]);
    expect(errors).toMatchObject([{ extensions: { code: 'BUDGET_EXCEEDED' } }]);
    const page = await gateway.execute<{ list: List }>(list('services'), { first: 3 }, { as: 'thirty' });
    const cursor = page.data.list.pageInfo.endCursor;
    const backwards = await gateway.execute(
      'query ($cursor: String) { services(last: 3, before: $cursor) { totalCount } }',
      { cursor },
      { as: 'thirty' },
    );
    expect(backwards.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
