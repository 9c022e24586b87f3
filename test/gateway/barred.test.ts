/** WHMCS denies access with a message of its own, of a hook, or of a proxy in front of it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';

const barred = /^{"status":"down","cause":{.*"code":"WHMCS_UNAUTHORIZED","detail":"(?:credential|ip)"/;
const query = '{ client(id: "1") { id firstName } }';

async function gatewayThat(fault: { kind: 'json-error' | 'warning-only'; message?: string; action?: string }) {
  const gateway = await startTestGateway({ simulator: { clients: 8 } });
  onTestFinished(() => gateway.close());
  gateway.simulator.fail(fault);
  const ready = async () => (await gateway.fetch('/health/ready')).text();
  const codes = async () => (await gateway.execute(query)).errors?.map(({ extensions }) => extensions.code);
  return { gateway, ready, codes };
}

describe('when WHMCS refuses every command alike', () => {
  it.each([
    { kind: 'json-error', message: 'Invalid Username or Password' },
    { kind: 'json-error', message: 'Invalid Credentials' },
    { kind: 'json-error', message: 'Access denied from your IP' },
    { kind: 'json-error', message: 'Nie ma takiej możliwości' },
    { kind: 'json-error', message: 'Blocked by SafeGate (rule 17)' },
    { kind: 'warning-only' },
  ] as const)('reports denied access at the first operation, and readiness is down: $message', async (fault) => {
    const { ready, codes } = await gatewayThat(fault);
    expect(await codes()).toEqual(['WHMCS_UNAUTHORIZED']);
    expect(await ready()).toMatch(barred);
  });

  it('readiness detects it with its own probe', async () => {
    const { ready } = await gatewayThat({ kind: 'json-error', message: 'Blocked by SafeGate (rule 17)' });
    expect(await ready()).toMatch(barred);
  });

  it('readiness recovers with the first answer', async () => {
    const { gateway, ready, codes } = await gatewayThat({ kind: 'json-error', message: 'Blocked by SafeGate' });
    expect(await codes()).toEqual(['WHMCS_UNAUTHORIZED']);
    gateway.simulator.heal();
    expect(await codes()).toBeUndefined();
    expect(await ready()).toBe('{"status":"up"}');
  });
});

it('does not treat the refusal of one command as denied access', async () => {
  const { ready, codes } = await gatewayThat({
    kind: 'json-error',
    action: 'GetClientsDetails',
    message: 'Blocked by SafeGate (rule 17)',
  });
  expect(await codes()).toEqual(['WHMCS_REFUSED']);
  expect(await ready()).toBe('{"status":"up"}');
});

it('treats an access message as a refusal of the command when WHMCS accepts the credential', async () => {
  const { gateway } = await gatewayThat({
    kind: 'json-error',
    action: 'AddClient',
    message: 'Invalid Username or Password',
  });
  await gateway.execute(query);
  const { data } = await gateway.execute(
    `mutation { clientCreate(input: { firstName: "Ada", lastName: "Example", email: "new@ada.example", password: "planted-pass",
       phoneNumber: "123", address: { line1: "A 1", city: "B", state: "C", postcode: "1", countryCode: "DE" } })
     { __typename ... on RefusedError { reason } } }`,
  );
  expect(data).toEqual({ clientCreate: { __typename: 'RefusedError', reason: 'Invalid Username or Password' } });
});
