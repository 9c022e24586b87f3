/** Several credentials of one WHMCS: which commands use which, which are disabled, and which are never tried on another. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { sharesOf } from '../../src/cli/credentials.ts';
import { startSimulator, type CallEntry } from '../../src/simulator/index.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import type { Credentials } from '../../src/whmcs/credentials.ts';
import { roleOf, variables } from '../bench/variables.ts';
import * as documents from '../generated/graphql.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const namesFor = (...purposes: readonly string[]): string[] =>
  Object.values(commands)
    .filter(({ purpose }) => purposes.includes(purpose))
    .map(({ name }) => name);

const reading = { name: 'reading', identifier: 'reading-id', secret: 'reading-secret' };
const desk = { name: 'desk', identifier: 'desk-id', secret: 'desk-secret' };
const own = { identifier: 'own-id', secret: 'own-secret' };

/** A gateway whose WHMCS allows each listed credential only these actions, and every other credential everything. */
async function gatewayWith(
  credentials: Credentials,
  roles: Readonly<Record<string, readonly string[]>> = {},
): Promise<TestGateway> {
  const known = [...(credentials.credentials ?? []), credentials].map(({ identifier, secret }) => ({
    identifier,
    secret,
    ...(roles[identifier] && { actions: roles[identifier] }),
  }));
  const simulator = await startSimulator({ credentials: known });
  const gateway = await startTestGateway({ simulator, whmcs: credentials });
  onTestFinished(async () => {
    await gateway.close();
    await simulator.close();
  });
  return gateway;
}

const sendersOf = (calls: readonly CallEntry[]) => calls.map(({ action, identifier }) => [action, identifier]);
const terminate = `mutation { serviceTerminate(input: { serviceId: "1" }) {
  __typename ... on NotSentError { code message } ... on RefusedError { reason }
} }`;

describe('three credentials with three WHMCS roles, each with exactly the actions it needs', () => {
  const credentials: Credentials = {
    ...own,
    credentials: [
      { ...desk, allow: namesFor('read', 'support') },
      { ...reading, allow: namesFor('read') },
    ],
  };

  it('serve every operation, and each command uses exactly one of them', async () => {
    const { byCredential } = sharesOf({ whmcs: credentials, secrets: [] });
    const roles = Object.fromEntries(
      byCredential.map(({ credential, commands: theirs }) => [credential.identifier, theirs.map(({ name }) => name)]),
    );
    const gateway = await gatewayWith(credentials, roles);
    for (const [name, given] of Object.entries(variables)) {
      const document = String(new Map<string, unknown>(Object.entries(documents)).get(`${name}Document`));
      const { data, errors } = await gateway.execute(document, given, { as: roleOf(name) });
      expect([name, errors]).toEqual([name, undefined]);
      expect(JSON.stringify(data)).not.toMatch(/"(NotSent|Refused)Error"/);
    }
    const { entries } = gateway.simulator.calls;
    expect(new Set(entries.map(({ identifier }) => identifier))).toEqual(new Set(['reading-id', 'desk-id', 'own-id']));
    // Two answers to one request, cached or not, must not come from credentials with different access.
    for (const { action, identifier } of entries)
      expect([action, roles[identifier]]).toEqual([action, expect.arrayContaining([action])]);
    const pairs = new Set(sendersOf(entries).map((pair) => pair.join(' on ')));
    expect(pairs.size).toBe(new Set(entries.map(({ action }) => action)).size);
  });
});

describe('a command that the role of its credential lacks', () => {
  const narrow: Credentials = {
    ...own,
    credentials: [{ ...reading, allow: ['GetProducts', 'ModuleTerminate'] }],
  };

  it('does not fall back to a broader credential for a read', async () => {
    const gateway = await gatewayWith(narrow, { 'reading-id': [] });
    const { errors, calls } = await gateway.execute('{ products { name } }');
    expect(errors).toMatchObject([
      {
        message: 'the API role of the credential "reading" does not allow GetProducts: tick that action in the role',
        extensions: { code: 'WHMCS_UNAUTHORIZED' },
      },
    ]);
    expect(sendersOf(calls)).toEqual([['GetProducts', 'reading-id']]);
  });

  it('does not fall back to a broader credential for a write', async () => {
    const gateway = await gatewayWith(narrow, { 'reading-id': [] });
    const { data, calls } = await gateway.execute(terminate);
    expect(data).toMatchObject({ serviceTerminate: { __typename: 'NotSentError', code: 'WHMCS_UNAUTHORIZED' } });
    expect(sendersOf(calls).filter(([action]) => action === 'ModuleTerminate')).toEqual([
      ['ModuleTerminate', 'reading-id'],
    ]);
  });
});

