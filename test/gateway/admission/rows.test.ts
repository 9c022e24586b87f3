/** The row limit of one response, by role, for rows from WHMCS and from memory. */
import { graphql, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultLimits, type Limits } from '../../../src/config/limits.ts';
import { countRows } from '../../../src/graph/schema-kit/count-rows.ts';
import { RowBudget } from '../../../src/graph/read/row-budget.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

async function gatewayFor(limits: Partial<Limits>, simulator = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({ simulator: { clients: 40, ...simulator }, gateway: { limits } });
  onTestFinished(() => gateway.close());
  return gateway;
}

const rowLimits = (limit: number): Partial<Limits> => ({ rows: { STAFF: limit, PARTNER: limit, CLIENT: limit } });

/** Entities link to their client and the client links to its entities. */
const cycle = (depth: number, first = 100): string =>
  depth === 0 ? 'id' : `client { invoices(first: ${first}) { nodes { ${cycle(depth - 1, first)} } } }`;

const discreet = 'This asks for more than one operation may; ask for less at once.';

describe('the forecast of rows, before any call', () => {
  it.each(['staff', 'partner', 'client'])('refuses nested lists to %s', async (as) => {
    const gateway = await gatewayFor({});
    const { data, errors, calls } = await gateway.execute(
      `{ invoices(first: 100) { nodes { ${cycle(3)} } } }`,
      {},
      { as },
    );
    expect([data, calls]).toEqual([undefined, []]);
    expect(errors).toMatchObject([{ extensions: { code: 'BUDGET_EXCEEDED' } }]);
    const rows = { limit: defaultLimits.rows.STAFF, forecast: 102_020_200 };
    if (as === 'staff') expect(errors?.[0]?.extensions['rows']).toEqual(rows);
    else expect(errors).toEqual([{ message: discreet, extensions: { code: 'BUDGET_EXCEEDED' } }]);
  });

  it('counts rows, without the objects around them or in their cells', async () => {
    const document = `{ invoices(first: 3) { totalCount pageInfo { endCursor } edges { cursor node { id total { amount } } } } }`;
    const enough = await gatewayFor(rowLimits(3));
    expect((await enough.execute(document)).errors).toBeUndefined();
    const tooFew = await gatewayFor(rowLimits(2));
    expect((await tooFew.execute(document)).errors).toMatchObject([
      { extensions: { rows: { limit: 2, forecast: 3 } } },
    ]);
  });

  it.each([
    ['the default size of a page', '{ invoices { nodes { id } } }', 25],
    ['a variable', 'query ($n: Int = 7) { invoices(first: $n) { nodes { id } } }', 7],
    ['the entities of an id list', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    [
      'a page once for two equal fragments',
      '{ ...A ...A } fragment A on Query { invoices(first: 4) { nodes { id } } }',
      4,
    ],
    ['no skipped field', '{ invoices(first: 4) { nodes { id client @skip(if: true) { id } } } }', 4],
    ['no excluded fragment', '{ invoices(first: 4) { nodes { id ... @include(if: false) { client { id } } } } }', 4],
    [
      'the rows of a mutation',
      'mutation { serviceSuspend(input: { serviceId: "1" }) { ... on ServiceSuspendPayload { service { client { services(first: 5) { nodes { id } } } } } } }',
      7,
    ],
  ])('counts %s', async (_, document, rows) => {
    const gateway = await gatewayFor(rowLimits(1));
    const { errors, calls } = await gateway.execute(document);
    expect(calls).toEqual([]);
    expect(errors).toMatchObject([{ extensions: { rows: { forecast: rows } } }]);
  });

  it('uses list lengths from memory for staff alone', async () => {
    const gateway = await gatewayFor(rowLimits(60));
    const page = '{ clients(first: 100) { nodes { id } } }';
    expect((await gateway.execute(page)).errors).toBeDefined();
    await gateway.execute('{ clients(first: 1) { totalCount } }');
    expect((await gateway.execute<{ clients: { nodes: unknown[] } }>(page)).data.clients.nodes).toHaveLength(40);
    expect((await gateway.execute(page, {}, { as: 'partner' })).errors).toBeDefined();
  });

  it('appears in X-Gateway-Explain', async () => {
    const gateway = await gatewayFor({});
    const headers = { 'x-gateway-explain': 'only' };
    const { extensions } = await gateway.execute(
      '{ clients(first: 3) { nodes { services { nodes { id } } } } }',
      {},
      { headers },
    );
    expect(extensions?.whmcs?.forecast).toMatchObject({ rows: { most: 78, limit: 20_000 } });
  });
});

describe('the count of rows during execution', () => {
  const lines = '{ invoices(first: 3) { nodes { id items { id } } } }';

  it.each([1, 5])('stops at the limit that no forecast saw, also the %dth time', async (times) => {
    const gateway = await gatewayFor(rowLimits(8), { clients: 5 });
    for (let time = 1; time <= times; time++) {
      const { data, errors } = await gateway.execute(lines);
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([{ extensions: { code: 'BUDGET_EXCEEDED', rows: { limit: 8, forecast: null } } }]);
    }
  });

  it('reports the limit to a restricted viewer in the words of every budget', async () => {
    const gateway = await gatewayFor(rowLimits(8), { clients: 5 });
    const { errors } = await gateway.execute(lines, {}, { as: 'client' });
    expect(errors).toEqual([{ message: discreet, extensions: { code: 'BUDGET_EXCEEDED' } }]);
  });
});

describe('a long list', () => {
  const length = 3_000;
  const Row = new GraphQLObjectType({ name: 'Row', fields: { at: { type: GraphQLInt } } });
  const asked = { page: 0 };
  const Page = new GraphQLObjectType({
    name: 'RowConnection',
    fields: { nodes: { type: new GraphQLNonNull(new GraphQLList(Row)) } },
  });
  const schema = countRows(
    new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: {
          rows: { type: new GraphQLList(Row), resolve: () => Array.from({ length }, (_, at) => ({ at })) },
          page: {
            type: Page,
            args: { first: { type: GraphQLInt } },
            resolve: () => ({ nodes: Array.from({ length: 2 }, () => ({ at: ++asked.page })) }),
          },
        },
      }),
    }),
  );
  const contextValue = (isOver = () => false) => ({
    lists: new WeakMap(),
    rows: new RowBudget({
      throwIfOver: () => {
        if (isOver()) throw new Error('over');
      },
    }),
  });

  it('is returned whole and in order, while other work goes on', async () => {
    const shown = graphql({ schema, source: '{ rows { at } }', contextValue: contextValue() });
    let turns = 0;
    const ended = shown.then(() => true);
    const otherWork = (): Promise<false> => new Promise((resolve) => setImmediate(() => resolve(false)));
    while (!(await Promise.race([ended, otherWork()]))) turns++;
    expect(turns).toBeGreaterThan(0);
    const rows = (await shown).data?.['rows'] as { at: number }[];
    expect(rows.map(({ at }) => at)).toEqual(Array.from({ length }, (_, at) => at));
  });

  it('stops when its operation is over', async () => {
    let isOver = false;
    const context = contextValue(() => isOver);
    const shown = graphql({ schema, source: '{ rows { at } }', contextValue: context });
    isOver = true;
    await shown;
    expect(context.rows.stopped?.message).toBe('over');
  });

  it('is computed once for identical fields of an operation', async () => {
    const source =
      '{ a: page(first: 1) { nodes { at } } b: page(first: 1) { nodes { at } } c: page(first: 2) { nodes { at } } }';
    const { data } = await graphql({ schema, source, contextValue: contextValue() });
    expect(data).toEqual({
      a: { nodes: [{ at: 1 }, { at: 2 }] },
      b: { nodes: [{ at: 1 }, { at: 2 }] },
      c: { nodes: [{ at: 3 }, { at: 4 }] },
    });
  });
});
