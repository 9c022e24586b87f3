/**
 * 40 secrets are planted in the configuration, requests, inputs and answers of WHMCS. Every operation runs, with success and with
 * every failure of WHMCS that repeats its request. No secret may appear in any output of the gateway: responses and their headers,
 * the log at its most verbose level (without redaction), metrics, doctor, and errors of the configuration.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { accessOf } from '../src/cli/access.ts';
import { doctor } from '../src/cli/doctor.ts';
import { readConfig, type Config } from '../src/config/index.ts';
import { ConfigError } from '../src/config/config-error.ts';
import { createLog } from '../src/gateway/observe/log.ts';
import { startSimulator, type Simulator } from '../src/simulator/index.ts';
import { variables } from './bench/variables.ts';
import * as documents from './generated/graphql.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';
import { failures, repeatingWhmcs, type Repeating } from './support/repeating-whmcs.ts';

const planted: string[] = [];
/** A secret that is recognised by its beginning, even if its end was changed. */
const plant = (what: string): string => {
  const secret = `planted-${String(planted.length + 1).padStart(2, '0')}-${what}`;
  planted.push(secret);
  return secret;
};
const found = (text: string): string[] => [...new Set(text.match(/planted-\d\d[\w-]*/g))];

const environment = {
  WHMCS_IDENTIFIER: plant('identifier'),
  WHMCS_SECRET: plant('secret'),
  WHMCS_ACCESS_KEY: plant('access-key'),
  GATEWAY_STAFF_TOKENS: `${plant('staff-token')},${plant('other-staff-token')}`,
  READING_ID: plant('identifier-in-a-variable'),
  READING_SECRET: plant('secret-in-a-variable'),
};
const [staffToken = ''] = environment.GATEWAY_STAFF_TOKENS.split(',');
const desk = { identifier: plant('identifier-in-the-file'), secret: plant('secret-in-the-file') };
const partnerToken = plant('partner-token');
const clientToken = plant('client-token');
const file = `viewers:
  - { name: reseller, role: partner, token: ${partnerToken}, clients: { ids: [1, 2, 3, 4, 5] }, allow: [support, billing, lifecycle, dangerous] }
  - { name: portal, role: client, token: ${clientToken}, clients: { ids: [1] } }
credentials:
  - { name: reading, identifier: env:READING_ID, secret: env:READING_SECRET, allow: [read] }
  - { name: desk, identifier: ${desk.identifier}, secret: ${desk.secret}, allow: [support] }
`;

/** Headers of anonymous callers, and secrets in headers that should hold none. */
const headers: readonly Readonly<Record<string, string>>[] = [
  { authorization: `Bearer ${plant('unknown-token')}` },
  { authorization: `Bearer eyJhbGciOiJSUzI1NiJ9.${plant('claims')}.${plant('signature')}` },
  { authorization: `Basic ${plant('basic-password')}` },
  { authorization: `Bearer ${staffToken}`, cookie: `session=${plant('cookie')}`, 'x-api-key': plant('api-key') },
];
const urlToken = plant('token-in-the-address');

const input = (operation: string, more: object): Readonly<Record<string, unknown>> => ({
  input: Object.assign({}, variables[operation]?.['input'], more),
});
const order = { clientId: '1', paymentMethod: 'stripe' };

/** Inputs that only WHMCS may receive. */
const secretly: readonly (readonly [operation: string, variables: Readonly<Record<string, unknown>>])[] = [
  [
    'SignUpClient',
    input('SignUpClient', {
      email: 'another@mail.example',
      password: plant('password2'),
      securityQuestionId: '1',
      securityQuestionAnswer: plant('securityqans'),
      customFields: [{ fieldId: '1', value: plant('custom-field') }],
    }),
  ],
  [
    'PlaceOrder',
    {
      input: {
        ...order,
        products: [{ productId: '4', hostname: 'box.example.com', rootPassword: plant('rootpw') }],
        domains: [{ name: 'moved.com', type: 'TRANSFER', eppCode: plant('eppcode') }],
      },
    },
  ],
];
const servicePassword = plant('servicepassword');
/** Each call has a new key, since the order is the key by default, and is sent even if another has accepted it. */
const accept = (idempotencyKey: string): string => `mutation { orderAccept(input: { orderId: "3",
  servicePassword: "${servicePassword}", evenIfDone: true, idempotencyKey: "${idempotencyKey}" }) { __typename ... on UserError { message } } }`;

