/** Operations in the graph: who sees them, and how staff resolve them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import type { Ending } from '../../../../src/journal/journal.ts';
import { memoryJournal } from '../../../../src/journal/memory.ts';
import { notApplied } from '../../../../src/journal/reconcile/not-applied.ts';
import { useGateway } from '../../../support/gateway.ts';

const journal = memoryJournal();
const { execute, simulator } = (() => {
  const gateway = useGateway({ simulator: { clients: 6 }, gateway: { journal } });
  return { execute: gateway.execute, simulator: () => gateway.simulator };
})();

const claim = { mutation: 'serviceSuspend', key: null, isDerived: false, inputHash: 'h', requestId: 'r-1' };

/** A suspension of client 1's service, as the journal stores it. */
async function operation(viewer: string, ending: Ending = { state: 'unknown' }): Promise<string> {
  const { entry } = await journal.claim({ ...claim, viewer });
  await journal.sending(entry.id, { command: 'ModuleSuspend', owner: 1, subject: null, evidence: { secretive: 'no' } });
  await journal.sent(entry.id, ending.state);
  await journal.end(entry.id, ending);
  return entry.id;
}

const fields = `id mutation state advice knownBy reason commands { name state sentAt } client { whmcsId } relatedIds
  startedAt endedAt`;
const one = (id: string, selection = fields) => `{ operation(id: "${id}") { ${selection} } }`;
const resolve = (id: string, verdict: string) =>
  `mutation { operationResolve(input: { id: "${id}", verdict: ${verdict} }) { __typename
    ... on OperationResolvePayload { operation { state knownBy advice } }
    ... on InvalidInputError { path } ... on UserError { message } } }`;

const done: Ending = { state: 'done', outcome: { serviceId: 3, orderIds: [7, 8] }, knownBy: 'inference' };

beforeEach(() => simulator().calls.reset());

describe('operation', () => {
  test('shows its viewer its state and the next step, without a call', async () => {
    const id = await operation('client');
    const { data, calls } = await execute(one(id, fields.replace('client { whmcsId }', '')), {}, { as: 'client' });
    expect(data['operation']).toEqual({
      id,
      mutation: 'serviceSuspend',
      state: 'UNKNOWN',
      advice: expect.stringMatching(/do not send it again/i),
      knownBy: null,
      reason: null,
      commands: [{ name: 'ModuleSuspend', state: 'UNKNOWN', sentAt: expect.stringMatching(/Z$/) }],
      relatedIds: [],
      startedAt: expect.stringMatching(/Z$/),
      endedAt: null,
    });
    expect(calls).toEqual([]);
  });

  test('shows what was done, to which entity, and that this was inferred', async () => {
    const { data } = await execute(one(await operation('client', done)));
    expect(data['operation']).toMatchObject({
      state: 'DONE',
      knownBy: 'INFERENCE',
      client: { whmcsId: 1 },
      relatedIds: [globalId('Service', 3, 1), globalId('Order', 7, 1), globalId('Order', 8, 1)],
      endedAt: expect.stringMatching(/Z$/),
    });
  });

  test('shows what a read has found', async () => {
    const id = await operation('client');
    await journal.sent(id, 'done', { serviceid: 3 });
    await journal.end(id, { state: 'done', outcome: null, knownBy: 'reading' });
    const { data } = await execute(one(id, 'knownBy relatedIds'));
    expect(data['operation']).toEqual({ knownBy: 'READING', relatedIds: [globalId('Service', 3, 1)] });
  });

  test('distinguishes "did not happen" from "refused by WHMCS"', async () => {
    const refusal = { name: 'RefusedError', message: 'WHMCS refused: No', details: null };
    const refused = await operation('client', { state: 'refused', refusal, knownBy: 'answer' });
    const absent = await operation('client', { state: 'refused', refusal: notApplied, knownBy: 'reading' });
    const { data } = await execute(`{ a: ${one(refused).slice(1, -1)} b: ${one(absent).slice(1, -1)} }`);
    expect(data['a']).toMatchObject({ state: 'REFUSED', reason: 'WHMCS refused: No' });
    expect(data['b']).toMatchObject({ state: 'NOT_APPLIED', advice: expect.stringMatching(/safe to send it again/) });
  });

  test('is null for other viewers except staff, and null if it is missing', async () => {
    const id = await operation('client');
    const told = { operation: { id } };
    expect((await execute(one(id, 'id'), {}, { as: 'client' })).data).toEqual(told);
    expect((await execute(one(id, 'id'))).data).toEqual(told);
    for (const [asked, as] of [
      [id, 'partner'],
      ['nothing', 'partner'],
      ['nothing', 'staff'],
    ] as const)
      expect((await execute(one(asked, 'id'), {}, { as })).data).toEqual({ operation: null });
  });

  test('shows its current state at every request', async () => {
    const id = await operation('client');
    const ask = async () => (await execute(one(id, 'state'), {}, { as: 'client' })).data;
    for (let asked = 0; asked < 3; asked++) expect(await ask()).toEqual({ operation: { state: 'UNKNOWN' } });
    await journal.end(id, done);
    expect(await ask()).toEqual({ operation: { state: 'DONE' } });
  });

  test('is a node', async () => {
    const id = await operation('client');
    const node = `{ node(id: "${id}") { __typename id } }`;
    expect((await execute(node, {}, { as: 'client' })).data).toEqual({ node: { __typename: 'Operation', id } });
    expect((await execute(node, {}, { as: 'partner' })).data).toEqual({ node: null });
  });
});

