/** Every connection, for a partner and a client: which rows it shows, counts and pages through, and where its cursors are valid. */
import { isObjectType, getNamedType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { restricted } from '../../../src/access/viewer.ts';
import { cursorAt } from '../../../src/graph/read/paging.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { schema } from '../../../src/graph/schema.ts';
import { variantsOf } from '../../../src/graph/schema-kit/variants.ts';
import { Table } from '../../../src/simulator/world/table.ts';
import { startTestGateway, useGateway } from '../../support/gateway.ts';
import { expectUnknown } from '../../support/unknown.ts';

const many = Array.from({ length: 20 }, (_, index) => index + 1);
const gateway = useGateway({
  simulator: { clients: 40 },
  tokens: [
    { token: 'many', viewer: restricted('many', 'PARTNER', many) },
    { token: 'other', viewer: restricted('other', 'PARTNER', many) },
  ],
});
const viewers: Readonly<Record<string, readonly number[]>> = { client: [1], partner: [1, 2, 3, 4, 5], many };

const connectionsOf = (type: unknown): string[] => {
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields())
    .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
    .map(({ name }) => name);
};

/** Whether the rows of a connection say whose they are. Others are the same for everybody, or hang on their client alone. */
function isOwned(name: string, parent: unknown): boolean {
  const connection = isObjectType(parent) ? getNamedType(parent.getFields()[name]?.type) : null;
  const row = isObjectType(connection) ? getNamedType(connection.getFields()['nodes']?.type) : null;
  return isObjectType(row) && (row.name === 'Client' || 'client' in row.getFields());
}

const ownedIn = (type: unknown): string[] => connectionsOf(type).filter((name) => isOwned(name, type));

/** Lists that these viewers see. The journal's lists belong to no client, and only the schema of staff has them. */
const schemaFor = variantsOf(schema);
const shownTo = (role: 'PARTNER' | 'CLIENT') => schemaFor(restricted(role, role, [1]));
const roots = ownedIn(shownTo('PARTNER').getQueryType());
/** Lists that hang on their client alone, although a row says whose it is. */
const withoutRoot: ReadonlySet<string> = new Set(['addons']);
const ofClientsIn = (type: unknown): string[] => ownedIn(type).filter((name) => !withoutRoot.has(name));
const ofClients = ofClientsIn(shownTo('PARTNER').getType('Client'));
const seen = connectionsOf(shownTo('PARTNER').getQueryType());
const ofStaff = connectionsOf(schema.getQueryType()).filter((name) => !seen.includes(name));

interface List {
  readonly totalCount: number | null;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly client?: { whmcsId: number } };
  }[];
}

/** WHMCS has no list of all transactions. */
const needsClient = (name: string) => name === 'transactions';

const shown = (name: string) =>
  `totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { id ${name === 'clients' ? '' : 'client { whmcsId }'} } }`;

/** A connection of the viewer, or of one client. */
const rootList = (name: string, client?: number) =>
  `query ($first: Int, $after: String) { list: ${name}(first: $first, after: $after${client === undefined ? '' : `, clientId: "${client}"`}) { ${shown(name)} } }`;

const clientList = (name: string, client: number) =>
  `query ($first: Int, $after: String) { client(id: "${client}") { list: ${name}(first: $first, after: $after) { ${shown(name)} } } }`;

interface Answered {
  readonly list?: List | null;
  readonly client?: { readonly list: List } | null;
}

async function pageOf(as: string, document: string, first: number, after: string | null = null, headers = {}) {
  const { data, errors, calls } = await gateway.execute<Answered>(document, { first, after }, { as, headers });
  return { list: data.list ?? data.client?.list ?? null, errors, calls };
}

/** All rows of a list, whose pages agree on the total. */
async function walk(as: string, document: string) {
  const edges: List['edges'][number][] = [];
  const totals = new Set<number | null>();
  for (let after: string | null = null; ;) {
    const { list, errors } = await pageOf(as, document, 17, after);
    if (!list) return expect.fail(JSON.stringify(errors));
    expect(list.pageInfo.hasPreviousPage).toBe(after !== null);
    expect(list.pageInfo.endCursor).toBe(list.edges.at(-1)?.cursor ?? null);
    edges.push(...list.edges);
    totals.add(list.totalCount);
    if (!list.pageInfo.hasNextPage) return { edges, totals: [...totals] };
    after = list.pageInfo.endCursor;
  }
}