/** Additions of WHMCS, hooks and addons to answers, which no command of this release shows. */
const hidden = Object.fromEntries(
  [
    'password',
    'securityqans',
    'cclastfour',
    'gatewayid',
    'c',
    'transfersecret',
    'eppcode',
    'rootpassword',
    'serverpassword',
    'serveraccesshash',
    'sso_redirect_url',
    'access_token',
    'twofactorsecret',
    'cardnum',
    'cvv',
    'bankacct',
  ].map((name) => [name, plant(`answered-${name}`)]),
);

/** Invalid inputs, of which GraphQL repeats one field or all. */
const signUp = 'mutation($input: ClientCreateInput!) { clientCreate(input: $input) { __typename } }';
const malformed: readonly (readonly [document: string, variables: Readonly<Record<string, unknown>>])[] = [
  [signUp, { input: { password: [plant('password-of-a-wrong-type')] } }],
  [signUp, { input: { securityQuestionAnswer: `"${plant('answer-in-quotes')}"`, firstName: 1 } }],
  [signUp, { input: { customFields: [{ value: plant('custom-field-without-a-number') }] } }],
];

const folder = mkdtempSync(join(tmpdir(), 'gateway-redaction-'));
const path = join(folder, 'gateway.yaml');
const outputs: { readonly from: string; readonly text: string }[] = [];
const say = (from: string, text: string): void => void outputs.push({ from, text });

/** The position of a secret, and the text around it. */
const leaks = () =>
  outputs.flatMap(({ from, text }) => {
    const secrets = found(text);
    return secrets.length === 0 ? [] : [{ from, secrets, text: text.slice(0, 600) }];
  });

let simulator: Simulator;
let whmcs: Repeating;
let config: Config;
let gateway: TestGateway;

const read = () => readConfig({ ...environment, WHMCS_URL: whmcs.url, GATEWAY_CONFIG: path });

// Retries without delays.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));

beforeAll(async () => {
  writeFileSync(path, file);
  simulator = await startSimulator({
    accessKey: environment.WHMCS_ACCESS_KEY,
    allowedIps: [],
    credentials: [
      { identifier: environment.WHMCS_IDENTIFIER, secret: environment.WHMCS_SECRET },
      { identifier: environment.READING_ID, secret: environment.READING_SECRET },
      desk,
    ],
  });
  whmcs = await repeatingWhmcs(simulator.url, hidden);
  config = read();
  const log = createLog({ level: 'trace', secrets: [] }, { write: (lines) => say('log', lines) });
  const access = accessOf(config, read, log);
  gateway = await startTestGateway({
    simulator,
    whmcs: config.whmcs,
    gateway: { authenticate: access.authenticate, log, graphiql: { tabs: [] } },
  });
  access.reload();
});

afterAll(async () => {
  await gateway.close();
  await whmcs.close();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

async function send(from: string, path: string, init: RequestInit): Promise<string> {
  const response = await gateway.fetch(path, init);
  const body = await response.text();
  say(from, [response.status, ...[...response.headers].flat(), body].join('\n'));
  return body;
}

/** Sends an operation that bypasses the cache. */
const execute = (from: string, query: string, given: unknown, token: string): Promise<string> =>
  send(from, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'cache-control': 'no-cache' },
    body: JSON.stringify({ query, variables: given }),
  });

const byName = new Map<string, unknown>(Object.entries(documents));
const operations = [...Object.entries(variables), ...secretly].map(
  ([name, given]) => [name, String(byName.get(`${name}Document`)), given] as const,
);

