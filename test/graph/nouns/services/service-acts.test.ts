/** Mutations of services: the command sent, its outcome, and who may use them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

const act = (name: string, service: string, more = '') =>
  `mutation { ${name}(input: { serviceId: "${service}" ${more} }) { __typename
    ... on ${name.replace('service', 'Service')}Payload { service { whmcsId status suspensionReason } }
    ... on RefusedError { command reason } ... on UserError { message } ... on InvalidInputError { path } } }`;
const ending = (data: Record<string, unknown>) => Object.values(data)[0] as Record<string, unknown>;

beforeEach(() => gateway.simulator.calls.reset());

test.each([
  ['serviceCreate', 'ModuleCreate', 'ACTIVE'],
  ['serviceSuspend', 'ModuleSuspend', 'SUSPENDED'],
  ['serviceUnsuspend', 'ModuleUnsuspend', 'ACTIVE'],
  ['serviceTerminate', 'ModuleTerminate', 'TERMINATED'],
])('%s sends %s between the owner lookup and the read-back', async (name, command, status) => {
  const { data, calls } = await execute(act(name, '3'));
  expect(ending(data)).toMatchObject({ service: { whmcsId: 3, status } });
  expect(namesOf(calls)).toEqual(['GetClientsProducts', command, 'GetClientsProducts']);
  expect(calls[1]?.params).toMatchObject({ serviceid: '3', accountid: '3' });
});

test('serviceSuspend passes on the reason, which serviceUnsuspend clears', async () => {
  const suspended = await execute(
    act('serviceSuspend', globalId('Service', 12, 2), 'reason: "Sends \\"spam\\" & worse"'),
  );
  expect(ending(suspended.data)['service']).toMatchObject({ suspensionReason: 'Sends "spam" & worse' });
  const running = await execute(act('serviceUnsuspend', '12'));
  expect(ending(running.data)['service']).toEqual({ whmcsId: 12, status: 'ACTIVE', suspensionReason: null });
});

test.each(['serviceCreate', 'serviceSuspend', 'serviceUnsuspend', 'serviceTerminate'])(
  '%s is refused in the words of WHMCS if no module is assigned',
  async (name) => {
    const { data } = await execute(act(name, '4', 'evenIfDone: true'));
    expect(ending(data)).toMatchObject({
      __typename: 'RefusedError',
      command: name.replace('service', 'Module'),
      reason: 'Service not assigned to a module',
    });
  },
);

test.each(['serviceCreate', 'serviceSuspend', 'serviceUnsuspend', 'serviceTerminate'])(
  '%s of a missing service sends nothing',
  async (name) => {
    const { data, calls } = await execute(act(name, '99999'));
    expect(ending(data)).toMatchObject({ __typename: 'NotFoundError' });
    expect(namesOf(calls)).toEqual(['GetClientsProducts']);
  },
);

test('refuses the id of another type, and sends nothing', async () => {
  const { data, calls } = await execute(act('serviceSuspend', globalId('Client', 1)));
  expect(ending(data)).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'serviceId'] });
  expect(calls).toEqual([]);
});

test('replaces a lost answer by a read, and sends nothing again', async () => {
  gateway.simulator.fail({ action: 'ModuleSuspend', kind: 'reset-after', times: 1 });
  const { data, calls } = await execute(act('serviceSuspend', '28'));
  expect(ending(data)).toMatchObject({
    __typename: 'ServiceSuspendPayload',
    service: { whmcsId: 28, status: 'SUSPENDED' },
  });
  expect(namesOf(calls).filter((name) => name !== 'GetClientsProducts')).toEqual(['ModuleSuspend']);
});

test('has an unknown outcome if no read replaces a lost answer, and sends nothing again', async () => {
  // Suspended before and after.
  await execute(act('serviceSuspend', '27'));
  gateway.simulator.calls.reset();
  gateway.simulator.fail({ action: 'ModuleSuspend', kind: 'reset-after', times: 1 });
  const { data } = await execute(act('serviceSuspend', '27', 'evenIfDone: true'));
  expect(ending(data)).toMatchObject({ __typename: 'UnknownOutcomeError' });
  expect(gateway.simulator.calls.of('ModuleSuspend')).toBe(1);
  const after = await execute('{ service(id: "27") { status } }');
  expect(after.data).toEqual({ service: { status: 'SUSPENDED' } });
});

test('serviceCreate runs once for a key', async () => {
  const create = act('serviceCreate', '21', 'idempotencyKey: "k-21"');
  const [first, second] = [await execute(create), await execute(create)];
  expect(ending(second.data)).toEqual(ending(first.data));
  expect(gateway.simulator.calls.of('ModuleCreate')).toBe(1);
});

describe.each(['partner', 'client'])('as a %s', (as) => {
  test.each(['serviceCreate', 'serviceSuspend', 'serviceUnsuspend', 'serviceTerminate'])(
    '%s is unknown, for its own service or another',
    async (name) => {
      for (const service of ['3', '99999']) expectUnknown(await execute(act(name, service), {}, { as }), name);
    },
  );
});
