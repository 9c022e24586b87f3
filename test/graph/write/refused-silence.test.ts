/** A module reports that its server gave no answer: the command may have been done, as when an answer to the gateway is lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const of = <T>(row: T | undefined): T => row ?? expect.fail('the simulator has no such row');
const services = () => gateway.simulator.world.services;

const timedOut = 'cURL error 28: Operation timed out after 5001 milliseconds with 0 bytes received';

async function act(name: string, more = '') {
  const { data, calls } = await gateway.execute<Record<string, { __typename: string }>>(
    `mutation { done: ${name}(input: { serviceId: "3" ${more} }) { __typename
      ... on ${name.replace('service', 'Service')}Payload { service { status } }
      ... on RefusedError { reason } ... on ConflictError { subject } } }`,
  );
  return { ending: of(data['done']), calls: calls.map(({ action }) => action) };
}

beforeEach(() => gateway.simulator.calls.reset());
afterEach(() => gateway.simulator.heal());

describe('serviceCreate', () => {
  it('is unknown if WHMCS leaves the service pending, and is not sent with another key', async () => {
    of(services().get(3)).status = 'Pending';
    gateway.simulator.fail({ action: 'ModuleCreate', kind: 'json-error', message: timedOut, times: 1 });
    const lost = await act('serviceCreate', 'idempotencyKey: "a"');
    expect(lost.ending).toEqual({ __typename: 'UnknownOutcomeError' });
    const other = await act('serviceCreate', 'idempotencyKey: "b"');
    expect(other.ending).toEqual({ __typename: 'ConflictError', subject: 'operation' });
    expect(gateway.simulator.calls.of('ModuleCreate')).toBe(1);
  });

  it('is refused if nothing can have reached the server', async () => {
    const message = 'cURL error 7: Failed to connect to node-3 port 2087: Connection refused';
    gateway.simulator.fail({ action: 'ModuleSuspend', kind: 'json-error', message, times: 1 });
    expect((await act('serviceSuspend')).ending).toEqual({ __typename: 'RefusedError', reason: message });
  });
});

it('is done if a read shows that the server did it, and is not sent again', async () => {
  of(services().get(3)).status = 'Active';
  gateway.simulator.fail({ action: 'ModuleSuspend', kind: 'json-error-after', message: timedOut, times: 1 });
  const { ending, calls } = await act('serviceSuspend');
  expect(ending).toEqual({ __typename: 'ServiceSuspendPayload', service: { status: 'SUSPENDED' } });
  expect(calls.filter((each) => each.startsWith('Module'))).toEqual(['ModuleSuspend']);
});

it('refuses a command without a remote party, whatever its message', async () => {
  gateway.simulator.fail({ action: 'UpdateClient', kind: 'json-error', message: 'Session timed out', times: 1 });
  const { data } = await gateway.execute(
    'mutation { clientUpdate(input: { id: "1", firstName: "Zoë" }) { __typename } }',
  );
  expect(data).toEqual({ clientUpdate: { __typename: 'RefusedError' } });
});
