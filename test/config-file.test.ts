import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig, type Environment } from '../src/config.ts';
import { came } from '../src/config/came.ts';
import { ConfigError } from '../src/config/config-error.ts';
import { parseConfigFile } from '../src/config/parse-file.ts';
import { calmKeeps, errorKeeps, startingLimits } from '../src/gateway/limits.ts';
import { startSimulator } from '../src/simulator/index.ts';
import { keeps } from '../src/whmcs/command.ts';
import { freePort, runCli } from './support/cli.ts';

const settingsOf = (text: string, name = 'gateway.yaml') => {
  const { settings, problems } = parseConfigFile(text, name);
  if (problems) throw new ConfigError(problems);
  return settings;
};
const problemsOf = (text: string, name = 'gateway.yaml') => parseConfigFile(text, name).problems ?? [];

const each = (names: readonly string[], value: number): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, value]));

const sections =
  'viewers, jwt, credentials, cache, budget, groups, reconcile, queue, breaker, operationMs, callsPerMinute, document, request, journal, cors, graphiql';

const everything = {
  cache: {
    seconds: each(keeps, 7),
    staleWhileRevalidateSeconds: each(calmKeeps, 8),
    staleIfErrorSeconds: each(errorKeeps, 9),
    maxBytes: 1_048_576,
  },
  budget: { staff: 3, partner: 2, client: 1 },
  groups: { refreshSeconds: 10, maxAgeSeconds: 20 },
  reconcile: { quietSeconds: 30, forSeconds: 604_800 },
  queue: { waiting: 5 },
  breaker: { failures: 3, windowSeconds: 60 },
  operationMs: 1_000,
  callsPerMinute: { staff: 30, partner: 'off', client: 10 },
  document: each(Object.keys(startingLimits.document), 4),
  request: { bodyBytes: 1_024, headerBytes: 2_048, headersMs: 200, requestMs: 300 },
  cors: { origins: ['https://app.example.com', 'http://localhost:5173'] },
  graphiql: 'off',
};

describe('what a file says', () => {
  it.each([
    ['nothing', ''],
    ['comments', '# cache:\n'],
    ['a section whose entries are commented out', 'cache:\n  seconds:\n    # list: 5\nbudget:\n'],
    ['an empty document', '---\n'],
    ['an empty mapping', '{}'],
    ['nobody', 'viewers:\njwt:\n'],
  ])('of %s is the default', (_, text) => {
    expect(settingsOf(text)).toEqual({
      viewers: [],
      jwt: null,
      credentials: [],
      cache: {
        seconds: startingLimits.cacheSeconds,
        staleWhileRevalidateSeconds: startingLimits.calmSeconds,
        staleIfErrorSeconds: startingLimits.errorSeconds,
        maxBytes: 67_108_864,
      },
      budget: { staff: 250, partner: 100, client: 50 },
      groups: { refreshSeconds: 300, maxAgeSeconds: 900 },
      reconcile: { quietSeconds: 900, forSeconds: 86_400 },
      queue: { waiting: 200 },
      breaker: { failures: 5, percent: 50, calls: 10, windowSeconds: 30, pauseMs: 1_000, mostPauseMs: 30_000 },
      operationMs: 30_000,
      callsPerMinute: { staff: 'off', partner: 3_000, client: 600 },
      journal: { directory: '.gateway-journal', keepHours: 24 },
      document: startingLimits.document,
      request: { bodyBytes: 12_582_912, headerBytes: 16_384, headersMs: 10_000, requestMs: 60_000 },
      cors: { origins: [] },
      graphiql: 'on',
    });
  });

  it('replaces what it names and leaves the rest', () => {
    const defaults = settingsOf('');
    expect(settingsOf('cache:\n  seconds: { list: 5 }\nbudget:\n  client: 7\n')).toEqual({
      ...defaults,
      cache: { ...defaults.cache, seconds: { ...defaults.cache.seconds, list: 5 } },
      budget: { ...defaults.budget, client: 7 },
    });
  });

  it('may be JSON, with tabs and closing brackets wherever they like', () => {
    expect(settingsOf(JSON.stringify(everything, null, '\t'), 'gateway.json')).toMatchObject(everything);
    expect(settingsOf('cache:\n  seconds: {\n    list: 3\n  }\n').cache.seconds.list).toBe(3);
  });

  it('may say a thing once and use it again', () => {
    expect(settingsOf('budget: { staff: &many 300, partner: *many }').budget).toMatchObject({
      staff: 300,
      partner: 300,
    });
  });
});

