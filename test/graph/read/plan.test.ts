/** The call plan: which route is taken to several entities at once, and its maximum cost. */
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { batchLoad, type Wanted, type Ways } from '../../../src/graph/read/batch-load.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import type { Source } from '../../../src/graph/read/paging.ts';
import { cheapest, type Way } from '../../../src/graph/read/plan.ts';
import { Session, type Upstream } from '../../../src/graph/read/session.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import { GetInvoice, GetInvoices } from '../../../src/whmcs/commands/invoices.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { upstreamOver } from '../../support/upstream.ts';

const PAGE = 100;

describe('the cheapest route', () => {
  const points = (calls: number, ms: number): Way => ({ way: 'points', calls, ms });
  const sweep = (calls: number, ms: number): Way => ({ way: 'sweep', calls, ms });
  const lists = (calls: number, ms: number): Way => ({ way: 'lists', calls, ms });

  it('is the one with the fewest calls', () => {
    expect(cheapest([points(30, 4_500), sweep(3, 600), lists(12, 1_900)])).toMatchObject({ way: 'sweep' });
    expect(cheapest([points(2, 300), sweep(4, 100)])).toMatchObject({ way: 'points' });
  });

  it('may make one call more if WHMCS does less work for it', () => {
    expect(cheapest([points(3, 450), sweep(2, 460)])).toMatchObject({ way: 'points' });
    expect(cheapest([points(2, 900), sweep(3, 890)])).toMatchObject({ way: 'sweep' });
    expect(cheapest([points(2, 900), sweep(4, 10)])).toMatchObject({ way: 'points' });
  });

  it('is the one with fewer calls at equal cost', () => {
    expect(cheapest([points(3, 400), sweep(2, 400)])).toMatchObject({ way: 'sweep' });
  });
});

interface Thing {
  readonly whmcsId: number;
  readonly owner: number;
}

/** Entities of an installation, requested one by one or in pages; the requests are counted. */
class Shelf {
  points = 0;
  pages = 0;
  readonly #things: readonly Thing[];

  constructor(things: readonly Thing[]) {
    this.#things = things;
  }

  get calls(): number {
    return this.points + this.pages;
  }

  /** @param isSeenWhole whether the viewer may see the full list */
  ways(isSeenWhole = true): Ways<Thing> {
    return {
      things: 'invoice',
      point: {
        command: GetInvoice,
        ask: async (id) => {
          this.points++;
          return this.#things.find(({ whmcsId }) => whmcsId === id) ?? null;
        },
      },
      list: {
        command: GetInvoices,
        ofClient: (owner) => this.#list(this.#things.filter((thing) => thing.owner === owner)),
        all: isSeenWhole ? this.#list(this.#things) : null,
      },
    };
  }

  #list(things: readonly Thing[]): Source<Thing> {
    return async (offset, limit) => {
      this.pages++;
      return { rows: things.slice(offset, offset + limit), total: things.length };
    };
  }
}

const nobody: WhmcsClient = {
  call: () => Promise.reject(new Error('nobody is to be asked')),
  allows: () => true,
  form: () => '',
  load: { limit: 1, active: 0, queued: 0, background: 0 },
  close: async () => undefined,
};

/** An operation that knows the length of the full list. */
function operation(total: number | undefined, latency?: Upstream['latency']): Session {
  const upstream = upstreamOver(nobody);
  if (total !== undefined) upstream.totals.set('GetInvoices', total);
  const session = new Session({ ...upstream, ...(latency && { latency }) });
  onTestFinished(() => session.end());
  return session;
}

/** Entities 1 to `count`, of the owners in turn. */
const things = (count: number, owners = 1): Thing[] =>
  Array.from({ length: count }, (_, index) => ({ whmcsId: index + 1, owner: (index % owners) + 1 }));

