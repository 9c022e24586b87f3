/** ifStatus: an entity with another status than expected is left alone, as read just before. */
import { beforeEach, describe, expect, it } from 'vitest';
import { serviceStatus } from '../../../src/graph/nouns/services/service-facts.ts';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);
const of = <T>(row: T | undefined): T => {
  if (row === undefined) throw new Error('the simulator has no such row');
  return row;
};

interface Ending {
  __typename: string;
  service?: { status: string };
  order?: { status: string };
  subject?: string;
  expected?: string[];
  actual?: string | null;
  path?: string[];
}

const asked =
  '... on UserError { message } ... on InvalidInputError { path } ... on ConflictError { subject expected actual }';

const act = async (name: string, more: string) => {
  const { data, calls } = await gateway.execute<Record<string, Ending>>(
    `mutation { done: ${name}(input: { serviceId: "3" ${more} }) { __typename
      ... on ${name.replace('service', 'Service')}Payload { service { status } } ${asked} } }`,
  );
  return { ending: of(data['done']), calls: namesOf(calls) };
};

const accept = async (orderId: number, more: string) => {
  const { data, calls } = await gateway.execute<Record<string, Ending>>(
    `mutation { done: orderAccept(input: { orderId: "${orderId}" ${more} }) { __typename
      ... on OrderAcceptPayload { order { status } } ${asked} } }`,
  );
  return { ending: of(data['done']), calls: namesOf(calls) };
};

beforeEach(() => gateway.simulator.calls.reset());

describe.each([
  ['serviceCreate', 'ModuleCreate', 'Active'],
  ['serviceSuspend', 'ModuleSuspend', 'Suspended'],
  ['serviceUnsuspend', 'ModuleUnsuspend', 'Active'],
  ['serviceTerminate', 'ModuleTerminate', 'Terminated'],
])('%s', (name, command, aim) => {
  const statuses = serviceStatus.names;
  const matrix = statuses.flatMap((is) => statuses.map((expected) => ({ is, expected })));

  it.each(matrix)('applies to a service that is $is if $expected is expected', async ({ is, expected }) => {
    // The cache is older than the current status.
    await gateway.execute('{ service(id: "3") { status } }');
    of(gateway.simulator.world.services.get(3)).status = serviceStatus.write(is);
    const { ending, calls } = await act(name, `ifStatus: ${expected}`);
    if (is === expected) {
      expect(ending.__typename).toMatch(/Payload$/);
      // If it is already done, the entity is read and left alone.
      const isDone = serviceStatus.write(is) === aim;
      expect(calls).toEqual(isDone ? ['GetClientsProducts'] : ['GetClientsProducts', command, 'GetClientsProducts']);
    } else {
      expect(ending).toMatchObject({
        __typename: 'ConflictError',
        subject: 'status',
        expected: [expected],
        actual: is,
      });
      expect(calls).toEqual(['GetClientsProducts']);
    }
  });

  it('takes several statuses', async () => {
    of(gateway.simulator.world.services.get(3)).status = 'Suspended';
    const { ending } = await act(name, 'ifStatus: [ACTIVE, SUSPENDED]');
    expect(ending.__typename).toMatch(/Payload$/);
  });

  it('refuses an empty list, and ignores null', async () => {
    const { ending, calls } = await act(name, 'ifStatus: []');
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'ifStatus'] });
    expect(calls).toEqual([]);
    expect((await act(name, 'ifStatus: null')).ending.__typename).toMatch(/Payload$/);
  });

  it('reports an unknown status in its own words', async () => {
    of(gateway.simulator.world.services.get(3)).status = 'On Ice';
    const { ending } = await act(name, 'ifStatus: ACTIVE');
    expect(ending).toMatchObject({ __typename: 'ConflictError', actual: 'OTHER' });
  });
});

it('reads once with an empty cache', async () => {
  const { data, calls } = await gateway.execute<Record<string, Ending>>(
    'mutation { done: serviceSuspend(input: { serviceId: "12", ifStatus: COMPLETED }) { __typename } }',
  );
  expect(data['done']).toEqual({ __typename: 'ConflictError' });
  expect(namesOf(calls)).toEqual(['GetClientsProducts']);
});

it('lets one of two concurrent mutations find the status changed', async () => {
  of(gateway.simulator.world.services.get(3)).status = 'Active';
  const both = await Promise.all([
    act('serviceSuspend', 'ifStatus: ACTIVE'),
    act('serviceSuspend', 'ifStatus: ACTIVE'),
  ]);
  const ended = both.map(({ ending }) => ending.__typename);
  expect(ended.toSorted()).toEqual(['ConflictError', 'ServiceSuspendPayload']);
  expect(gateway.simulator.calls.of('ModuleSuspend')).toBe(1);
});

it('frees the key on a conflict, so that the same mutation may be tried again', async () => {
  const service = of(gateway.simulator.world.services.get(3));
  const create = () => act('serviceCreate', 'ifStatus: PENDING, idempotencyKey: "again"');
  service.status = 'Active';
  expect((await create()).ending.__typename).toBe('ConflictError');
  service.status = 'Pending';
  expect((await create()).ending).toMatchObject({ __typename: 'ServiceCreatePayload', service: { status: 'ACTIVE' } });
});

describe('orderAccept', () => {
  it.each(['Active', 'Cancelled', 'Fraud', 'Held'])('of an order that is %s if it is pending', async (status) => {
    await gateway.execute('{ order(id: "6") { status } }');
    of(gateway.simulator.world.orders.get(6)).status = status;
    const { ending, calls } = await accept(6, 'ifStatus: "Pending"');
    expect(ending).toMatchObject({ __typename: 'ConflictError', expected: ['Pending'], actual: status });
    expect(calls).toEqual(['GetOrders']);
  });

  it('applies to an order with the expected status', async () => {
    const { ending, calls } = await accept(9, 'ifStatus: ["pending"]');
    expect(ending).toMatchObject({ __typename: 'OrderAcceptPayload', order: { status: 'Active' } });
    expect(calls).toEqual(['GetOrders', 'AcceptOrder', 'GetOrders']);
  });
});
