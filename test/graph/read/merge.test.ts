import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merged, newestFirst } from '../../../src/graph/read/merge.ts';
import { paginate, type Page, type PageArgs, type Source } from '../../../src/graph/read/paging.ts';
import { asked, nodes, numbers } from './sources.ts';

describe('lists of several clients', () => {
  /** Lists by client; each row holds its client and position. `order` is the order in which WHMCS returns them. */
  function ofClients(lengthsOf: readonly number[], order: 'newest' | 'oldest' | 'none', counts = true) {
    const lists = lengthsOf.map((length, client) => {
      const rows = numbers(length).map((place) => ({ whmcsId: place * 10 + client + 1 }));
      if (order === 'newest') rows.reverse();
      if (order === 'none') rows.sort((a, b) => (a.whmcsId % 7) - (b.whmcsId % 7));
      return asked((offset, limit) => ({ rows: rows.slice(offset, offset + limit), total: counts ? length : null }));
    });
    const none = asked<{ whmcsId: number }>(() => ({ rows: [], total: 0 }));
    const sourceOf = (client: number) => (lists[client] ?? none).source;
    return {
      source: merged(
        lengthsOf.map((_, client) => client),
        sourceOf,
        newestFirst,
      ),
      lists,
    };
  }

  const idsOf = async (source: Source<{ whmcsId: number }>, args: PageArgs) =>
    nodes(await paginate(args, source)).map(({ whmcsId }) => whmcsId);

  it('form one ordered list and read no more rows than the page needs', async () => {
    const { source, lists } = ofClients([0, 250, 3], 'newest');
    expect(await idsOf(source, { first: 4 })).toEqual([2492, 2482, 2472, 2462]);
    expect(await paginate({ first: 4 }, source)).toMatchObject({ total: 253, hasNextPage: true });
    expect(lists.map(({ questions }) => questions.at(-1))).toEqual([
      [0, 100],
      [0, 100],
      [0, 100],
    ]);
    expect(await idsOf(source, { last: 4 })).toEqual([13, 12, 3, 2]);
  });

  it('are sorted here if WHMCS did not sort them', async () => {
    const { source } = ofClients([30, 40], 'none');
    const ids = await idsOf(source, { first: 100 });
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });

  it('keep one order when a list is exactly one page long and has no count', async () => {
    const { source } = ofClients([100, 0], 'none', false);
    const first = await idsOf(source, { first: 60 });
    const all = await idsOf(source, { first: 60, offset: 60 });
    expect(new Set([...first, ...all]).size).toBe(100);
  });

  it('return every row once over all pages, however WHMCS orders and counts them', async () => {
    const some = fc.array(fc.integer({ min: 0, max: 230 }), { minLength: 2, maxLength: 4 });
    const order = fc.constantFrom('newest' as const, 'oldest' as const, 'none' as const);
    await fc.assert(
      fc.asyncProperty(
        some,
        order,
        fc.boolean(),
        fc.integer({ min: 20, max: 100 }),
        async (lengthsOf, given, counts, first) => {
          const { source } = ofClients(lengthsOf, given, counts);
          const ids: number[] = [];
          let after: string | null = null;
          for (let more = true; more;) {
            const page: Page<{ whmcsId: number }> = await paginate({ first, after }, source);
            ids.push(...nodes(page).map(({ whmcsId }) => whmcsId));
            after = page.edges.at(-1)?.cursor ?? null;
            more = page.hasNextPage;
          }
          expect(ids).toHaveLength(lengthsOf.reduce((sum, length) => sum + length, 0));
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