describe('a mistake is told by file, line, column and path, with the expected form and what came', () => {
  it.each([
    [
      'cache:\n  seconds:\n    list: 30s\n',
      '3:11 cache.seconds.list must be a whole number of seconds from 0 to 86400, not "30s"',
    ],
    [
      'cache: { seconds: { list: "30" } }',
      '1:27 cache.seconds.list must be a whole number of seconds from 0 to 86400, not "30"',
    ],
    [
      'cache:\n  staleIfErrorSeconds: { money: 86401 }',
      '2:33 cache.staleIfErrorSeconds.money must be a whole number of seconds from 0 to 86400, not 86401',
    ],
    [
      'cache:\n  maxBytes: 64MiB',
      '2:13 cache.maxBytes must be a whole number of bytes from 1048576 to 17179869184, not "64MiB"',
    ],
    ['budget: { client: 0 }', '1:19 budget.client must be a whole number of calls to WHMCS from 1 to 10000, not 0'],
    [
      'budget: { client: .inf }',
      '1:19 budget.client must be a whole number of calls to WHMCS from 1 to 10000, not Infinity',
    ],
    ['operationMs: 500.5', '1:14 operationMs must be a whole number of milliseconds from 100 to 600000, not 500.5'],
    [
      'operationMs:\n',
      '1:13 operationMs must be a whole number of milliseconds from 100 to 600000, not an empty value',
    ],
    ['journal: { keepHours: 0 }', '1:23 journal.keepHours must be a whole number of hours from 1 to 8760, not 0'],
    ['journal: { directory: 5 }', '1:23 journal.directory must be the path of a directory, not 5'],
    ["journal: { directory: ' ' }", '1:23 journal.directory must be the path of a directory, not " "'],
    [
      'callsPerMinute: { client: 0 }',
      '1:27 callsPerMinute.client must be a whole number of calls from 1 to 100000, or off, not 0',
    ],
    [
      'cors: { origins: [https://app.example.com/] }',
      '1:19 cors.origins[0] must be the origin of a page, such as https://app.example.com, not "https://app.example.com/"',
    ],
    [
      'cors: { origins: ["*"] }',
      '1:19 cors.origins[0] must be the origin of a page, such as https://app.example.com, not "*"',
    ],
    ['cors: { origins: https://a.example }', '1:18 cors.origins must be a list of origins, not a text'],
    ['graphiql: yes', '1:11 graphiql must be one of on, off, not "yes"'],
    [
      'groups: { refreshSeconds: 0 }',
      '1:27 groups.refreshSeconds must be a whole number of seconds from 1 to 86400, not 0',
    ],
    [
      'groups: { maxAgeSeconds: 300 }',
      '1:9 groups are to be found out again (refreshSeconds) before they are too old (maxAgeSeconds)',
    ],
    [
      'breaker: { pauseMs: 5000, mostPauseMs: 1000 }',
      '1:10 breaker cannot begin with a pause (pauseMs) that is longer than the longest (mostPauseMs)',
    ],
    ['queue: [200]', '1:8 queue must be a mapping of waiting, not a list'],
    ['- cache', `1:1 the file must be a mapping of ${sections}, not a list`],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([`gateway.yaml:${problem}`]);
  });

  it('where the value is used, when it was written elsewhere', () => {
    expect(
      problemsOf('budget:\n  staff: 5\n  client: &none 0\n  partner: *none\n').map((text) => text.split(' ', 1)[0]),
    ).toEqual(['gateway.yaml:3:17', 'gateway.yaml:4:12']);
  });

  it('all at once, in the order of the file, up to twenty', () => {
    expect(
      problemsOf('operationMs: 5\nbudget: { staff: x, clients: 3 }\ncache: 5\n').map((text) => text.split(' ', 2)),
    ).toEqual([
      ['gateway.yaml:1:14', 'operationMs'],
      ['gateway.yaml:2:18', 'budget.staff'],
      ['gateway.yaml:2:21', 'budget.clients'],
      ['gateway.yaml:3:8', 'cache'],
    ]);
    const foreign = problemsOf(Array.from({ length: 25 }, (_, index) => `option${index}: 1\n`).join(''));
    expect([foreign.length, foreign.at(-1)]).toEqual([21, 'gateway.yaml has 5 more mistakes']);
  });
});