describe('a command that no credential allows', () => {
  it('is not read, and the error tells staff which permission to add', async () => {
    const gateway = await gatewayWith({ ...own, allow: ['GetClientsDetails'] });
    const { data, errors, extensions, calls } = await gateway.execute(
      '{ client(id: "1") { whmcsId fullName } products { name } }',
    );
    expect(data).toMatchObject({ client: { whmcsId: 1 } });
    expect(errors).toMatchObject([
      {
        path: ['products'],
        message: expect.stringContaining(
          'add GetProducts, or read, to "allow" of one in the section credentials',
        ) as string,
        extensions: { code: 'WHMCS_UNAUTHORIZED' },
      },
    ]);
    expect(sendersOf(calls)).toEqual([['GetClientsDetails', 'own-id']]);
    expect(extensions?.whmcs?.calls).toBe(1);
  });

  it('is not read, and the error tells other viewers nothing about the installation', async () => {
    const gateway = await gatewayWith({ ...own, allow: ['GetClientsDetails'] });
    const { errors } = await gateway.execute('{ products { name } }', {}, { as: 'client' });
    expect(errors).toMatchObject([
      {
        message: 'The billing system does not answer the gateway at the moment.',
        extensions: { code: 'WHMCS_UNAUTHORIZED' },
      },
    ]);
  });

  it('is not written: NotSentError, and the only call is the access check', async () => {
    const gateway = await gatewayWith({ ...own, allow: namesFor('read', 'lifecycle') });
    const { data, calls } = await gateway.execute(terminate);
    expect(data).toMatchObject({
      serviceTerminate: {
        __typename: 'NotSentError',
        code: 'WHMCS_UNAUTHORIZED',
        message: expect.stringContaining('add ModuleTerminate, or dangerous, to "allow"') as string,
      },
    });
    expect(sendersOf(calls)).toEqual([['GetClientsProducts', 'own-id']]);
  });
});

describe('a disabled command costs nothing', () => {
  const explain = { 'x-gateway-explain': 'only' };

  it('in a forecast', async () => {
    const gateway = await gatewayWith({ ...own, allow: ['GetClientsDetails', 'GetClientsProducts'] });
    const asked = async (query: string) =>
      (await gateway.execute(query, {}, { headers: explain })).extensions?.whmcs?.forecast;
    expect(await asked('{ client(id: "1") { fullName } products { name } }')).toMatchObject({ least: 1, most: 1 });
    expect(await asked(terminate)).toMatchObject({ least: 1 });
  });

  it('in a budget: the allowed fields beside it are still requested', async () => {
    const whmcs = { ...own, allow: ['GetClientsDetails'] };
    const simulator = await startSimulator({ credentials: [own] });
    const limits = { budget: { STAFF: 1, PARTNER: 1, CLIENT: 1 } };
    const gateway = await startTestGateway({ simulator, whmcs, gateway: { limits } });
    const { data, errors } = await gateway.execute('{ products { name } client(id: "1") { whmcsId fullName } }');
    expect(data).toMatchObject({ client: { whmcsId: 1 } });
    expect(errors).toMatchObject([{ path: ['products'], extensions: { code: 'WHMCS_UNAUTHORIZED' } }]);
    await gateway.close();
    await simulator.close();
  });
});

describe('GET /health/ready', () => {
  const ready = async (allow: string[]) => {
    const gateway = await gatewayWith({ ...own, allow });
    const { status } = await gateway.fetch('/health/ready');
    return [status, sendersOf(gateway.simulator.calls.entries)];
  };

  it('probes with a command that a credential allows', async () => {
    expect(await ready(['GetTickets'])).toEqual([200, [['GetTickets', 'own-id']]]);
  });

  it('is down when no credential may read, because no operation can be answered', async () => {
    expect(await ready(['AddClient'])).toEqual([503, []]);
  });
});