describe('for staff', () => {
  test('operations are listed, newest first, with their viewers', async () => {
    const [first, second] = [await operation('client', done), await operation('partner')];
    const { data, calls } = await execute(
      '{ operations(first: 2) { nodes { id viewer requestId } pageInfo { hasNextPage } } }',
    );
    expect(data['operations']).toEqual({
      nodes: [
        { id: second, viewer: 'partner', requestId: 'r-1' },
        { id: first, viewer: 'client', requestId: 'r-1' },
      ],
      pageInfo: { hasNextPage: true },
    });
    expect(calls).toEqual([]);
  });

  test('each page continues after the one before', async () => {
    const ids = [await operation('client'), await operation('client')].toReversed();
    const page = (after: string) => `{ operations(first: 1 ${after}) { nodes { id } pageInfo { endCursor } } }`;
    type Shown = { operations: { nodes: { id: string }[]; pageInfo: { endCursor: string } } };
    const { data } = await execute<Shown>(page(''));
    const next = await execute<Shown>(page(`after: "${data.operations.pageInfo.endCursor}"`));
    expect([data, next.data].flatMap(({ operations }) => operations.nodes.map(({ id }) => id))).toEqual(ids);
  });

  test('every page reports the total', async () => {
    await operation('client', done);
    const { entry } = await journal.claim({ ...claim, viewer: 'client' });
    const counted = '{ operations(first: 1) { totalCount } end: operations(last: 1) { nodes { id } totalCount } }';
    const { data, calls } = await execute(counted);
    const all = await journal.page(1_000);
    expect(data).toEqual({
      operations: { totalCount: all.length },
      end: { nodes: [{ id: all.at(-1)?.id }], totalCount: all.length },
    });
    expect(calls).toEqual([]);
    await journal.release(entry.id);
    expect((await execute(counted)).data['operations']).toEqual({ totalCount: all.length - 1 });
  });

  test('unresolvedOperations lists those with an unknown outcome', async () => {
    const [unknown, known] = [await operation('client'), await operation('client', done)];
    const { data } = await execute<{ unresolvedOperations: { nodes: { id: string }[] } }>(
      '{ unresolvedOperations(first: 100) { nodes { id } } }',
    );
    const ids = data.unresolvedOperations.nodes.map(({ id }) => id);
    expect(ids).toContain(unknown);
    expect(ids).not.toContain(known);
  });

  test.each([
    '{ operations { nodes { id } } }',
    '{ unresolvedOperations { nodes { id } } }',
    '{ operation(id: "x") { viewer } }',
    '{ operation(id: "x") { requestId } }',
    resolve('x', 'APPLIED'),
  ])('no other viewer has %s', async (document) => {
    for (const as of ['partner', 'client'])
      expect((await execute(document, {}, { as })).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('operationResolve', () => {
  test.each([
    ['APPLIED', 'DONE'],
    ['NOT_APPLIED', 'NOT_APPLIED'],
  ])('records %s, and sends nothing', async (verdict, state) => {
    const id = await operation('client');
    const { data, calls } = await execute(resolve(id, verdict));
    expect(data['operationResolve']).toMatchObject({ operation: { state, knownBy: 'STAFF' } });
    expect(calls).toEqual([]);
    expect((await execute(one(id, 'state'), {}, { as: 'client' })).data).toEqual({ operation: { state } });
  });

  test('refuses an operation that is known, or missing', async () => {
    const known = await execute(resolve(await operation('client', done), 'NOT_APPLIED'));
    expect(known.data['operationResolve']).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'id'] });
    const missing = await execute(resolve('nothing', 'APPLIED'));
    expect(missing.data['operationResolve']).toMatchObject({ __typename: 'NotFoundError' });
  });

  test('records nothing in a dry run', async () => {
    const id = await operation('client');
    await execute(resolve(id, 'APPLIED'), {}, { headers: { 'x-gateway-explain': 'only' } });
    expect((await journal.at(id))?.state).toBe('unknown');
  });
});