const world = () => gateway.simulator.world;

/** The rows that only staff see. */
const hidden: Readonly<Record<string, (row: object) => boolean>> = {
  quotes: (row) => 'stage' in row && row.stage === 'Draft',
};

const isTable = (table: unknown): table is { of(client: number): readonly object[] } => table instanceof Table;

/** How many of these entities the clients see. */
function countOf(name: string, clients: readonly number[]): number {
  if (name === 'clients') return clients.length;
  const table: unknown = Reflect.get(world(), name);
  if (!isTable(table)) return expect.fail(`the simulator has no table of ${name}`);
  const rows = clients.flatMap((client) => table.of(client));
  return rows.filter((row) => hidden[name]?.(row) !== true).length;
}

/** Lists of the root whose entities a client has one of: `Client.affiliate`. */
const single: ReadonlySet<string> = new Set(['clients', 'affiliates']);

it('offers every list of the root on a client too, for every role', () => {
  expect(roots).toEqual(expect.arrayContaining(['clients', 'domains', 'invoices', 'orders', 'services', 'tickets']));
  expect(ofClients.toSorted()).toEqual(roots.filter((name) => !single.has(name)).toSorted());
  expect(ownedIn(shownTo('CLIENT').getQueryType())).toEqual(roots);
  expect(ofClientsIn(shownTo('CLIENT').getType('Client'))).toEqual(ofClients);
  expect(connectionsOf(schema.getType('Client'))).toEqual(expect.arrayContaining(ofClients));
  expect(ofStaff).toEqual(expect.arrayContaining(['operations', 'toDoItems', 'unresolvedOperations']));
});

