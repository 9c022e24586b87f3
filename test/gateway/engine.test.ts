/** The engine without HTTP gives each role the same answers, errors and calls as over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { defaultLimits } from '../../src/config/limits.ts';
import { engine, type Engine, type ExecuteOptions, type Variables } from '../../src/gateway/engine.ts';
import type { ExecutionRecord } from '../../src/gateway/execution.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { until } from '../../src/graph/read/deadline.ts';
import { globalId } from '../../src/graph/base/global-id.ts';
import { schema } from '../../src/graph/schema.ts';
import { wallClock } from '../../src/graph/base/wall-clock.ts';
import { idempotency } from '../../src/graph/write/idempotency.ts';
import { startSimulator, type CallEntry, type Simulator } from '../../src/simulator/index.ts';
import { usualTokens, useGateway } from '../support/gateway.ts';
import { upstreamOver } from '../support/upstream.ts';
import { clientOf } from '../whmcs/rig.ts';

const clients = 20;
const overHttp = useGateway({ simulator: { clients } });

let simulator: Simulator;
let operations: Engine;
beforeAll(async () => {
  simulator = await startSimulator({ clients });
  const upstream = upstreamOver(clientOf(simulator.url));
  operations = engine({
    schema,
    log: createLog({ level: 'silent', secrets: [] }),
    budget: defaultLimits.budget,
    rows: defaultLimits.rows,
    rateLimitOf: () => undefined,
    queue: { busy: () => null },
    document: defaultLimits.document,
    installed: { ...upstream, clock: wallClock('UTC'), idempotency: idempotency(upstream.journal) },
  });
});
afterAll(() => simulator.close());

const callsIn = (entries: readonly CallEntry[]): string[] =>
  entries.map(({ action, params }) => JSON.stringify([action, params])).toSorted();

/** The answer as JSON, and the calls sent to WHMCS. */
async function execute(document: string, variables: Variables, viewer: Viewer, options?: ExecuteOptions) {
  const before = simulator.calls.entries.length;
  const { data, errors } = await operations.execute(document, variables, viewer, { noCache: true, ...options });
  const told: unknown = JSON.parse(JSON.stringify({ data, errors }));
  return { told, calls: callsIn(simulator.calls.entries.slice(before)) };
}

const screen = `query Screen($id: ID!, $first: Int!) {
  client(id: $id) { fullName credit { amount } services(first: $first) { nodes { id status } } }
  invoices(first: $first) { totalCount nodes { number total { amount } client { companyName } } }
  currencies { code }
}`;
const update = 'mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) { __typename } }';

describe.each(usualTokens.map(({ token, viewer }) => [token, viewer] as const))('for a %s', (as, viewer) => {
  it.each([
    ['a screen', screen, { id: globalId('Client', 1), first: 3 }],
    ['a foreign client', screen, { id: globalId('Client', 9), first: 1 }],
    ['the id of another type', screen, { id: globalId('Invoice', 1, 1), first: 1 }],
    ['a mutation with invalid input', update, { input: { firstName: ['Nell'], password: 'hunter22' } }, false],
    [
      'a mutation that is not sent',
      'mutation { ticketReplyAdd(input: { ticketId: "x", message: "m" }) { __typename } }',
      {},
    ],
    ['a field that does not exist', '{ currencies { cod } }', {}, false],
    ['a document that cannot be parsed', '{ currencies', {}, false],
    ['an invalid variable', 'query ($first: Int!) { invoices(first: $first) { totalCount } }', { first: 'x' }, false],
    ['a page above the limit', '{ clients(first: 101) { nodes { id } } }', {}],
  ])('%s has the same answer and calls as over HTTP', async (_, document, variables, isExecuted = true) => {
    const { data, errors, calls } = await overHttp.execute(document, variables, {
      as,
      headers: { 'cache-control': 'no-cache' },
    });
    const withoutHttp = await execute(document, variables, viewer);
    // An operation that cannot be executed compares nothing.
    expect(data === undefined).toBe(!isExecuted);
    expect(withoutHttp.calls).toEqual(callsIn(calls));
    expect(withoutHttp.told).toEqual(JSON.parse(JSON.stringify({ data, errors })));
  });
});

const [staff] = usualTokens.map(({ viewer }) => viewer);
if (!staff) throw new Error('there is no viewer');

it('executes the named operation', async () => {
  const document = 'query A { a: __typename } query B { b: __typename }';
  expect((await execute(document, {}, staff, { operationName: 'B' })).told).toEqual({ data: { b: 'Query' } });
});

it('refuses a mutation to read-only callers', async () => {
  const document = 'mutation { __typename }';
  expect((await execute(document, {}, staff)).told).toEqual({ data: { __typename: 'Mutation' } });
  const { told, calls } = await execute(document, {}, staff, { readOnly: true });
  expect(told).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(calls).toEqual([]);
});

it('records the operation name, the price and the error codes', async () => {
  const record: ExecutionRecord = { codes: [] };
  await execute('query Named { client(id: 1) { fullName } invoice(id: "x") { id } }', {}, staff, { record });
  record.rowShare?.end();
  expect(record).toMatchObject({
    operationName: 'Named',
    isQuery: true,
    price: { calls: 1 },
    codes: ['BAD_USER_INPUT'],
  });
});

it('aborts the operation when its caller aborts', async () => {
  const leaving = new AbortController();
  leaving.abort(new Error('gone'));
  const { told, calls } = await execute('{ client(id: 1) { fullName } }', {}, staff, {
    caller: until(leaving.signal),
  });
  expect(told).toMatchObject({ data: { client: null } });
  expect(calls).toEqual([]);
});

it('is idle after the last operation ends', async () => {
  const before = simulator.calls.entries.length;
  const operation = operations.execute('{ client(id: 2) { fullName } }', {}, staff, { noCache: true });
  await operations.idle();
  expect(simulator.calls.entries).toHaveLength(before + 1);
  await operation;
});
