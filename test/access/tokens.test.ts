/** Tokens of the file and of GATEWAY_STAFF_TOKENS: the viewers that they identify, and what a caller without one learns. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { hashOf, Unauthenticated } from '../../src/access/authenticate.ts';
import { directory } from '../../src/access/directory.ts';
import { readConfig } from '../../src/config/index.ts';
import { useGateway } from '../support/gateway.ts';
import { accessIn, authenticateBy, kept } from './rig.ts';

const file = `viewers:
  - { name: hashed, role: partner, token: "sha256:${hashOf('the-hashed-token')}", clients: { ids: [5, 1, 5] } }
  - { name: plain,  role: client,  token: the-plain-token, clients: { ids: [12] } }
  - { name: gone,   role: staff,   token: the-expired-token, expires: 2020-02-29 }
`;

afterEach(() => vi.useRealTimers());

describe('over HTTP', () => {
  const seen = kept();
  const gateway = useGateway({
    gateway: { authenticate: authenticateBy(file, ['a-token-of-staff', 'another-token-of-staff']), log: seen.log },
  });
  const whoAmI = async (authorization?: string) => {
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-request-id': 'same',
        ...(authorization !== undefined && { authorization }),
      },
      body: JSON.stringify({ query: '{ viewer { name role clients { whmcsId } } }' }),
    });
    const { date: _, ...headers } = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: await response.text() };
  };
  const viewerOf = async (authorization: string) => {
    const { data } = JSON.parse((await whoAmI(authorization)).body) as { data: { viewer: unknown } };
    return data.viewer;
  };

  it.each([
    ['the-hashed-token', { name: 'hashed', role: 'PARTNER', clients: [{ whmcsId: 1 }, { whmcsId: 5 }] }],
    ['the-plain-token', { name: 'plain', role: 'CLIENT', clients: [{ whmcsId: 12 }] }],
    ['a-token-of-staff', { name: 'staff-1', role: 'STAFF', clients: null }],
    ['another-token-of-staff', { name: 'staff-2', role: 'STAFF', clients: null }],
  ])('%s is accepted, in every spelling and every time', async (token, viewer) => {
    for (const authorization of [`Bearer ${token}`, `Bearer ${token}`, `bearer   ${token} `])
      expect(await viewerOf(authorization)).toEqual(viewer);
  });

  it.each([
    ['an expired token', 'Bearer the-expired-token', 'the token of gone expired at 2020-03-01T00:00:00.000Z'],
    ['an unknown token', 'Bearer the-unknown-token', 'the token is not known'],
    ['the hash itself', `Bearer ${hashOf('the-hashed-token')}`, 'the token is not known'],
    ['the hash as written in the file', `Bearer sha256:${hashOf('the-hashed-token')}`, 'the token is not known'],
    ['the start of a token', 'Bearer the-hashed-toke', 'the token is not known'],
    ['a JWT without a jwt section', 'Bearer e30.e30.e30', 'the token is not known'],
    ['another scheme', 'Basic dGhlLXBsYWluLXRva2Vu', 'the Authorization header is not "Bearer" and a token'],
  ])('%s reveals no more than an unknown token; the log has the reason', async (_, authorization, because) => {
    const before = seen.lines('unauthenticated').length;
    expect(await whoAmI(authorization)).toEqual(await whoAmI());
    await expect.poll(() => seen.lines('unauthenticated').length).toBe(before + 2);
    expect(seen.lines('unauthenticated').slice(before)).toEqual([
      expect.objectContaining({ because, address: '127.0.0.1' }),
      expect.objectContaining({ because: 'there is no Authorization header', address: '127.0.0.1' }),
    ]);
    expect(seen.text()).not.toContain(authorization.slice('Bearer '.length));
  });
});

describe('the directory', () => {
  it('authenticates tokens synchronously', () => {
    const authenticate = authenticateBy(file);
    for (const token of ['the-hashed-token', 'the-hashed-token', 'nobody-knows-this'])
      expect(authenticate(`Bearer ${token}`)).not.toBeInstanceOf(Promise);
  });

  it('lets a token expire at its time, even one seen before', () => {
    vi.useFakeTimers({ now: Date.UTC(2027, 11, 31, 23, 59, 59, 999) });
    const authenticate = authenticateBy(
      'viewers: [{ name: a, role: staff, token: the-token-of-a, expires: 2027-12-31 }]',
    );
    expect(authenticate('Bearer the-token-of-a')).toMatchObject({ name: 'a', role: 'STAFF' });
    vi.advanceTimersByTime(1);
    expect(authenticate('Bearer the-token-of-a')).toEqual(
      new Unauthenticated('the token of a expired at 2028-01-01T00:00:00.000Z'),
    );
  });

  it('warns of tokens in plain text and of expired ones, and shows none', () => {
    expect(directory(accessIn(file)).warnings).toEqual([
      'viewers[1].token, that of plain, is in plain text; use "sha256:" and its SHA-256 instead',
      'viewers[2].token, that of gone, is in plain text; use "sha256:" and its SHA-256 instead',
      'viewers[2].token, that of gone, expired at 2020-03-01T00:00:00.000Z',
    ]);
  });

  it('refuses a configuration with one token for a viewer and for staff', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'gateway.yaml');
    writeFileSync(path, `viewers: [{ name: b, role: staff, token: "sha256:${hashOf('a-token-of-staff')}" }]`);
    const read = (tokens: string) =>
      readConfig({
        WHMCS_URL: 'https://billing.example.com',
        WHMCS_IDENTIFIER: 'an-identifier',
        WHMCS_SECRET: 'a-well-kept-secret',
        GATEWAY_STAFF_TOKENS: tokens,
        GATEWAY_CONFIG: path,
      });
    expect(() => read('another-token,a-token-of-staff')).toThrow('viewers[0].token is also in GATEWAY_STAFF_TOKENS');
    expect(read('another-token').viewers).toHaveLength(1);
  });
});

describe('the generation of a viewer', () => {
  const generationOf = (more: string) => {
    const viewer = authenticateBy(`viewers: [{ name: a, token: the-token-of-a, ${more} }]`)('Bearer the-token-of-a');
    return 'generation' in viewer ? viewer.generation : null;
  };

  it('stays while the rights stay, in any order of keys', () => {
    expect(generationOf('role: partner, clients: { ids: [2, 1] }, allow: [read, billing]')).toBe(
      generationOf('role: partner, clients: { ids: [1, 2, 1] }, allow: [billing], expires: 2999-01-01'),
    );
  });

  it('changes with role, clients and permissions', () => {
    const generations = [
      'role: client, clients: { ids: [1] }',
      'role: partner, clients: { ids: [1] }',
      'role: partner, clients: { ids: [1, 2] }',
      'role: partner, clients: { ids: [12] }',
      'role: partner, clients: { ids: [1] }, allow: [billing]',
      'role: staff',
      'role: staff, allow: [read]',
    ].map(generationOf);
    expect(new Set(generations).size).toBe(generations.length);
    expect(generations).not.toContain(null);
  });
});