const unowned = (ids: readonly number[]): Wanted[] => ids.map((id) => ({ id, owner: null }));

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('several entities at once', () => {
  it('are swept when a few pages hold them all', async () => {
    const shelf = new Shelf(things(250));
    const session = operation(250);
    const found = await batchLoad(session, unowned(upTo(30)), shelf.ways());
    expect(upTo(30).every((id) => found.get(id) !== undefined)).toBe(true);
    expect(shelf).toMatchObject({ points: 0, pages: 3 });
    expect(session.plan).toMatchObject([{ things: 'invoice', wanted: 30, chosen: 'sweep' }]);
  });

  it('are requested one by one when the list is longer or of unknown length', async () => {
    for (const total of [undefined, 3_000, 100_000]) {
      const shelf = new Shelf(things(30));
      await batchLoad(operation(total), unowned(upTo(20)), shelf.ways());
      expect(shelf).toMatchObject({ points: 20, pages: 0 });
    }
  });

  it('are not swept for a viewer that may not see the full list', async () => {
    const shelf = new Shelf(things(30));
    await batchLoad(operation(30), unowned(upTo(20)), shelf.ways(false));
    expect(shelf).toMatchObject({ points: 20, pages: 0 });
  });

  it('are found in the list of an owner of several, and alone for an owner of one', async () => {
    const shelf = new Shelf(things(10, 4));
    const wanted = [1, 5, 9, 2, 6, 3].map((id) => ({ id, owner: ((id - 1) % 4) + 1 }));
    const session = operation(undefined);
    const found = await batchLoad(session, wanted, shelf.ways());
    expect([...found.values()].every((thing) => thing !== null)).toBe(true);
    expect(shelf).toMatchObject({ points: 1, pages: 2 });
    expect(session.plan).toMatchObject([{ wanted: 6, chosen: 'lists' }]);
  });

  it('cost one more call for each with a wrong hint', async () => {
    const shelf = new Shelf(things(10, 10));
    const wanted = [1, 2, 3, 4].map((id) => ({ id, owner: 1 }));
    const found = await batchLoad(operation(undefined), wanted, shelf.ways());
    expect([1, 2, 3, 4].every((id) => found.get(id) !== null)).toBe(true);
    expect(shelf).toMatchObject({ points: 3, pages: 1 });
  });

  it('are found even if the list has grown since its length was read', async () => {
    const shelf = new Shelf(things(130));
    const found = await batchLoad(operation(100), unowned([1, 2, 3, 129, 130]), shelf.ways());
    expect(found.get(130)).toMatchObject({ whmcsId: 130 });
    expect(shelf).toMatchObject({ pages: 1, points: 2 });
  });

  it('are not searched beyond the end of a list that has shrunk', async () => {
    const shelf = new Shelf(things(90));
    const found = await batchLoad(operation(200), unowned([1, 2, 3, 195]), shelf.ways());
    expect(found.get(195)).toBeNull();
    expect(shelf).toMatchObject({ pages: 2, points: 1 });
  });

  it('fail one by one', async () => {
    const shelf = new Shelf(things(3));
    const ways = shelf.ways();
    const ask = async (id: number) => {
      if (id === 2) throw new Error('PHP gave up');
      return ways.point.ask(id);
    };
    const found = await batchLoad(operation(undefined), unowned([1, 2, 3]), { ...ways, point: { ...ways.point, ask } });
    expect(found.get(2)).toBeInstanceOf(Error);
    expect(found.get(3)).toMatchObject({ whmcsId: 3 });
  });

  it('cost at most one call for each entity or page, one more, and one for each miss', async () => {
    const scenes = fc.record({
      owners: fc.integer({ min: 1, max: 8 }),
      length: fc.integer({ min: 0, max: 900 }),
      told: fc.option(fc.integer({ min: 1, max: 1_500 }), { nil: undefined }),
      isSeenWhole: fc.boolean(),
      wanted: fc.array(
        fc.record({ id: fc.integer({ min: 1, max: 1_000 }), hint: fc.constantFrom('right', 'wrong', 'none') }),
        {
          minLength: 1,
          maxLength: 20,
        },
      ),
      pointMs: fc.integer({ min: 1, max: 1_000 }),
      pageMs: fc.integer({ min: 1, max: 1_000 }),
    });
    await fc.assert(
      fc.asyncProperty(scenes, async ({ owners, length, told, isSeenWhole, wanted, pointMs, pageMs }) => {
        const shelf = new Shelf(things(length, owners));
        const costs = { ms: (_: string, rows: number) => (rows > 1 ? pageMs : pointMs), learn: () => undefined };
        const session = operation(told, costs);
        const ownerOf = (id: number) => ((id - 1) % owners) + 1;
        const hints = { right: ownerOf, wrong: (id: number) => ownerOf(id) + 1, none: () => null };
        const asked = wanted.map(({ id, hint }) => ({ id, owner: hints[hint](id) }));
        const found = await batchLoad(session, asked, shelf.ways(isSeenWhole));

        const ids = [...new Set(wanted.map(({ id }) => id))];
        expect(ids.filter((id) => found.get(id) !== null)).toEqual(ids.filter((id) => id <= length));
        const pages = isSeenWhole && told !== undefined && told <= 20 * PAGE ? Math.ceil(told / PAGE) : Infinity;
        const [decision] = session.plan;
        const { way, calls } = decision?.ways.find((each) => each.way === decision.chosen) ?? {
          way: 'points',
          calls: 1,
        };
        expect(calls).toBeLessThanOrEqual(Math.min(ids.length, pages) + 1);
        const misled = new Set(wanted.filter(({ hint }) => hint !== 'right').map(({ id }) => id));
        const missed = {
          points: () => false,
          sweep: (id: number) => id > Math.min(length, pages * PAGE),
          lists: (id: number) => id > length || misled.has(id) || (id - 1) / owners >= PAGE,
        };
        expect(shelf.calls).toBeLessThanOrEqual(calls + ids.filter(missed[way]).length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('in the graph', () => {
  it('finds services by number for one call to each owner', async () => {
    const gateway = await startTestGateway();
    onTestFinished(() => gateway.close());
    const { services } = gateway.simulator.world;
    const owned = [1, 2, 3, 4].flatMap((client) => services.of(client).slice(0, 2));
    const ids = owned.map(({ id, clientid }) => globalId('Service', id, clientid));
    const { data, calls, extensions } = await gateway.execute<{ nodes: unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Service { name } } }',
      { ids },
      { headers: { 'x-gateway-explain': 'plan' } },
    );
    expect(data.nodes).not.toContain(null);
    expect(calls.map(({ action }) => action)).toEqual(Array(4).fill('GetClientsProducts'));
    expect(extensions?.whmcs).toMatchObject({ plan: [{ things: 'service', wanted: ids.length, chosen: 'lists' }] });
  });

  it('never requests all transactions, which WHMCS returns without pages', async () => {
    const gateway = await startTestGateway();
    onTestFinished(() => gateway.close());
    const some = [...gateway.simulator.world.transactions].filter(({ userid }) => userid > 0).slice(0, 20);
    const ids = some.map(({ id, userid }) => globalId('Transaction', id, `c${userid}`));
    const { calls } = await gateway.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(calls).toHaveLength(new Set(some.map(({ userid }) => userid)).size);
    for (const { params } of calls) expect(params).toHaveProperty('clientid');
  });
});