describe.each(Object.keys(viewers))('a viewer: %s', (as) => {
  const own = viewers[as] ?? [];

  it.each(ofStaff)('has never heard of %s', async (name) => {
    expectUnknown(await gateway.execute(`{ ${name} { totalCount } }`, {}, { as }), name);
  });

  it.each(roots.filter((name) => !needsClient(name)))(
    'sees, counts and pages through its own %s only',
    async (name) => {
      const { edges, totals } = await walk(as, rootList(name));
      expect(totals).toEqual([countOf(name, own)]);
      expect(edges).toHaveLength(countOf(name, own));
      expect(new Set(edges.map(({ node }) => node.id)).size).toBe(edges.length);
      for (const { node } of edges) if (node.client) expect(own).toContain(node.client.whmcsId);
    },
  );

  it.each(ofClients)('sees, counts and pages through the %s of one client, by both ways', async (name) => {
    const [first = 0] = own;
    const [byRoot, byClient] = [await walk(as, rootList(name, first)), await walk(as, clientList(name, first))];
    expect(byRoot.totals).toEqual([countOf(name, [first])]);
    expect(byRoot.edges.length).toBe(countOf(name, [first]));
    expect(byClient).toEqual(byRoot);
    for (const { node } of byRoot.edges) expect(node.client).toEqual({ whmcsId: first });
  });

  it.each(ofClients)('gets the same bytes for the %s of a foreign client and of a missing one', async (name) => {
    const raw = async (client: number, args: string) => {
      const before = gateway.simulator.calls.total;
      const query = `{ list: ${name}(clientId: "${client}"${args}) { ${shown(name)} } }`;
      const response = await gateway.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${as}`, 'x-request-id': 'the-same' },
        body: JSON.stringify({ query }),
      });
      const { date: _, ...headers } = Object.fromEntries(response.headers);
      return {
        status: response.status,
        headers,
        body: await response.text(),
        calls: gateway.simulator.calls.total - before,
      };
    };
    // Staff have put everything into the cache.
    await gateway.execute(rootList(name, 27), { first: 100 });
    for (const args of ['', ', first: 0', ', last: 5', ', offset: 3', ', first: 101', `, after: "${cursorAt(3)}"`]) {
      const [foreign, missing] = [await raw(27, args), await raw(99_999, args)];
      expect(foreign).toEqual(missing);
      expect(foreign.calls).toBe(0);
      if (args === '') expect(JSON.parse(foreign.body)).toMatchObject({ data: { list: { totalCount: 0, edges: [] } } });
    }
  });

  it.each(roots)('gets cursors of %s that reveal nothing, and are valid for no other list', async (name) => {
    const [client = 1] = own;
    const document = needsClient(name) ? rootList(name, client) : rootList(name);
    const { list } = await pageOf(as, document, 100);
    const cursors = list?.edges.map(({ cursor }) => cursor) ?? [];
    expect(new Set(cursors.map(({ length }) => length))).toEqual(new Set([44]));
    expect(cursors.map((cursor) => Buffer.from(cursor, 'base64url').toString()).join()).not.toMatch(/row:/);
    const [cursor = ''] = cursors;
    const strange = async (after: string, where = document, who = as) => {
      const { errors, list: none, calls } = await pageOf(who, where, 5, after);
      expect([none, calls]).toEqual([null, []]);
      return errors?.map(({ message, extensions }) => [message, extensions.code]);
    };
    const refusal = [['after is no cursor of this list: take endCursor or startCursor of a page', 'BAD_USER_INPUT']];
    const others = roots.filter((each) => each !== name && !needsClient(each));
    expect(await strange('garbage')).toEqual(refusal);
    expect(await strange(cursorAt(0))).toEqual(refusal);
    expect(await strange((cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1))).toEqual(refusal);
    for (const other of others) expect(await strange(cursor, rootList(other))).toEqual(refusal);
    if (!needsClient(name) && name !== 'clients' && own.length > 1)
      expect(await strange(cursor, rootList(name, client))).toEqual(refusal);
    expect(await strange(cursor, document, 'other')).toEqual(refusal);
    expect(await strange(cursor, document, 'staff')).toEqual(refusal);
  });
});

it('accepts a cursor in every gateway with the same secret, and in no other', async () => {
  const { simulator } = gateway;
  const secret = 'another-secret-of-the-same-host';
  const { list } = await pageOf('partner', rootList('invoices'), 3);
  const after = list?.pageInfo.endCursor;
  for (const [whmcs, isGood] of [[{}, true] as const, [{ secret }, false] as const]) {
    const replica = await startTestGateway({ simulator, whmcs });
    const { data, errors } = await replica.execute<Answered>(
      rootList('invoices'),
      { first: 3, after },
      { as: 'partner' },
    );
    await replica.close();
    if (isGood) expect(data.list).toEqual((await pageOf('partner', rootList('invoices'), 3, after)).list);
    else expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  }
});

it('refuses a cursor of the whole list in the list of one client', async () => {
  const { list } = await pageOf('partner', rootList('orders'), 3);
  const { errors } = await gateway.execute(
    rootList('orders'),
    { first: 3, after: list?.pageInfo.endCursor },
    { as: 'partner', headers: { 'x-gateway-client': '2' } },
  );
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

describe('rows without an owner', () => {
  /** One of each kind, as imports and deleted clients leave them behind. */
  function orphans(): Readonly<Record<string, string>> {
    const copied = <Row extends { readonly id: number }>(
      table: { all(): Row[]; nextId(): number; add(row: Row): Row },
      owner: object,
    ): number => {
      const [row] = table.all();
      if (!row) return expect.fail('the simulator has none to copy');
      return table.add({ ...row, ...owner, id: table.nextId() }).id;
    };
    return {
      services: globalId('Service', copied(world().services, { clientid: 0 })),
      domains: globalId('Domain', copied(world().domains, { userid: 0 })),
      invoices: globalId('Invoice', copied(world().invoices, { userid: 0 })),
      orders: globalId('Order', copied(world().orders, { userid: 0 })),
      tickets: globalId('Ticket', copied(world().tickets, { userid: 0 })),
      contacts: globalId('Contact', copied(world().contacts, { userid: 0 })),
      quotes: globalId('Quote', copied(world().quotes, { userid: 0 })),
    };
  }

  it('are shown to staff alone, in every list and by every id', async () => {
    const ids = orphans();
    for (const as of ['staff', 'many', 'partner', 'client'])
      for (const [name, id] of Object.entries(ids)) {
        const found: string[] = [];
        for (let after: string | null = null; ;) {
          const { list } = await pageOf(as, rootList(name), 100, after, { 'cache-control': 'no-cache' });
          found.push(...(list?.edges.map(({ node }) => node.id) ?? []));
          if (!list?.pageInfo.hasNextPage) break;
          after = list.pageInfo.endCursor;
        }
        const { data } = await gateway.execute('query ($id: ID!) { node(id: $id) { id } }', { id }, { as });
        const isSeen = as === 'staff';
        expect([as, name, found.includes(id), data]).toEqual([as, name, isSeen, { node: isSeen ? { id } : null }]);
      }
  });
});
