/** Lists that are altered on their way: pages shorter than requested, rows removed, and a first page that repeats. */
import { describe, expect, it } from 'vitest';
import { cutGateway } from '../../support/cut-lists.ts';
import type { As, TestGateway } from '../../support/gateway.ts';

interface List {
  readonly totalCount: number | null;
  readonly nodes: readonly { readonly whmcsId: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const page = (
  field: string,
  args = '',
) => `query ($first: Int, $after: String) { list: ${field}(first: $first, after: $after${args}) {
  totalCount nodes { whmcsId } pageInfo { hasNextPage endCursor } } }`;

/** Client 7 has 120 services. */
const many = page('services', ', clientId: "7"');

const kinds = {
  clients: 'GetClients',
  services: 'GetClientsProducts',
  domains: 'GetClientsDomains',
  invoices: 'GetInvoices',
  orders: 'GetOrders',
  tickets: 'GetTickets',
} as const;

const idsOf = (list: List) => list.nodes.map(({ whmcsId }) => whmcsId);

/** All pages of a list, one after the other. */
async function everything(gateway: TestGateway, document: string, first: number, as: As = 'staff'): Promise<number[]> {
  const ids: number[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < 100; pages++) {
    const { data, errors }: { data: { list: List }; errors: unknown } = await gateway.execute<{ list: List }>(
      document,
      { first, after },
      { as },
    );
    expect(errors).toBeUndefined();
    ids.push(...idsOf(data.list));
    if (!data.list.pageInfo.hasNextPage) return ids;
    after = data.list.pageInfo.endCursor;
  }
  return expect.fail('the list has no end');
}

const inOrder = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);

describe('a ceiling below the requested page size', () => {
  it('fills the page with further calls', async () => {
    const { gateway, whmcs } = await cutGateway();
    const whole = await gateway.execute<{ list: List }>(many, { first: 100 });
    expect(whole.calls).toHaveLength(1);
    whmcs.meddle('GetClientsProducts', { ceiling: 50 });
    const { data, errors, calls } = await gateway.execute<{ list: List }>(many, { first: 100 });
    expect(errors).toBeUndefined();
    expect(data).toEqual(whole.data);
    expect(data.list).toMatchObject({ totalCount: 120, pageInfo: { hasNextPage: true } });
    expect(calls).toHaveLength(2);
  });

  it.each(Object.entries(kinds))('shortens no list of %s', async (field, command) => {
    const { gateway, whmcs } = await cutGateway();
    const whole = await everything(gateway, page(field), 20);
    whmcs.meddle(command, { ceiling: 7 });
    expect(await everything(gateway, page(field), 20)).toEqual(whole);
    expect(await everything(gateway, page(field), 100)).toEqual(whole);
  });

  it.each(Object.entries(kinds))('shortens no merged list of a partner: %s', async (field, command) => {
    const { gateway, whmcs } = await cutGateway();
    const whole = await everything(gateway, page(field), 10, 'partner');
    whmcs.meddle(command, { ceiling: 4 });
    expect(await everything(gateway, page(field), 10, 'partner')).toEqual(whole);
  });

  it('shortens no list that is read whole', async () => {
    const { gateway, whmcs } = await cutGateway();
    const active = `{ client(id: "7") { services(status: ACTIVE, first: 100) { totalCount nodes { whmcsId } } } }`;
    const whole = await gateway.execute(active);
    whmcs.meddle('GetClientsProducts', { ceiling: 25 });
    const cut = await gateway.execute(active);
    expect(cut.data).toEqual(whole.data);
    expect(cut.calls.filter(({ action }) => action === 'GetClientsProducts')).toHaveLength(5);
  });
});

describe('rows that a hook removes', () => {
  it('leave all other rows in the list', async () => {
    const { gateway, whmcs } = await cutGateway();
    const whole = await everything(gateway, many, 100);
    const without = whole.filter((_, index) => index % 10 === 3);
    whmcs.meddle('GetClientsProducts', { without });
    const left = whole.filter((id) => !without.includes(id));
    for (const first of [100, 30]) expect(inOrder([...new Set(await everything(gateway, many, first))])).toEqual(left);
    const { data } = await gateway.execute<{ client: { services: List } }>(
      `{ client(id: "7") { services(status: ACTIVE, first: 100) { totalCount nodes { whmcsId } } } }`,
    );
    const active = gateway.simulator.world.services
      .of(7)
      .filter(({ id, status }) => status === 'Active' && left.includes(id));
    expect(data.client.services.totalCount).toBe(active.length);
  });
});

describe('a first page for every request', () => {
  it.each(['true', 'asked', 'none'] as const)(
    'is reported at the list, and the list ends (startnumber: %s)',
    async (startnumber) => {
      const { gateway, whmcs, logged } = await cutGateway();
      whmcs.meddle('GetClientsProducts', { ceiling: 50, firstAgain: true, startnumber });
      const { data, errors, calls } = await gateway.execute<{ list: List }>(many, { first: 100 });
      expect(data.list.nodes).toHaveLength(50);
      expect(data.list).toMatchObject({ totalCount: 120, pageInfo: { hasNextPage: false } });
      expect(errors).toMatchObject([
        { path: ['list'], extensions: { code: 'WHMCS_UNEXPECTED_ANSWER', position: 50, rows: null } },
      ]);
      expect(errors?.[0]?.message).toMatch(/from position 50 on.*limitstart/);
      expect(calls.length).toBeLessThanOrEqual(3);
      await expect.poll(logged).toMatch(/"command":"GetClientsProducts".*limitstart/);
    },
  );

  it('is not shown as a later page', async () => {
    const { gateway, whmcs } = await cutGateway();
    const first = await gateway.execute<{ list: List }>(many, { first: 20 });
    whmcs.meddle('GetClientsProducts', { firstAgain: true });
    const after = first.data.list.pageInfo.endCursor;
    const { data, errors } = await gateway.execute<{ list: List }>(many, { first: 20, after });
    expect(data.list).toMatchObject({ totalCount: 120, nodes: [], pageInfo: { hasNextPage: false } });
    expect(errors).toMatchObject([{ path: ['list'], extensions: { position: 20, rows: null } }]);
  });

  it('is not detected without a startnumber in the response', async () => {
    const { gateway, whmcs } = await cutGateway();
    const whole = await everything(gateway, many, 50);
    whmcs.meddle('GetClientsProducts', { startnumber: 'none' });
    expect(await everything(gateway, many, 50)).toEqual(whole);
  });

  it('ends a list that is read whole, with the rows available', async () => {
    const { gateway, whmcs } = await cutGateway();
    whmcs.meddle('GetClientsProducts', { firstAgain: true, startnumber: 'asked' });
    const { data, errors } = await gateway.execute<{ client: { services: List } }>(
      `{ client(id: "7") { services(status: ACTIVE, first: 100) { nodes { whmcsId } } } }`,
    );
    const firstHundred = gateway.simulator.world.services.of(7).slice(0, 100);
    expect(data.client.services.nodes).toHaveLength(firstHundred.filter(({ status }) => status === 'Active').length);
    expect(errors).toMatchObject([{ path: ['client', 'services'], extensions: { position: 100, rows: null } }]);
  });
});
