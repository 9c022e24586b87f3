/** JWTs: which are accepted, as which viewer, and how often they are verified. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Unauthenticated, type Authenticate, type Authenticated } from '../../src/access/authenticate.ts';
import { useGateway } from '../support/gateway.ts';
import {
  audience,
  issuer,
  signingKey,
  startIdentityProvider,
  tokenOf,
  type IdentityProvider,
  type SigningKey,
} from './identity-provider.ts';
import { authenticateBy, kept } from './rig.ts';

let provider: IdentityProvider;
let key: SigningKey;
beforeAll(async () => {
  key = await signingKey('first');
});
beforeEach(async () => {
  // Clocks stand still, sockets do not.
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.UTC(2027, 0, 1) });
  provider = await startIdentityProvider();
  provider.keys = [key];
});
afterEach(async () => {
  vi.useRealTimers();
  await provider.close();
});

const believing = (more = '', claims = '') =>
  authenticateBy(
    `jwt: { issuer: "${issuer}", audience: ${audience}, jwksUrl: "${provider.jwksUrl}", claims: { role: role, clients: whmcs_clients${claims} }${more} }`,
  );

const partner = { role: 'partner', whmcs_clients: [5, 1] };

const ask = (authenticate: Authenticate, token: string): Authenticated | Promise<Authenticated> =>
  authenticate(`Bearer ${token}`);

/** The reason of the rejection. */
async function because(authenticate: Authenticate, token: string): Promise<string | null> {
  const outcome = await ask(authenticate, token);
  return outcome instanceof Unauthenticated ? outcome.because : null;
}

describe('a valid JWT', () => {
  it.each(['ES256', 'RS256', 'EdDSA'])('signed with %s identifies the viewer', async (alg) => {
    const signer = await signingKey('another', alg);
    provider.keys = [key, signer];
    const viewer = await ask(believing(), await tokenOf(signer, partner));
    expect(viewer).toMatchObject({ name: 'jwt:jane', role: 'PARTNER', clients: [1, 5] });
  });

  it('takes its name from the configured claim', async () => {
    const token = await tokenOf(key, { ...partner, email: 'a@b.example' });
    expect(await ask(believing('', ', name: email'), token)).toMatchObject({ name: 'jwt:a@b.example' });
  });

  it('is verified once and cached until it expires, at the end of the clock skew', async () => {
    const authenticate = believing();
    const token = await tokenOf(key, partner);
    const first = ask(authenticate, token);
    expect(first).toBeInstanceOf(Promise);
    const viewer = await first;
    // Synchronously, and without keys.
    provider.keys = [];
    expect(ask(authenticate, token)).toBe(viewer);
    vi.advanceTimersByTime(3_629_999);
    expect(ask(authenticate, token)).toBe(viewer);
    vi.advanceTimersByTime(1);
    provider.keys = [key];
    expect(await because(authenticate, token)).toBe('the JWT has expired');
  });

  it('has the same generation as another token with the same rights', async () => {
    const authenticate = believing();
    const [one, same, other] = await Promise.all([
      ask(authenticate, await tokenOf(key, partner)),
      ask(authenticate, await tokenOf(key, { ...partner, jti: '2' })),
      ask(authenticate, await tokenOf(key, { ...partner, whmcs_clients: [5] })),
    ]);
    const generationOf = (viewer: Authenticated | undefined) => viewer && 'generation' in viewer && viewer.generation;
    expect(generationOf(one)).toBe(generationOf(same));
    expect(generationOf(one)).not.toBe(generationOf(other));
  });

  it('may have as many as 500 clients', async () => {
    const clients = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    const authenticate = believing();
    expect(await ask(authenticate, await tokenOf(key, { ...partner, whmcs_clients: clients(500) }))).toMatchObject({
      role: 'PARTNER',
    });
    expect(await because(authenticate, await tokenOf(key, { ...partner, whmcs_clients: clients(501) }))).toBe(
      'the claim "whmcs_clients" of the JWT is not a list of 1 to 500 client ids',
    );
  });
});

