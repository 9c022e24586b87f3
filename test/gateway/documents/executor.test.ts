/** A repeated query is compiled without visible effect: the same data in the same order, the same errors, the same calls. */
import fc from 'fast-check';
import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { RowBudget } from '../../../src/graph/read/row-budget.ts';
import { executor } from '../../../src/gateway/documents/executor.ts';
import { schema } from '../../../src/graph/schema.ts';
import { variantsOf } from '../../../src/graph/schema-kit/variants.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { defaultBreaker } from '../../../src/whmcs/transport/breaker-options.ts';
import * as documents from '../../generated/graphql.ts';
import { roleOf, variables } from '../../bench/variables.ts';
import { usualTokens, useGateway, type ExecuteOptions } from '../../support/gateway.ts';
import { RandomOperation } from '../../support/random-operation.ts';

/** Bypasses the cache, so that each request is executed and makes all its calls. */
const anew = { 'cache-control': 'no-cache', 'x-gateway-explain': 'plan' };

// A failing call is repeated by each request.
const breaker = { ...defaultBreaker, failures: Infinity, percent: 100 };
const gateway = useGateway({ simulator: { clients: 20 }, gateway: { limits: { breaker } } });

/** The response with its key order, and the calls made for it. */
async function told(document: unknown, given: Readonly<Record<string, unknown>>, options: ExecuteOptions) {
  const { status, data, errors, extensions, calls } = await gateway.execute(String(document), given, {
    ...options,
    headers: anew,
  });
  const asked = calls.map(({ action, params }) => JSON.stringify([action, params])).toSorted();
  // The call plan depends on recent latencies.
  const isPlanned = extensions?.whmcs?.plan?.length !== 0;
  return JSON.stringify({ status, data, errors, ...(!isPlanned && { asked }) });
}

/** The first response, and every different later one; the third request compiles, so the fifth is like the fourth. */
async function everyTime(
  document: unknown,
  given: Readonly<Record<string, unknown>> = {},
  options: ExecuteOptions = {},
): Promise<string[]> {
  const all = new Set<string>();
  for (let time = 1; time <= 5; time++) all.add(await told(document, given, options));
  return [...all];
}

it('compiles a query at its third request, and never a mutation', async () => {
  const stack = () => new Error('here').stack;
  const type = { type: GraphQLString, resolve: stack };
  const made = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { stack: type } }),
    mutation: new GraphQLObjectType({ name: 'Mutation', fields: { stack: type } }),
  });
  const execute = executor();
  const rows = new RowBudget({ throwIfOver: () => undefined });
  const isCompiled = async (document: DocumentNode) =>
    String((await execute({ schema: made, document }, rows, 0)).data?.['stack']).includes('graphql-jit');
  for (const [text, compiled] of [
    ['{ stack }', true],
    ['mutation { stack }', false],
    ['{ __proto__: stack stack }', false],
  ] as const) {
    const document = parse(text);
    expect([await isCompiled(document), await isCompiled(document), await isCompiled(document)]).toEqual([
      false,
      false,
      compiled,
    ]);
  }
});

describe('a repeated query', () => {
  const queries = Object.values(documents)
    .map(String)
    .filter((text) => /^\s*query/m.test(text));

  it.each(queries.map((text) => [/query (\w+)/.exec(text)?.[1] ?? '', text]))(
    'gives the same response: %s',
    async (name, text) => {
      const answers = await everyTime(text, variables[name], { as: roleOf(name) });
      expect(answers).toEqual([expect.not.stringContaining('"data":null')]);
    },
  );

  const viewers = usualTokens.map(({ token, viewer }) => [token, viewer] as const);

  it.each(viewers)('gives a %s the same response for random queries', async (as, viewer) => {
    const visible = variantsOf(schema)(viewer);
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (value) => {
        const draw = (limit: number) => value(fc.nat, { max: limit - 1 });
        expect(
          await everyTime(new RandomOperation(visible, gateway.simulator.world, draw).query(), {}, { as }),
        ).toHaveLength(1);
      }),
      { numRuns: 25, seed: 3, endOnFailure: true },
    );
  });
});

describe('a variable that selects fields', () => {
  const choosing = `query ($with: Boolean!, $first: Int = 2, $id: ID!) {
    client(id: $id) { ...Name @include(if: $with) services(first: $first) { nodes { id ... on Service { status @skip(if: $with) } } } }
  }
  fragment Name on Client { fullName company: companyName }`;

  it('is evaluated each time', async () => {
    for (const given of [
      { with: true, id: '1' },
      { with: false, id: '1', first: 1 },
      { with: true, id: '2', first: null },
    ])
      expect(await everyTime(choosing, given)).toHaveLength(1);
  });

  it.each([
    ['missing', {}],
    ['of another type', { id: '1', with: 'yes' }],
    ['unknown', { id: '1', with: true, more: 1 }],
    ['null for a required value', { id: null, with: true }],
  ])('is refused with the same message when it is %s', async (_, given) => {
    expect(await everyTime(choosing, { id: '1', with: true })).toHaveLength(1);
    expect(await everyTime(choosing, given)).toHaveLength(1);
  });
});

describe('errors', () => {
  it.each([
    ['refused input', '{ invoices(first: 101) { totalCount } clients(first: 2) { nodes { id fullName } } }'],
    ['the id of another type', `{ client(id: "${globalId('Invoice', 1001, 1)}") { id } }`],
    ['a missing entity', '{ node(id: "bm8") { id } invoice(id: "999999") { id } }'],
    ['a literal out of range', '{ clients(first: 3000000000) { totalCount } }'],
  ])('have the same message: %s', async (_, query) => {
    expect(await everyTime(query)).toHaveLength(1);
  });

  it('make the same calls to WHMCS', async () => {
    const query = '{ client(id: 1) { fullName credit { amount } } invoices(first: 3) { nodes { id } } }';
    gateway.simulator.fail({ kind: 'html-403', action: 'GetInvoices' });
    try {
      expect(await everyTime(query)).toHaveLength(1);
    } finally {
      gateway.simulator.heal();
    }
  });
});

describe('names with a meaning in JavaScript', () => {
  it.each([
    '{ __proto__: currencies { __proto__: code constructor: id } }',
    '{ constructor: currencies { toString: code hasOwnProperty: id then: prefix } }',
    '{ then: client(id: 1) { then: whmcsId catch: services(first: 1) { then: nodes { class: id } } } }',
    '{ a: client(email: "quote\\" back\\\\slash \\u2028 ${1}` */ //") { id } }',
    'query ($__proto__: Int = 1) { invoices(first: $__proto__) { nodes { id } } }',
  ])('%s', async (query) => {
    expect(await everyTime(query)).toHaveLength(1);
  });
});

describe('an operation among several', () => {
  it('is compiled under its name', async () => {
    const document = 'query A { client(id: 1) { whmcsId } } query B { client(id: 2) { whmcsId } }';
    const named = async (operationName: string) => {
      const response = await gateway.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer staff', ...anew },
        body: JSON.stringify({ query: document, operationName }),
      });
      return ((await response.json()) as { data: unknown }).data;
    };
    for (let time = 0; time < 5; time++)
      expect([await named('A'), await named('B')]).toEqual([{ client: { whmcsId: 1 } }, { client: { whmcsId: 2 } }]);
  });
});
