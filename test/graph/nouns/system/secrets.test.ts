/** Mutations that reveal secrets: who may use which, for what, and what is shown once. */
import { describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { secretNames } from '../../../../src/graph/schema.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const sso = 'ssoLinkCreate';
const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { secrets: secretNames, sharedCache: false },
  tokens: [
    { token: 'portal', viewer: configured({ name: 'portal', role: 'CLIENT', clients: [1], allow: [sso] }) },
    { token: 'reseller', viewer: configured({ name: 'reseller', role: 'PARTNER', clients: [1, 2], allow: [sso] }) },
    { token: 'unnamed', viewer: configured({ name: 'unnamed', role: 'CLIENT', clients: [1], allow: ['secret'] }) },
  ],
});

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const run = async (name: string, input: string, shown: string, as = 'staff') => {
  const Payload = `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`;
  const { data, errors, calls, extensions } = await gateway.execute<Record<string, Ending>>(
    `mutation { ${name}(input: { ${input} }) { __typename ... on ${Payload} { ${shown} }
      ... on UserError { message } ... on InvalidInputError { path } } }`,
    {},
    { as, reveals: true },
  );
  return { ending: data?.[name], errors, extensions, calls: calls.map(({ action, params }) => ({ action, params })) };
};
const link = (input: string, as?: string) => run(sso, input, 'url accessToken', as);
const sent = (calls: readonly { readonly action: string }[]) =>
  calls.filter(({ action }) => action === 'CreateSsoToken');

describe('ssoLinkCreate', () => {
  const [own, foreign] = [
    () => gateway.simulator.world.services.of(1)[0],
    () => gateway.simulator.world.services.of(2)[0],
  ];

  it('makes a link for a client’s own page', async () => {
    const { ending, calls } = await link(
      `clientId: "1", destination: "clientarea:services", serviceId: "${own()?.id}"`,
      'portal',
    );
    expect(ending).toMatchObject({ __typename: 'SsoLinkCreatePayload', url: expect.stringContaining('access_token=') });
    expect(sent(calls)).toMatchObject([
      { params: { client_id: '1', destination: 'clientarea:services', service_id: String(own()?.id) } },
    ]);
  });

  it.each([
    ['another client', () => 'clientId: "2"'],
    ['a client that does not exist', () => 'clientId: "99999"'],
    ['a service of another client', () => `clientId: "1", serviceId: "${foreign()?.id}"`],
  ])('finds nothing for %s, and sends nothing', async (_, input) => {
    const { ending, calls } = await link(input(), 'portal');
    expect(ending).toMatchObject({ __typename: 'NotFoundError' });
    expect(sent(calls)).toEqual([]);
  });

  it('mixes no two clients that a partner sees', async () => {
    const { ending, calls } = await link(`clientId: "1", serviceId: "${foreign()?.id}"`, 'reseller');
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'serviceId'] });
    expect(sent(calls)).toEqual([]);
  });

  it.each([
    ['no client', 'portal', 'destination: "clientarea:services"', 'clientId'],
    ['neither client nor user', 'staff', 'destination: "clientarea:services"', 'clientId'],
    ['a path without its destination', 'staff', 'clientId: "1", destination: "sso:custom_redirect"', 'destination'],
    ['two pages', 'staff', 'clientId: "1", destination: "clientarea:services", redirectPath: "x.php"', 'redirectPath'],
  ])('refuses %s', async (_, as, input, field) => {
    const { ending, calls } = await link(input, as);
    expect([ending?.__typename, ending?.['path']]).toEqual(['InvalidInputError', ['input', field]]);
    expect(calls).toEqual([]);
  });

  it('lets only staff name a user and a path', async () => {
    for (const field of ['userId: "5001"', 'redirectPath: "cart.php"'])
      expectUnknown(
        await gateway.execute(
          `mutation { ${sso}(input: { clientId: "1", ${field} }) { __typename } }`,
          {},
          { as: 'portal' },
        ),
        field.split(':')[0] ?? '',
      );
    const { calls } = await link('userId: "5001", redirectPath: "cart.php"');
    expect(sent(calls)).toMatchObject([
      { params: { user_id: '5001', destination: 'sso:custom_redirect', sso_redirect_path: 'cart.php' } },
    ]);
  });

  it('is for clients whose allow names it, not its purpose', async () => {
    expectUnknown(
      await gateway.execute(`mutation { ${sso}(input: { clientId: "1" }) { __typename } }`, {}, { as: 'unnamed' }),
      sso,
    );
  });

  it('shows the link once for its key, also to a request that joins the first one', async () => {
    const keyed = () => link('clientId: "1", idempotencyKey: "one link"', 'portal');
    const both = await Promise.all([keyed(), keyed()]);
    const later = await keyed();
    expect(both.map(({ ending }) => ending?.['url']).filter((url) => url !== null)).toHaveLength(1);
    expect(later.ending).toEqual({ __typename: 'SsoLinkCreatePayload', url: null, accessToken: null });
    expect(later.extensions).toMatchObject({ replayed: [sso] });
    expect([...both, later].flatMap(({ calls }) => sent(calls)).length).toBeLessThanOrEqual(2);
    expect(gateway.simulator.calls.entries.filter(({ action }) => action === 'CreateSsoToken')).not.toEqual([]);
  });
});