describe('a JWT is rejected', () => {
  const notClients = 'the claim "whmcs_clients" of the JWT is not a list of 1 to 500 client ids';
  const notRole = 'the claim "role" of the JWT is not one of staff, partner, client';
  const notName = 'the claim "sub" of the JWT is not a string of 1 to 200 characters';
  const seconds = (more: number) => Math.floor(Date.UTC(2027, 0, 1) / 1000) + more;

  it.each([
    [{ role: 'admin' }, notRole],
    [{ role: 'PARTNER' }, notRole],
    [{ role: ['partner'] }, notRole],
    [{ role: undefined }, notRole],
    [{ whmcs_clients: undefined }, notClients],
    [{ whmcs_clients: [] }, notClients],
    [{ whmcs_clients: '5' }, notClients],
    [{ whmcs_clients: ['5'] }, notClients],
    [{ whmcs_clients: [5, 0] }, notClients],
    [{ whmcs_clients: [5, 1.5] }, notClients],
    [{ whmcs_clients: { 5: true } }, notClients],
    [{ sub: '' }, notName],
    [{ sub: 'a\nb' }, notName],
    [{ sub: undefined }, 'the claim "sub" of the JWT is missing'],
    [{ iss: 'https://other.example.com' }, 'the claim "iss" of the JWT is wrong'],
    [{ aud: 'another-service' }, 'the claim "aud" of the JWT is wrong'],
    [{ aud: undefined }, 'the claim "aud" of the JWT is missing'],
    [{ exp: undefined }, 'the claim "exp" of the JWT is missing'],
    [{ exp: seconds(-30) }, 'the JWT has expired'],
    [{ nbf: seconds(31) }, 'the claim "nbf" of the JWT is wrong'],
  ] satisfies [Readonly<Record<string, unknown>>, string][])('with %o', async (claims, why) => {
    expect(await because(believing(), await tokenOf(key, { ...partner, ...claims }))).toBe(why);
  });

  it.each([[{ exp: seconds(-29) }], [{ nbf: seconds(30) }], [{ aud: ['another-service', audience] }]])(
    'but not with %j: clocks differ, and audiences are several',
    async (claims) => {
      expect(await because(believing(), await tokenOf(key, { ...partner, ...claims }))).toBeNull();
    },
  );

  it('of staff, unless the file allows staff', async () => {
    const token = await tokenOf(key, { role: 'staff' });
    expect(await because(believing(), token)).toBe('the JWT is for staff, but jwt.staff is false');
    expect(await ask(believing(', staff: true'), token)).toMatchObject({
      name: 'jwt:jane',
      role: 'STAFF',
      clients: null,
    });
  });

  it('with an unpinned algorithm, with a shared secret, and without a signature', async () => {
    const [, claims] = (await tokenOf(key, partner)).split('.');
    const headed = (alg: string) =>
      `${Buffer.from(JSON.stringify({ typ: 'JWT', alg })).toString('base64url')}.${claims}`;
    const bySecret = createHmac('sha256', JSON.stringify(key.public)).update(headed('HS256')).digest('base64url');
    const notPinned = 'the JWT is signed by an algorithm that jwt.algorithms does not list';
    expect(await because(believing(), `${headed('HS256')}.${bySecret}`)).toBe(notPinned);
    expect(await because(believing(), `${headed('none')}.AA`)).toBe(notPinned);
    expect(await because(believing(), `${headed('none')}.`)).toBe('the token is not known');
    expect(await because(believing(', algorithms: [RS256]'), await tokenOf(key, partner))).toBe(notPinned);
    expect(provider.asked).toBe(0);
  });

  it('signed by another key with the same id, or by an unpublished key', async () => {
    const forged = await signingKey(key.kid);
    expect(await because(believing(), await tokenOf(forged, partner))).toBe('the signature of the JWT is wrong');
    const unknown = await signingKey('unknown');
    expect(await because(believing(), await tokenOf(unknown, partner))).toBe(
      'the JWT is signed by a key that jwt.jwksUrl does not have',
    );
  });

  it('if it is malformed', async () => {
    expect(await because(believing(), 'e30.e30.e30')).toBe('the token is not a readable JWT');
  });
});

