import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/access/authenticate.ts';
import { parseConfigFile } from '../../src/config/parse-file.ts';
import { mutationNames } from '../../src/graph/schema.ts';
import { accessIn } from './rig.ts';

const hash = hashOf('a-token-of-nobody');

const problemsOf = (text: string) => parseConfigFile(text, 'gateway.yaml', mutationNames).problems ?? [];

/** A valid viewer with these changes. */
const viewer = (more: string) =>
  `viewers:\n  - { ${more.includes('name:') ? '' : 'name: a, '}${more.includes('token:') ? '' : `token: "sha256:${hash}", `}${more} }`;

const jwt = (more: string) => {
  const usual = {
    issuer: 'i',
    audience: 'a',
    jwksUrl: 'https://id.example.com/keys',
    claims: '{ role: r, clients: c }',
  };
  const left = Object.entries(usual).filter(([name]) => !more.includes(`${name}:`));
  return `jwt: { ${[...left.map(([name, value]) => `${name}: ${value}`), more].join(', ')} }`;
};

describe('viewers and jwt in the file', () => {
  it('are read as documented', () => {
    const { viewers, jwt: believed } = accessIn(`
      viewers:
        - { name: billing-frontend, role: staff,   token: "sha256:${hash}", allow: [read, support, billing] }
        - { name: reseller-a,       role: partner, token: "sha256:${hashOf('b').toUpperCase()}", clients: { ids: [1, 5], group: 3 }, expires: 2027-12-31 }
        - { name: portal-client-12, role: client,  token: "in-plain-text", clients: { ids: [12] }, expires: "2027-12-31T12:00:00+01:00" }
      jwt: { issuer: https://id.example.com, audience: whmcs-graph, jwksUrl: https://id.example.com/jwks.json, claims: { role: role, clients: whmcs_clients } }
    `);
    expect(viewers).toEqual([
      {
        name: 'billing-frontend',
        role: 'STAFF',
        token: { hash, isPlain: false },
        allow: ['read', 'support', 'billing'],
      },
      {
        name: 'reseller-a',
        role: 'PARTNER',
        token: { hash: hashOf('b'), isPlain: false },
        clients: { ids: [1, 5], group: 3 },
        // The day of expiry is still valid.
        expires: Date.UTC(2028, 0, 1),
      },
      {
        name: 'portal-client-12',
        role: 'CLIENT',
        token: { hash: hashOf('in-plain-text'), isPlain: true },
        clients: { ids: [12] },
        expires: Date.UTC(2027, 11, 31, 11),
      },
    ]);
    expect(believed).toEqual({
      issuer: 'https://id.example.com',
      audience: 'whmcs-graph',
      jwksUrl: new URL('https://id.example.com/jwks.json'),
      algorithms: ['RS256', 'ES256', 'EdDSA'],
      clockSkewSeconds: 30,
      claims: { role: 'role', clients: 'whmcs_clients', name: 'sub' },
      staff: false,
    });
  });

  it('pass on no token, only hashes', () => {
    const access = accessIn(viewer('role: staff, token: "in-plain-text"'));
    expect(JSON.stringify(access)).not.toContain('in-plain-text');
  });

  it.each([
    ['role: admin', 'viewers[0].role must be one of staff, partner, client, not "admin"'],
    ['role: Staff', 'viewers[0].role must be one of staff, partner, client, not "Staff"'],
    ['role: partner', 'viewers[0].clients is missing: it names the clients whose data the partner sees'],
    ['role: client, clients: {}', 'viewers[0].clients is empty; list clients in ids, or set group'],
    ['role: partner, clients: { ids: [] }', 'viewers[0].clients is empty; list clients in ids, or set group'],
    ['role: partner, clients: [1]', 'viewers[0].clients must be a mapping (keys: ids, group), not a list'],
    ['role: partner, clients: { ids: 1 }', 'viewers[0].clients.ids must be a list of client ids, not a number'],
    [
      'role: partner, clients: { ids: ["1"] }',
      'viewers[0].clients.ids[0] must be the id of a client in WHMCS, not "1"',
    ],
    ['role: partner, clients: { ids: [1, 0] }', 'viewers[0].clients.ids[1] must be the id of a client in WHMCS, not 0'],
    [
      'role: partner, clients: { ids: [1.5] }',
      'viewers[0].clients.ids[0] must be the id of a client in WHMCS, not 1.5',
    ],
    [
      'role: partner, clients: { group: x }',
      'viewers[0].clients.group must be the id of a client group in WHMCS, not "x"',
    ],
    [
      'role: partner, clients: { ids: [1], idz: [2] }',
      'viewers[0].clients.idz is not known in this release; did you mean ids?',
    ],
    ['role: staff, clients: { ids: [1] }', 'viewers[0].clients must be left out: staff sees all clients'],
    [
      'role: staff, allow: [read, write]',
      'viewers[0].allow[1] is "write", which is neither a purpose (read, support, billing, lifecycle, dangerous, secret) nor a mutation; docs/access.md lists the mutations',
    ],
    [
      'role: staff, allow: read',
      'viewers[0].allow must be a list of purposes (read, support, billing, lifecycle, dangerous, secret) and mutation names, not a string',
    ],
    [
      'role: client, clients: { ids: [1] }, allow: [serviceTermiante]',
      'viewers[0].allow[0] is "serviceTermiante", which is neither a purpose (read, support, billing, lifecycle, dangerous, secret) nor a mutation; did you mean serviceTerminate?',
    ],
    [
      'role: staff, allow: [billing]',
      'viewers[0].allow must list read: the response to a mutation includes its result',
    ],
    [
      'role: staff, name: ""',
      'viewers[0].name must be a string of 1 to 64 characters without ":", and not "staff-" with a number, not ""',
    ],
    [
      'role: staff, name: staff-12',
      'viewers[0].name must be a string of 1 to 64 characters without ":", and not "staff-" with a number, not "staff-12"',
    ],
    [
      'role: staff, name: "jwt:42"',
      'viewers[0].name must be a string of 1 to 64 characters without ":", and not "staff-" with a number, not "jwt:42"',
    ],
    [
      'role: staff, name: "a\\nb"',
      'viewers[0].name must be a string of 1 to 64 characters without ":", and not "staff-" with a number, not "a\\nb"',
    ],
    [
      'role: staff, expires: 31.12.2027',
      'viewers[0].expires must be the last valid day, such as 2027-12-31, or an instant, such as 2027-12-31T12:00:00Z, not "31.12.2027"',
    ],
    [
      'role: staff, expires: 2027-02-30',
      'viewers[0].expires must be the last valid day, such as 2027-12-31, or an instant, such as 2027-12-31T12:00:00Z, not "2027-02-30"',
    ],
    [
      'role: staff, expires: 2027-12-31T12:00:00',
      'viewers[0].expires must be the last valid day, such as 2027-12-31, or an instant, such as 2027-12-31T12:00:00Z, not "2027-12-31T12:00:00"',
    ],
    [
      'role: staff, note: x',
      'viewers[0].note is not known in this release; the known keys are name, role, token, clients, allow, expires',
    ],
  ])('refuse %s', (more, problem) => {
    expect(problemsOf(viewer(more)).map((text) => text.replace(/^gateway\.yaml:2:\d+ /, ''))).toEqual([problem]);
  });

  it.each(['seven77', 'with a space', 'sha256:12', `sha256:${hash}0`, `sha256:${'x'.repeat(64)}`, '12345678'])(
    'refuse the token %s',
    (token) => {
      // A YAML number is no text.
      const written = token === '12345678' ? token : `"${token}"`;
      expect(problemsOf(viewer(`role: staff, token: ${written}`))).toEqual([
        `gateway.yaml:2:36 viewers[0].token must be "sha256:" and 64 hexadecimal digits, or the token itself: at least 8 characters that a header can contain, not a ${token === '12345678' ? 'number' : 'string'}`,
      ]);
    },
  );

  it('accept up to 500 clients', () => {
    const many = (count: number) =>
      problemsOf(
        viewer(`role: partner, clients: { ids: [${Array.from({ length: count }, (_, index) => index + 1).join()}] }`),
      );
    expect(many(500)).toEqual([]);
    expect(many(501)).toEqual([expect.stringMatching(/viewers\[0\]\.clients\.ids must list at most 500 clients$/)]);
  });

  it('refuse a duplicate name or token, even one in plain text and one hashed', () => {
    const twice = `viewers:
  - { name: a, role: staff, token: "sha256:${hash}" }
  - { name: b, role: staff, token: "another-token" }
  - { name: a, role: staff, token: "a-third-token" }
  - { name: d, role: staff, token: "a-token-of-nobody" }`;
    expect(problemsOf(twice)).toEqual([
      'gateway.yaml:4:13 viewers[2].name is a duplicate of viewers[0].name',
      'gateway.yaml:5:36 viewers[3].token is a duplicate of viewers[0].token',
    ]);
  });

  it.each([
    ['issuer: ""', 'jwt.issuer must be the value of the claim "iss", not ""'],
    [
      'jwksUrl: id.example.com',
      'jwt.jwksUrl must be an https URL; http is allowed only for localhost, not "id.example.com"',
    ],
    [
      'jwksUrl: "http://id.example.com"',
      'jwt.jwksUrl must be an https URL; http is allowed only for localhost, not "http://id.example.com"',
    ],
    ['jwksUrl: "https://me:it@id.example.com"', 'jwt.jwksUrl must not contain a user name or password'],
    [
      'algorithms: [none]',
      'jwt.algorithms[0] must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, not "none"',
    ],
    [
      'algorithms: [HS256]',
      'jwt.algorithms[0] must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, not "HS256"',
    ],
    ['algorithms: []', 'jwt.algorithms must contain at least one algorithm, not a list'],
    ['clockSkewSeconds: 301', 'jwt.clockSkewSeconds must be a whole number of seconds from 0 to 300, not 301'],
    ['claims: { role: r }', 'jwt.claims.clients must be the name of a claim, not an empty value'],
    ['staff: "yes"', 'jwt.staff must be true or false, not "yes"'],
    [
      'secret: x',
      'jwt.secret is not known in this release; the known keys are issuer, audience, jwksUrl, algorithms, clockSkewSeconds, claims, staff',
    ],
  ])('refuse jwt with %s', (more, problem) => {
    expect(problemsOf(jwt(more)).map((text) => text.replace(/^gateway\.yaml:1:\d+ /, ''))).toEqual([problem]);
  });

  it.each(['http://localhost:8080/keys', 'http://127.0.0.1/keys', 'http://[::1]:8080/keys'])(
    'accept keys at %s',
    (url) => {
      expect(problemsOf(jwt(`jwksUrl: "${url}"`))).toEqual([]);
    },
  );

  it('are valid in the examples of docs/access.md', () => {
    const page = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
    const [, viewers = ''] = /```yaml\n(viewers:[^]*?)```/.exec(page) ?? [];
    const [, jwt = ''] = /```yaml\n(jwt:[^]*?)```/.exec(page) ?? [];
    const access = accessIn(
      viewers.replaceAll(/sha256:(\w+)…/g, (_, start: string) => `sha256:${start.padEnd(64, '0')}`),
    );
    expect(access.viewers.map(({ role }) => role)).toEqual(['STAFF', 'PARTNER', 'CLIENT']);
    expect(accessIn(jwt).jwt).toEqual(accessIn(jwt.replaceAll('# ', '')).jwt);
  });
});
