/** A mutation that waited for an equal one on the same service finds its work already done. */
import { expect, it } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 } });

function stand(id: number, status: string): void {
  const service = gateway.simulator.world.services.get(id) ?? expect.fail('no such service');
  service.status = status;
  gateway.simulator.calls.reset();
}

interface Acted {
  readonly __typename: string;
  readonly alreadyDone: boolean;
  readonly service: { readonly status: string };
}

async function act(name: string, id: number) {
  const { data, extensions } = await gateway.execute<{ done: Acted }>(
    `mutation { done: ${name}(input: { serviceId: "${id}" }) { __typename
      ... on ${name.replace('service', 'Service')}Payload { alreadyDone service { status } } } }`,
  );
  return { ending: data.done, asked: extensions?.whmcs?.byCommand };
}

it.each([
  ['serviceCreate', 'ModuleCreate', 'Pending', 'ACTIVE'],
  ['serviceSuspend', 'ModuleSuspend', 'Active', 'SUSPENDED'],
  ['serviceUnsuspend', 'ModuleUnsuspend', 'Suspended', 'ACTIVE'],
  ['serviceTerminate', 'ModuleTerminate', 'Active', 'TERMINATED'],
])('sends six concurrent %s as one %s', async (name, command, before, status) => {
  stand(3, before);
  const all = await Promise.all(Array.from({ length: 6 }, () => act(name, 3)));
  for (const { ending } of all) expect(ending.service.status).toBe(status);
  const waited = all.filter(({ ending }) => ending.alreadyDone);
  expect(waited).toHaveLength(5);
  expect(gateway.simulator.calls.of(command)).toBe(1);
  // The owner lookup, and the read at their turn; reads in flight are shared.
  for (const { asked = {} } of waited) {
    expect(Object.keys(asked)).toEqual(['GetClientsProducts']);
    expect(asked['GetClientsProducts']).toBeLessThanOrEqual(2);
  }
});

it('continues after waiting for something else', async () => {
  stand(12, 'Active');
  const all = await Promise.all([act('serviceSuspend', 12), act('serviceUnsuspend', 12)]);
  expect(all.map(({ ending }) => ending.alreadyDone)).toEqual([false, false]);
  const { calls } = gateway.simulator;
  expect([calls.of('ModuleSuspend'), calls.of('ModuleUnsuspend')]).toEqual([1, 1]);
});
