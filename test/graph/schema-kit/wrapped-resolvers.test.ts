/** A plugin that wraps resolvers, such as tracing, changes neither what a viewer sees nor the cost of an operation. */
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, parse, printSchema, type GraphQLSchema } from 'graphql';
import { expect, it, onTestFinished } from 'vitest';
import { configured } from '../../../src/access/viewer.ts';
import { freshnessFor } from '../../../src/graph/read/freshness.ts';
import { schema } from '../../../src/graph/schema.ts';
import { variantsOf } from '../../../src/graph/schema-kit/variants.ts';
import { startTestGateway } from '../../support/gateway.ts';

let calls = 0;

/** A copy of the schema with every resolver wrapped. */
const wrapped = mapSchema(schema, {
  [MapperKind.OBJECT_FIELD]: ({ resolve = defaultFieldResolver, ...field }) => ({
    ...field,
    resolve(...args: Parameters<typeof resolve>): unknown {
      calls++;
      return resolve(...args);
    },
  }),
});

const viewers = [
  configured({ name: 'partner', role: 'PARTNER', clients: [1, 2] }),
  configured({ name: 'client', role: 'CLIENT', clients: [1] }),
];

it.each(viewers.map((viewer) => [viewer.role, viewer] as const))('%s still lack the staff fields', (_, viewer) => {
  const shown = printSchema(variantsOf(wrapped)(viewer));
  expect(shown).toBe(printSchema(variantsOf(schema)(viewer)));
  expect(shown).not.toContain('requestorAdminId');
  expect(printSchema(wrapped)).toContain('requestorAdminId');
});

/** A client's record with its lists, counters in place of a list, and a sweep in place of single reads. */
const documents = [
  '{ client(id: 1) { fullName group: groupId invoices(first: 5) { nodes { total { amount } } } services { totalCount } tickets(first: 3) { nodes { subject department { name } } } } }',
  '{ orders(first: 20) { nodes { number client { fullName currency { code } } invoice { status } } } }',
];

async function costsOver(over: GraphQLSchema) {
  const gateway = await startTestGateway({ simulator: { clients: 60 }, gateway: { schema: over } });
  onTestFinished(() => gateway.close());
  const costs = [];
  for (const document of documents) {
    const foretold = await gateway.execute(document, {}, { headers: { 'x-gateway-explain': 'only' } });
    const { data, errors, extensions } = await gateway.execute(document);
    costs.push([errors, data, extensions?.whmcs?.byCommand, foretold.extensions?.whmcs?.forecast]);
  }
  return costs;
}

it('makes the same calls, with the same forecast', async () => {
  const before = calls;
  const costs = await costsOver(wrapped);
  expect(calls).toBeGreaterThan(before);
  expect(costs).toEqual(await costsOver(schema));
});

it('serves the same answers stale', () => {
  const document = parse('{ tickets { nodes { subject client { fullName } } } }');
  expect(freshnessFor(document, wrapped)).toEqual({ allowStale: true, fallback: 'long' });
});
