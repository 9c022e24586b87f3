/** orderAccept when one module fails after others have done their work: it is a refusal only if nothing has changed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;
const of = <T>(row: T | undefined): T => row ?? expect.fail('the simulator has no such row');

interface Ending {
  __typename: string;
  alreadyDone?: boolean;
  reason?: string;
  operationId?: string;
  subject?: string;
}

async function accept(orderId: number, more = '') {
  const { data, calls } = await gateway.execute<{ done: Ending }>(
    `mutation { done: orderAccept(input: { orderId: "${orderId}" ${more} }) { __typename
      ... on OrderAcceptPayload { alreadyDone } ... on RefusedError { reason }
      ... on UnknownOutcomeError { operationId } ... on ConflictError { subject } } }`,
  );
  return { ending: data.done, calls: calls.map(({ action }) => action) };
}

/** A pending order of two products, and their services. */
async function two() {
  const product = '{ productId: "1", billingCycle: MONTHLY }';
  const { data } = await gateway.execute<{ orderAdd: { order: { whmcsId: number } } }>(
    `mutation { orderAdd(input: { clientId: "1", paymentMethod: "stripe", products: [${product}, ${product}] }) {
      ... on OrderAddPayload { order { whmcsId } } } }`,
  );
  const order = of(world().orders.get(data.orderAdd.order.whmcsId));
  const [first, second] = order.lines.map(({ relid }) => of(world().services.get(relid)));
  gateway.simulator.calls.reset();
  return { order, first: of(first), second: of(second) };
}

const text = 'Server response message: no space left on node-3';
const refuse = (kind: 'json-error' | 'json-error-after' | 'json-error-halfway', message = text) =>
  gateway.simulator.fail({ action: 'AcceptOrder', kind, message, times: 1 });

beforeEach(() => gateway.simulator.calls.reset());
afterEach(() => gateway.simulator.heal());

describe('a module that fails after another has set up its line', () => {
  it('leaves an unknown outcome, which blocks another attempt and is shown to staff', async () => {
    const { order, first, second } = await two();
    refuse('json-error-halfway');
    const { ending, calls } = await accept(order.id, 'autoSetup: true');
    expect([first.status, second.status, order.status]).toEqual(['Active', 'Pending', 'Pending']);
    expect(ending).toEqual({ __typename: 'UnknownOutcomeError', operationId: expect.any(String) });
    expect(calls).toEqual(['GetOrders', 'AcceptOrder', 'GetOrders']);

    const again = await accept(order.id, 'autoSetup: true');
    expect(again.ending).toEqual(ending);
    const other = await accept(order.id, 'autoSetup: true, idempotencyKey: "another"');
    expect(other.ending).toEqual({ __typename: 'ConflictError', subject: 'operation' });
    expect(gateway.simulator.calls.of('AcceptOrder')).toBe(1);

    const { data } = await gateway.execute<{ unresolvedOperations: { nodes: { id: string; state: string }[] } }>(
      '{ unresolvedOperations { nodes { id state } } }',
    );
    expect(data.unresolvedOperations.nodes).toContainEqual({ id: ending.operationId, state: 'UNKNOWN' });
  });

  it('leaves one too if the order is already active, and if all of its lines are', async () => {
    const { order } = await two();
    refuse('json-error-after');
    expect((await accept(order.id)).ending.__typename).toBe('UnknownOutcomeError');
    expect(order.status).toBe('Active');
  });
});

describe('a refusal', () => {
  it('is one if nothing has changed: the same mutation may be sent again', async () => {
    const { order } = await two();
    refuse('json-error');
    const refused = await accept(order.id);
    expect(refused.ending).toEqual({ __typename: 'RefusedError', reason: text });
    expect(refused.calls).toEqual(['GetOrders', 'AcceptOrder', 'GetOrders']);
    expect((await accept(order.id)).ending).toEqual({ __typename: 'OrderAcceptPayload', alreadyDone: false });
  });

  it('proves nothing if its effects cannot be read', async () => {
    const { order } = await two();
    refuse('json-error');
    gateway.simulator.fail({ action: 'GetOrders', kind: 'json-error', message: 'Not now', skip: 1 });
    expect((await accept(order.id)).ending.__typename).toBe('UnknownOutcomeError');
  });

  it('is checked even if the caller has gone', async () => {
    const { order } = await two();
    refuse('json-error');
    gateway.simulator.fail({ action: 'GetOrders', kind: 'latency', latencyMs: 150, skip: 1, times: 1 });
    const caller = new AbortController();
    const gone = gateway
      .execute(
        `mutation { orderAccept(input: { orderId: "${order.id}" }) { __typename } }`,
        {},
        { signal: caller.signal },
      )
      .catch((error: Error) => error.name);
    await expect.poll(() => gateway.simulator.calls.of('GetOrders'), { interval: 2 }).toBe(2);
    caller.abort();
    expect(await gone).toBe('AbortError');
    const state = async () => {
      const { data } = await gateway.execute<{ operations: { nodes: { state: string }[] } }>(
        '{ operations(first: 1) { nodes { state } } }',
      );
      return data.operations.nodes[0]?.state;
    };
    await expect.poll(state, { interval: 5 }).toBe('REFUSED');
  });
});

describe('an active order', () => {
  it.each([
    ['', 'OrderAcceptPayload'],
    ['autoSetup: false', 'OrderAcceptPayload'],
    ['sendToRegistrar: true', 'OrderAcceptPayload'],
    ['autoSetup: true', 'RefusedError'],
  ])('with a pending service: %s', async (more, typename) => {
    const { order } = await two();
    order.status = 'Active';
    const { ending } = await accept(order.id, more);
    expect(ending.__typename).toBe(typename);
  });

  it('with all of its services set up is already done', async () => {
    const { order, first, second } = await two();
    for (const row of [order, first, second]) row.status = 'Active';
    expect((await accept(order.id, 'autoSetup: true')).ending).toMatchObject({ alreadyDone: true });
  });

  it.each([
    ['autoSetup: true', 'OrderAcceptPayload'],
    ['sendToRegistrar: true', 'RefusedError'],
  ])('with a pending domain: %s', async (more, typename) => {
    const { order, first, second } = await two();
    for (const row of [order, first, second]) row.status = 'Active';
    const domain = of(world().domains.of(1)[0]);
    domain.status = 'Pending';
    Object.assign(order, { lines: [{ ...of(order.lines[0]), type: 'domain', relid: domain.id }] });
    expect((await accept(order.id, more)).ending.__typename).toBe(typename);
  });
});
