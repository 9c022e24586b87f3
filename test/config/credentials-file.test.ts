/** `credentials` in the configuration file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/index.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { commands } from '../../src/whmcs/commands/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'gateway-credentials-'));
const path = join(folder, 'gateway.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const enough = {
  WHMCS_URL: 'https://billing.example.com',
  WHMCS_IDENTIFIER: 'an-identifier',
  WHMCS_SECRET: 'a-well-kept-secret',
  GATEWAY_CONFIG: path,
};

function whmcsIn(file: string, environment: Readonly<Record<string, string>> = {}) {
  writeFileSync(path, file);
  return readConfig({ ...enough, ...environment }, 'optional').whmcs;
}

function problemsIn(file: string, environment: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    whmcsIn(file, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.replaceAll(`${path}:`, ''));
    throw error;
  }
  return [];
}

const namesFor = (purpose: string) =>
  Object.values(commands)
    .filter((command) => command.purpose === purpose)
    .map(({ name }) => name);

describe('a credential', () => {
  it('of the environment alone may send everything', () => {
    expect(whmcsIn('')).toMatchObject({ identifier: 'an-identifier', allow: undefined, credentials: [] });
  });

  it('of the file may send the commands of its purposes and names', () => {
    const { allow, credentials } = whmcsIn(
      'credentials: [{ name: a, identifier: a-id, secret: a-secret, allow: [read, ModuleTerminate, GetInvoice] }]',
    );
    expect(allow).toBeUndefined();
    expect(credentials).toEqual([
      {
        name: 'a',
        identifier: 'a-id',
        secret: 'a-secret',
        allow: expect.toSatisfy((given: string[]) => {
          expect(given.toSorted()).toEqual([...namesFor('read'), 'ModuleTerminate'].toSorted());
          return true;
        }) as string[],
      },
    ]);
  });

  it('may be in the environment, in any variables', () => {
    const file = 'credentials: [{ name: a, identifier: env:A_ID, secret: env:WHMCS_SECRET_OF_A, allow: [billing] }]';
    const variables = { A_ID: 'a-id', WHMCS_SECRET_OF_A: 'a-secret' };
    expect(whmcsIn(file, variables).credentials).toMatchObject([{ identifier: 'a-id', secret: 'a-secret' }]);
  });

  it('of the environment can be restricted by its name', () => {
    expect(whmcsIn('credentials: [{ name: default, allow: [dangerous] }]')).toMatchObject({
      identifier: 'an-identifier',
      allow: namesFor('dangerous'),
      credentials: [],
    });
  });
});

describe('a mistake is reported with its position', () => {
  const a = (more: string) => `credentials:\n  - { name: a, identifier: a-id, secret: a-secret, ${more} }\n`;

  it.each([
    [
      'a misspelt command',
      a('allow: [read, GetClient]'),
      '2:66 credentials[0].allow[1] is "GetClient", which is neither a purpose (read, support, billing, lifecycle, dangerous, secret) nor a command that the gateway sends; did you mean GetClients?',
    ],
    [
      'a command that the gateway does not send',
      a('allow: [PaintTheWalls]'),
      '2:60 credentials[0].allow[0] is "PaintTheWalls", which is neither a purpose (read, support, billing, lifecycle, dangerous, secret) nor a command that the gateway sends; doctor lists the commands',
    ],
    [
      'no allow',
      a(''),
      expect.stringMatching(
        /^2:\d+ credentials\[0\]\.allow must be a list of purposes \(read, .*, not an empty value$/,
      ),
    ],
    [
      'a duplicate name',
      `${a('allow: [read]')}  - { name: a, identifier: b-id, secret: b-secret, allow: [read] }`,
      '3:13 credentials[1].name is a duplicate of credentials[0].name',
    ],
    [
      'a secret that is missing',
      'credentials:\n  - { name: a, identifier: a-id, allow: [] }',
      '2:5 credentials[0].secret is missing',
    ],
    [
      'the environment’s credential described again',
      'credentials:\n  - { name: default, secret: a-secret, allow: [] }',
      '2:30 credentials[0].secret must be left out: the credential default takes it from WHMCS_SECRET',
    ],
    [
      'a secret that is none',
      'credentials:\n  - { name: a, identifier: a-id, secret: 12345678, allow: [] }',
      '2:42 credentials[0].secret must be the value itself, or "env:" and the name of an environment variable, not a number',
    ],
    [
      'a variable without a name',
      'credentials:\n  - { name: a, identifier: "env:", secret: a-secret, allow: [] }',
      '2:28 credentials[0].identifier must be the value itself, or "env:" and the name of an environment variable, not a string',
    ],
    [
      'an unknown name',
      a('allow: [], acessKey: x'),
      '2:63 credentials[0].acessKey is not known in this release; the known keys are name, identifier, secret, allow',
    ],
  ])('%s', (_, file, problem) => {
    expect(problemsIn(file)).toEqual([problem]);
  });

  it('a variable that is not set', () => {
    expect(problemsIn('credentials: [{ name: a, identifier: a-id, secret: env:NOWHERE, allow: [] }]')).toEqual([
      'credentials[0].secret names the variable NOWHERE, which is not set',
    ]);
  });

  it('the same identifier twice: it has one role', () => {
    const file =
      'credentials: [{ name: a, identifier: an-identifier, secret: s, allow: [] }, { name: b, identifier: b-id, secret: s, allow: [] }, { name: c, identifier: env:C, secret: s, allow: [] }]';
    expect(problemsIn(file, { C: 'b-id' })).toEqual([
      'credentials[0].identifier is the same as WHMCS_IDENTIFIER',
      'credentials[2].identifier is the same as credentials[1].identifier',
    ]);
  });

  it('a variable that the file does not name is still unknown', () => {
    const file = 'credentials: [{ name: a, identifier: a-id, secret: env:WHMCS_SECRET_OF_A, allow: [] }]';
    expect(problemsIn(file, { WHMCS_SECRET_OF_A: 's', WHMCS_SECRET_OF_B: 's' })).toEqual([
      expect.stringMatching(/^WHMCS_SECRET_OF_B is not a variable of the gateway/),
    ]);
  });

  it('never shows a secret', () => {
    const message = [
      ...problemsIn(
        'credentials: [{ name: a, identifier: [planted-1], secret: { planted-2: planted-3 }, allow: [Planted, read] }]',
      ),
      ...problemsIn('credentials: [{ name: a, identifier: planted 1, secret: "planted\\u00e92", allow: [read] }]'),
      ...problemsIn('credentials: [{ name: default, identifier: planted-1, secret: planted-2, allow: [read] }]'),
      ...problemsIn('credentials: [{ name: a, identifier:planted-1, secret:planted-2, allow: [read] }]'),
      ...problemsIn('credentials: [{ name: a, identifier: planted-1, secret: planted-2, allow: [read] ]'),
      ...problemsIn('credentials: [{ name: a, identifier: env:PLANTED, secret: env:SET, allow: [red] }]', {
        SET: 'planted-5',
      }),
    ].join('\n');
    expect(message.split('\n').length).toBeGreaterThan(8);
    expect(message).toContain('credentials[0]["secret:…"] is not known in this release; put a space after the colon');
    expect(message).not.toMatch(/planted[- é]\d/);
  });
});