async function everything(from: string): Promise<void> {
  for (const token of from === 'all is well' ? [staffToken, partnerToken, clientToken] : [staffToken]) {
    // All at once: each write with a lost answer is looked up for two seconds.
    await Promise.all([
      ...operations.map(([name, document, given]) => execute(`${name}: ${from}`, document, given, token)),
      execute(`orderAccept: ${from}`, accept(`accept-${outputs.length}`), {}, token),
    ]);
  }
}

describe('no secret appears', () => {
  it('in successful responses', async () => {
    await everything('all is well');
    expect(leaks()).toEqual([]);
  });

  it.each(Object.entries(failures))('when WHMCS fails with %s', async (name, failure) => {
    whmcs.fail(failure);
    await everything(name);
    // The owner lookup succeeds, and the command fails.
    whmcs.fail(failure, (action) => !action.startsWith('Get'));
    await everything(`${name}, to writes`);
    whmcs.fail();
    expect(leaks()).toEqual([]);
  });

  it('in responses to anonymous and malformed requests', async () => {
    for (const each of headers)
      await send('headers', '/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...each },
        body: '{"query":"{ __typename }"}',
      });
    await send('address', `/graphql?access_token=${urlToken}&query={`, { headers: headers[3] ?? {} });
    await send('no such address', `/graph?access_token=${urlToken}`, {});
    for (const [document, given] of malformed) await execute('malformed', document, given, staffToken);
    expect(leaks()).toEqual([]);
  });

  it('in the output of doctor', async () => {
    for (const failure of [undefined, ...Object.values(failures)]) {
      whmcs.fail(failure);
      await doctor({ ...environment, WHMCS_URL: whmcs.url, GATEWAY_CONFIG: path }, (line) => say('doctor', line));
    }
    whmcs.fail();
    expect(leaks()).toEqual([]);
  });

  it.each([
    [
      'a name without its space',
      (text: string) => text.replaceAll('token: ', 'token:').replaceAll('secret: ', 'secret:'),
    ],
    ['brackets that do not close', (text: string) => text.replaceAll('}', '')],
    ['lists in the place of texts', (text: string) => text.replaceAll(/(planted[\w-]+)/g, '[$1]')],
    ['characters that no header carries', (text: string) => text.replaceAll(/(planted[\w-]+)/g, '"$1 é"')],
    ['everything twice', (text: string) => text.replaceAll(/^( {2}- .*)$/gm, '$1\n$1')],
    ['a variable too few', (text: string) => text.replaceAll('env:READING_SECRET', 'env:NOWHERE')],
    ['the same identifier', (text: string) => text.replaceAll(desk.identifier, environment.WHMCS_IDENTIFIER)],
    ['a staff token', (text: string) => text.replaceAll(partnerToken, staffToken)],
  ])('in the errors of a configuration with %s', (_, spoilt) => {
    writeFileSync(path, spoilt(file));
    try {
      const next = read();
      accessOf(next, read, createLog({ level: 'trace', secrets: [] }, { write: (lines) => say('log', lines) }));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      say('configuration', String(error instanceof ConfigError ? error.problems.join('\n') : error));
    } finally {
      writeFileSync(path, file);
    }
  });

  it('in the metrics, the log and all other output', async () => {
    await send('metrics', '/metrics', {});
    await send('health', '/health/ready', {});
    await send('GraphiQL', '/graphql', { headers: { accept: 'text/html' } });
    expect(leaks()).toEqual([]);
    expect(new Set(outputs.map(({ from }) => from.split(':')[0]))).toContain('log');
  });

  it('although 40 were planted', () => {
    const sent = JSON.stringify([environment, file, headers, urlToken, malformed]);
    expect(planted.length).toBeGreaterThanOrEqual(40);
    expect(planted.filter((secret) => !whmcs.heard().includes(secret) && !sent.includes(secret))).toEqual([]);
    // The inputs meant for WHMCS did reach it.
    const told = [environment.WHMCS_SECRET, environment.READING_SECRET, desk.secret, environment.WHMCS_ACCESS_KEY];
    const given = planted.filter((secret) =>
      /password2|securityqans|rootpw|eppcode|servicepassword|answered/.test(secret),
    );
    expect([...told, ...given].filter((secret) => !whmcs.heard().includes(secret))).toEqual([]);
  });
});