describe('credentials of applications', () => {
  const all = async () => {
    const { ending } = await run(
      'oauthCredentialsReveal',
      'sortOrder: ASC',
      'credentials { credentialId name grantTypes scopes clientIdentifier clientSecret serviceId redirectUrls createdAt }',
    );
    return ending?.['credentials'] as Record<string, unknown>[];
  };

  it('are shown with their secrets', async () => {
    expect((await all()).slice(0, 2)).toEqual([
      {
        credentialId: '1',
        name: null,
        grantTypes: ['single_sign_on'],
        scopes: ['clientarea:sso', 'clientarea:invoices'],
        clientIdentifier: expect.stringMatching(/^HOSTING-EXAMPLE\./),
        clientSecret: 'SECRET-oauth-1',
        serviceId: '1',
        redirectUrls: [],
        createdAt: '2025-03-03T09:05:24+00:00',
      },
      expect.objectContaining({
        credentialId: '2',
        name: 'Portal & Co.',
        redirectUrls: ['https://portal.example/callback'],
      }),
    ]);
  });

  it('are made, get another secret, and are deleted', async () => {
    const made = await run(
      'oauthCredentialCreate',
      'grantType: SINGLE_SIGN_ON, scopes: ["clientarea:sso", "clientarea:invoices"], serviceId: "1"',
      'credentialId clientIdentifier clientSecret',
    );
    const { credentialId, clientIdentifier, clientSecret } = made.ending ?? expect.fail('nothing was made');
    expect(await all()).toContainEqual(
      expect.objectContaining({
        credentialId,
        clientIdentifier,
        clientSecret,
        scopes: ['clientarea:sso', 'clientarea:invoices'],
      }),
    );
    const changed = await run(
      'oauthCredentialUpdate',
      `clientIdentifier: "${String(clientIdentifier)}", description: "For a service", resetSecret: true, logoUrl: "https://a.example/l.svg"`,
      'credentialId clientSecret',
    );
    expect(changed.ending).toMatchObject({ credentialId, clientSecret: expect.stringMatching(/^SECRET-/) });
    expect(changed.ending?.['clientSecret']).not.toBe(clientSecret);
    const gone = await run('oauthCredentialDelete', `credentialId: "${String(credentialId)}"`, 'credentialId');
    expect(gone.ending).toMatchObject({ credentialId });
    expect((await all()).map((each) => each['credentialId'])).not.toContain(credentialId);
  });

  it.each([
    ['oauthCredentialCreate', 'grantType: AUTHORIZATION_CODE, scopes: ["openid"]', 'name'],
    ['oauthCredentialCreate', 'grantType: SINGLE_SIGN_ON, scopes: ["openid"]', 'serviceId'],
    ['oauthCredentialUpdate', 'name: "Nobody"', 'credentialId'],
    ['oauthCredentialUpdate', 'credentialId: "1", clientIdentifier: "A", name: "Two"', 'credentialId'],
    ['clientPasswordReveal', '', 'clientId'],
    ['clientPasswordReveal', 'clientId: "1", email: "a@b.example"', 'clientId'],
  ])('%s { %s } is refused before anything is asked', async (name, input, field) => {
    const { ending, calls } = await run(name, input, '__typename');
    expect([ending?.__typename, ending?.['path'], calls]).toEqual(['InvalidInputError', ['input', field], []]);
  });
});

it('reveals settings, and hashes of clients by id or by address', async () => {
  expect((await run('configurationValueReveal', 'setting: "SMTPPassword"', 'setting value')).ending).toMatchObject({
    setting: 'SMTPPassword',
    value: 'SECRET-smtp-password',
  });
  const email = gateway.simulator.world.clients.get(1)?.email;
  const [byId, byEmail] = [
    await run('clientPasswordReveal', 'clientId: "1"', 'passwordHash'),
    await run('clientPasswordReveal', `email: "${email}"`, 'passwordHash'),
  ];
  expect(byId.ending?.['passwordHash']).toContain('SECRET-hash-1');
  expect(byEmail.ending).toEqual(byId.ending);
});

it('logs a user in with the right password alone', async () => {
  const [user] = gateway.simulator.world.users;
  const login = (password: string) =>
    run('userLogin', `email: "${user?.email}", password: "${password}"`, 'userId sessionHash twoFactorEnabled');
  expect((await login('correct horse')).ending).toMatchObject({
    userId: String(user?.id),
    sessionHash: expect.stringContaining('SECRET-login-'),
  });
  expect((await login('a wrong one')).ending).toMatchObject({ __typename: 'RefusedError' });
});