describe('a name is told where it is', () => {
  it.each([
    ['colours: []', `1:1 colours is not known in this release; known here are ${sections}`],
    ['budgets: {}', '1:1 budgets is not known in this release; did you mean budget?'],
    ['cache:\n  seconds:\n    lists: 5', '3:5 cache.seconds.lists is not known in this release; did you mean list?'],
    ['budget: { tax: 5 }', '1:11 budget.tax is not known in this release; known here are staff, partner, client'],
    ['budget: { Staff: 5 }', '1:11 budget.Staff is not known in this release; did you mean staff?'],
    ['__proto__: 1', `1:1 __proto__ is not known in this release; known here are ${sections}`],
    ['budget:\n  staff: 5\n  staff: 6', '3:3 budget.staff stands there twice'],
    ['"budget": {}\nbudget: {}', '2:1 budget stands there twice'],
    ['[a]: 1', '1:1 the file is not YAML: a name must be a plain text'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([`gateway.yaml:${problem}`]);
  });

  it('where a record may not be used while it is fetched anew: who owns what, what is paid and what runs', () => {
    expect(problemsOf('cache: { staleWhileRevalidateSeconds: { record: 5, money: 5 } }')).toEqual([
      expect.stringContaining(`record is not known in this release; known here are ${calmKeeps.join(', ')}`),
      expect.stringContaining(`money is not known in this release; known here are ${calmKeeps.join(', ')}`),
    ]);
  });
});

describe('a text that is no configuration', () => {
  it.each([
    ['gateway.yaml', 'budget:\n\tstaff: 5', '2:1 the file is not YAML: Tabs are not allowed as indentation'],
    ['gateway.yaml', 'budget:\n  staff: "5', '2:12 the file is not YAML: Missing closing "quote'],
    [
      'gateway.yaml',
      'budget: {}\n---\nqueue: {}',
      '2:1 the file is not YAML: a second document begins here; there may be one',
    ],
    [
      'gateway.yaml',
      'budget: !!binary aGk=',
      '1:9 the file is not YAML: a tag (!) is not known; take it out, or put quotes around a text that begins with it',
    ],
    ['gateway.yaml', 'queue: *q', '1:8 queue is an alias (*) without an anchor (&) before it'],
    [
      'gateway.json',
      '{\n  "operationMs": 500\n  "queue": {}\n}',
      '2:18 the file is not JSON: quotes, a comma or a bracket may be missing here or just before',
    ],
    [
      'gateway.json',
      '{ "operationMs": 5s }',
      '1:18 the file is not JSON: quotes, a comma or a bracket may be missing here or just before',
    ],
    ['gateway.json', '{ "queue": {}, "queue": {} }', '1:16 queue stands there twice'],
    [
      'gateway.json',
      '{ "operationMs": 5 }',
      '1:18 operationMs must be a whole number of milliseconds from 100 to 600000, not 5',
    ],
  ])('%s: %j', (name, text, problem) => {
    expect(problemsOf(text, name)).toEqual([`${name}:${problem}`]);
  });

  it('is refused before it fills the memory or the stack', () => {
    const nines = (of: string) => `[${Array(9).fill(of).join()}]`;
    const bomb = Array.from(
      { length: 9 },
      (_, level) => `a${level}: &a${level} ${nines(level === 0 ? 'x' : `*a${level - 1}`)}`,
    );
    expect(problemsOf(bomb.join('\n'))).toEqual([
      'gateway.yaml:1:1 the file unfolds to too much by its aliases (*); 100 are the most',
    ]);
    expect(problemsOf('['.repeat(100_000))).toEqual([
      'gateway.yaml:1:1 the file cannot be read: it is nested too deeply',
    ]);
    expect(problemsOf('cache: &c { seconds: *c }')).toEqual([
      expect.stringContaining('cache.seconds.seconds is not known'),
    ]);
  });
});

describe('a secret is never told', () => {
  it.each([
    'budget: { staff: hunter22',
    'budget: "hunter22',
    'budget: "5" hunter22',
    'budget: { staff: 5 hunter22: 6 }',
    'budget: "\\uhunter22"',
    'budget: !hunter22 5',
    'budget: !<hunter22> 5',
    'budget: !h!hunter22 5',
    'budget: @hunter22',
    'budget: `hunter22`',
    'budget: *hunter22',
    'budget: &hunter22 5',
    'budget: | hunter22\n  x',
    'budget: >hunter22',
    '%hunter22\n---\nbudget: 5',
    '%YAML hunter22\n---\nbudget: 5',
    'budget:\n  token:hunter22',
    'budget:\n  - hunter22',
    'token:hunter22',
    'budget:\n  staff: 5\n hunter22',
    'budget:\n\thunter22: 5',
    'budget: 5\n--- hunter22\n',
    'budget: 5\n... hunter22\n',
    'budget: {} hunter22 {}',
    'budget: [hunter22}',
    'viewers: [{ token: hunter22 }]',
    'viewers: [{ token: "sha256:hunter22" }]',
    'viewers: [{ token: [hunter22] }]',
    'viewers: [{ token: { hunter22: 5 } }]',
    'viewers: [hunter22]',
    'viewers: hunter22',
    'jwt: { jwksUrl: "https://me:hunter22@id.example.com" }',
    'jwt: { jwksUrl: "http://hunter22@id.example.com" }',
  ])('of %j', (text) => {
    for (const name of ['gateway.yaml', 'gateway.json']) {
      const problems = problemsOf(text, name);
      expect(problems).not.toEqual([]);
      expect(problems.join('\n')).not.toContain('hunt');
    }
  });
});

it.each([
  ['hunter22', ['viewers', 0, 'token'], 'a text'],
  [22, ['credentials', 'apiSecret'], 'a number'],
  ['hunter22', ['passwords', 0], 'a text'],
  [['hunter22'], ['jwt', 'issuer'], 'a list'],
  [{ token: 'hunter22' }, ['jwt', 'issuer'], 'a mapping'],
  [undefined, ['jwt', 'issuer'], 'an empty value'],
  [true, ['jwt', 'issuer'], 'true'],
  ['x'.repeat(100), ['jwt', 'issuer'], `"${'x'.repeat(59)}…`],
])('%j at %j came as %s', (value, path, words) => {
  expect(came(value, path)).toBe(words);
});

const folder = mkdtempSync(join(tmpdir(), 'gateway-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const environment = (path: string): Environment => ({
  WHMCS_URL: 'https://billing.example.com',
  WHMCS_IDENTIFIER: 'an-identifier',
  WHMCS_SECRET: 'a-well-kept-secret',
  GATEWAY_STAFF_TOKENS: 'first-token',
  GATEWAY_CONFIG: path,
});

describe('GATEWAY_CONFIG', () => {
  const problemsWith = (given: Environment): readonly string[] => {
    try {
      readConfig(given);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  };

  it('names a file whose words become the limits of the gateway, frozen', () => {
    const config = readConfig(environment(written('everything.yaml', JSON.stringify(everything))));
    const { limits } = config;
    expect([config.origins, config.graphiql]).toEqual([everything.cors.origins, false]);
    expect(limits).toEqual({
      ...startingLimits,
      queue: 5,
      breaker: { ...startingLimits.breaker, failures: 3, windowMs: 60_000 },
      operationMs: 1_000,
      budget: { STAFF: 3, PARTNER: 2, CLIENT: 1 },
      cacheSeconds: each(keeps, 7),
      calmSeconds: { ...startingLimits.calmSeconds, ...each(calmKeeps, 8) },
      errorSeconds: each(errorKeeps, 9),
      groupSeconds: { refresh: 10, maxAge: 20 },
      reconcileSeconds: { quiet: 30, for: 604_800 },
      cacheSize: 1_048_576,
      callsPerMinute: { STAFF: 30, PARTNER: null, CLIENT: 10 },
      document: everything.document,
      ...everything.request,
    });
    const parts: readonly unknown[] = Object.values(limits);
    expect([limits, ...parts].filter((part) => !Object.isFrozen(part))).toEqual([]);
  });

  it('is reported by name where it cannot be read', () => {
    mkdirSync(join(folder, 'folder'));
    const missing = join(folder, 'missing.yaml');
    expect(problemsWith(environment(missing))).toEqual([`GATEWAY_CONFIG names "${missing}", which does not exist`]);
    expect(problemsWith(environment(join(folder, 'folder')))).toEqual([
      expect.stringMatching(/^GATEWAY_CONFIG names ".*", which is a folder$/),
    ]);
    const latin = written('latin.yaml', Uint8Array.of(0x23, 0xe4, 0x0a));
    expect(problemsWith(environment(latin))).toEqual([
      expect.stringMatching(/^GATEWAY_CONFIG names ".*", which is not text in UTF-8$/),
    ]);
  });

  it('names a file of 1 MiB at most', () => {
    const comment = (bytes: number) => `#${'.'.repeat(bytes - 1)}`;
    expect(problemsWith(environment(written('full.yaml', comment(1_048_576))))).toEqual([]);
    expect(problemsWith(environment(written('over.yaml', comment(1_048_577))))).toEqual([
      expect.stringMatching(/^GATEWAY_CONFIG names ".*", which is larger than 1048576 bytes$/),
    ]);
  });

  it('is looked through together with the environment', () => {
    const path = written('wrong.yaml', 'queue: 5');
    expect(problemsWith({ ...environment(path), PORT: 'x' }).map((problem) => problem.split(' ', 1)[0])).toEqual([
      'PORT',
      `${path}:1:8`,
    ]);
  });

  it('is what serve goes by', async () => {
    const nothingKept = { seconds: each(keeps, 0), staleWhileRevalidateSeconds: each(calmKeeps, 0) };
    const simulator = await startSimulator();
    const port = await freePort();
    const { child, exit, stderr } = runCli(['serve'], {
      WHMCS_URL: simulator.url,
      WHMCS_IDENTIFIER: simulator.credential.identifier,
      WHMCS_SECRET: simulator.credential.secret,
      GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
      PORT: String(port),
      GATEWAY_CONFIG: written('serve.json', JSON.stringify({ cache: nothingKept })),
    });
    await expect.poll(stderr, { timeout: 10_000 }).toContain('"msg":"listening"');
    const ask = () =>
      fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-the-staff' },
        body: JSON.stringify({ query: '{ currencies { code } }' }),
      }).then((response) => response.json());
    expect(await ask()).toMatchObject({ extensions: { whmcs: { calls: 1 } } });
    expect(await ask()).toMatchObject({ extensions: { whmcs: { calls: 1 } } });
    expect(simulator.calls.of('GetCurrencies')).toBe(2);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    await simulator.close();
  });
});

it("the README's example is everything that a file may say, with its default", () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```yaml\n# gateway\.yaml\n([^]*?)```/.exec(readme) ?? [];
  const said: unknown = parse(example);
  const { cache, ...others } = settingsOf('');
  const calm = Object.fromEntries(calmKeeps.map((keep) => [keep, cache.staleWhileRevalidateSeconds[keep]]));
  expect(said).toEqual({ ...others, cache: { ...cache, staleWhileRevalidateSeconds: calm } });
});