describe('the keys', () => {
  it('are fetched once for many tokens, and again for a new key, but at most every 30 seconds', async () => {
    const authenticate = believing();
    await Promise.all(
      [1, 2, 3].map(async (jti) => ask(authenticate, await tokenOf(key, { ...partner, jti: `${jti}` }))),
    );
    expect(provider.asked).toBe(1);

    const second = await signingKey('second');
    provider.keys = [key, second];
    const token = await tokenOf(second, partner);
    vi.advanceTimersByTime(29_999);
    expect(await because(authenticate, token)).toBe('the JWT is signed by a key that jwt.jwksUrl does not have');
    expect(provider.asked).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await because(authenticate, token)).toBeNull();
    expect(provider.asked).toBe(2);
  });

  it('are gone when they are no longer published', async () => {
    const authenticate = believing();
    await ask(authenticate, await tokenOf(key, partner));
    provider.keys = [await signingKey('second')];
    vi.advanceTimersByTime(600_000);
    expect(await because(authenticate, await tokenOf(key, { ...partner, jti: '2' }))).toBe(
      'the JWT is signed by a key that jwt.jwksUrl does not have',
    );
  });

  it('are requested rarely while they cannot be fetched, and callers get a server error', async () => {
    const authenticate = believing();
    provider.status = 503;
    const token = await tokenOf(key, partner);
    const refused = await ask(authenticate, token);
    expect(refused).toMatchObject({
      isOurs: true,
      because: expect.stringMatching(/^the keys of jwt\.jwksUrl cannot be loaded: /),
    });
    provider.status = 200;
    expect(await because(authenticate, token)).toBe(
      'the keys of jwt.jwksUrl cannot be loaded: they were requested a moment ago',
    );
    expect(provider.asked).toBe(1);
    vi.advanceTimersByTime(5_000);
    expect(await because(authenticate, token)).toBeNull();
  });

  it('are not needed for a token verified before', async () => {
    const authenticate = believing();
    const token = await tokenOf(key, partner);
    await ask(authenticate, token);
    await provider.close();
    vi.advanceTimersByTime(3_000_000);
    expect(await because(authenticate, token)).toBeNull();
    expect(await because(authenticate, await tokenOf(key, { ...partner, jti: '2' }))).toMatch(
      /^the keys of jwt\.jwksUrl cannot be loaded: .*ECONNREFUSED/,
    );
  });
});

describe('over HTTP', () => {
  const seen = kept();
  let current: Authenticate = () => new Unauthenticated('not yet');
  const gateway = useGateway({ gateway: { authenticate: (header) => current(header), log: seen.log } });
  beforeEach(() => {
    current = believing();
  });
  const namesOf = (as: string) =>
    gateway.execute<{ clients: { nodes: { whmcsId: number }[] } }>('{ clients { nodes { whmcsId } } }', {}, { as });

  it('shows a partner its clients, and caches whole responses for it', async () => {
    const token = await tokenOf(key, partner);
    const first = await namesOf(token);
    expect(new Set(first.data.clients.nodes.map(({ whmcsId }) => whmcsId))).toEqual(new Set([1, 5]));
    const again = await namesOf(token);
    expect(again.data).toEqual(first.data);
    expect(again.calls).toEqual([]);
  });

  it('tells a caller with a bad token no more than one without; the log has the reason', async () => {
    const bad = await tokenOf(key, { ...partner, exp: 1 });
    const [refused, none] = [await namesOf(bad), await gateway.execute('{ viewer { name } }', {}, { as: null })];
    expect([refused.status, refused.errors]).toEqual([none.status, none.errors]);
    expect(refused.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    await expect
      .poll(() => seen.lines('unauthenticated'))
      .toContainEqual(expect.objectContaining({ because: 'the JWT has expired', level: 'info' }));
    expect(seen.text()).not.toContain(bad);
  });

  it('warns if the gateway itself cannot verify a token', async () => {
    provider.status = 500;
    const { status } = await namesOf(await tokenOf(key, partner));
    expect(status).toBe(401);
    await expect.poll(() => seen.lines('unauthenticated')).toContainEqual(expect.objectContaining({ level: 'warn' }));
  });
});
