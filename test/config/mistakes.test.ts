/** Mistakes in a configuration file: their position, the expected form and the value. */
import { describe, expect, it } from 'vitest';
import { staleKeeps } from '../../src/config/limits.ts';
import { problemsOf } from '../support/config-file.ts';

const sections =
  'viewers, secrets, jwt, credentials, cache, budget, groups, reconcile, queue, breaker, remote, operationMs, callsPerMinute, document, rows, response, upstream, request, connections, load, journal, cors, upgrades, moduleActions, customCommands, customFields, graphiql, metrics, drainSeconds';

describe('a mistake is reported with file, line, column and path, the expected form and the value', () => {
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
    ['drainSeconds: 3601', '1:15 drainSeconds must be a whole number of seconds from 0 to 3600, not 3601'],
    ['metrics: { port: 65536 }', '1:18 metrics.port must be a port: a whole number from 0 to 65535, not 65536'],
    ['metrics: { host: 0.0.0.0 }', '1:10 metrics has a host but no port'],
    [
      'metrics: { operations: [Prices, 1-2] }',
      '1:33 metrics.operations[1] must be an operation name: letters, digits and _, not "1-2"',
    ],
    ['journal: { keepHours: 0 }', '1:23 journal.keepHours must be a whole number of hours from 1 to 8760, not 0'],
    [
      'journal: { lockWaitSeconds: -1 }',
      '1:29 journal.lockWaitSeconds must be a whole number of seconds from 0 to 3600, not -1',
    ],
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
    [
      'customFields: { clients: [0] }',
      '1:27 customFields.clients[0] must be the id of a custom field in WHMCS, or its name if WHMCS sends no id, not 0',
    ],
    [
      'customFields: { tickets: [" "] }',
      '1:27 customFields.tickets[0] must be the id of a custom field in WHMCS, or its name if WHMCS sends no id, not " "',
    ],
    ['customFields: { services: 12 }', '1:27 customFields.services must be a list of custom fields, not a number'],
    ['cors: { origins: https://a.example }', '1:18 cors.origins must be a list of origins, not a string'],
    ['cors: { headers: X-Tenant }', '1:18 cors.headers must be a list of request header names, not a string'],
    ['cors: { header: [X-Tenant] }', '1:9 cors.header is not known in this release; did you mean headers?'],
    ...['*', 'X Tenant', 'X-Tenant:', '', 'X-Tenant, X-Other', 'X-Tenant\\r\\n'].map((name): [string, string] => [
      `cors: { headers: ["${name}"] }`,
      `1:19 cors.headers[0] must be the name of a request header, such as X-Tenant, not "${name}"`,
    ]),
    ['graphiql: yes', '1:11 graphiql must be one of on, off, not "yes"'],
    [
      'groups: { refreshSeconds: 0 }',
      '1:27 groups.refreshSeconds must be a whole number of seconds from 1 to 86400, not 0',
    ],
    ['groups: { maxAgeSeconds: 300 }', '1:9 groups must have refreshSeconds < maxAgeSeconds'],
    ['breaker: { pauseMs: 5000, mostPauseMs: 1000 }', '1:10 breaker must have pauseMs <= mostPauseMs'],
    [
      'connections: { perAddress: 0 }',
      '1:28 connections.perAddress must be a whole number of connections from 1 to 100000, or off, not 0',
    ],
    ['load: { requests: 0 }', '1:19 load.requests must be a whole number of requests from 1 to 100000, not 0'],
    [
      'response: { stallMs: 999 }',
      '1:22 response.stallMs must be a whole number of milliseconds from 1000 to 600000, not 999',
    ],
    ['response: { viewerBytes: 8388608 }', '1:11 response must have bytes < viewerBytes <= totalBytes'],
    [
      'request: { totalBytes: 16777216 }',
      '1:10 request must have bodyBytes <= viewerBytes, and 2 * bodyBytes <= totalBytes',
    ],
    ['queue: [200]', '1:8 queue must be a mapping (keys: waiting), not a list'],
    ['- cache', `1:1 the file must be a mapping (keys: ${sections}), not a list`],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([`gateway.yaml:${problem}`]);
  });

  it('at the position of use, if the value is an alias', () => {
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

describe('an unknown name is reported at its position', () => {
  it.each([
    ['colours: []', `1:1 colours is not known in this release; the known keys are ${sections}`],
    ['budgets: {}', '1:1 budgets is not known in this release; did you mean budget?'],
    ['cache:\n  seconds:\n    lists: 5', '3:5 cache.seconds.lists is not known in this release; did you mean list?'],
    ['budget: { tax: 5 }', '1:11 budget.tax is not known in this release; the known keys are staff, partner, client'],
    ['budget: { Staff: 5 }', '1:11 budget.Staff is not known in this release; did you mean staff?'],
    ['__proto__: 1', `1:1 __proto__ is not known in this release; the known keys are ${sections}`],
    ['budget:\n  staff: 5\n  staff: 6', '3:3 budget.staff is a duplicate key'],
    ['"budget": {}\nbudget: {}', '2:1 budget is a duplicate key'],
    ['[a]: 1', '1:1 the file is not YAML: a key must be a plain string'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([`gateway.yaml:${problem}`]);
  });

  it('for data that must not be served stale: ownership, payments and running services', () => {
    expect(problemsOf('cache: { staleWhileRevalidateSeconds: { record: 5, money: 5 } }')).toEqual([
      expect.stringContaining(`record is not known in this release; the known keys are ${staleKeeps.join(', ')}`),
      expect.stringContaining(`money is not known in this release; the known keys are ${staleKeeps.join(', ')}`),
    ]);
  });
});

describe('a text that is not a configuration', () => {
  it.each([
    ['gateway.yaml', 'budget:\n\tstaff: 5', '2:1 the file is not YAML: Tabs are not allowed as indentation'],
    ['gateway.yaml', 'budget:\n  staff: "5', '2:12 the file is not YAML: Missing closing "quote'],
    [
      'gateway.yaml',
      'budget: {}\n---\nqueue: {}',
      '2:1 the file is not YAML: a second document begins here; only one is allowed',
    ],
    [
      'gateway.yaml',
      'budget: !!binary aGk=',
      '1:9 the file is not YAML: a tag (!) is unknown; remove it, or quote a string that begins with !',
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
    ['gateway.json', '{ "queue": {}, "queue": {} }', '1:16 queue is a duplicate key'],
    [
      'gateway.json',
      '{ "operationMs": 5 }',
      '1:18 operationMs must be a whole number of milliseconds from 100 to 600000, not 5',
    ],
  ])('%s: %j', (name, text, problem) => {
    expect(problemsOf(text, name)).toEqual([`${name}:${problem}`]);
  });

  it('is refused before it fills memory or stack', () => {
    const nines = (of: string) => `[${Array(9).fill(of).join()}]`;
    const bomb = Array.from(
      { length: 9 },
      (_, level) => `a${level}: &a${level} ${nines(level === 0 ? 'x' : `*a${level - 1}`)}`,
    );
    expect(problemsOf(bomb.join('\n'))).toEqual([
      'gateway.yaml:1:1 the file expands too many aliases (*); the maximum is 100',
    ]);
    expect(problemsOf('['.repeat(100_000))).toEqual(['gateway.yaml:1:1 the file is nested too deeply']);
    expect(problemsOf('cache: &c { seconds: *c }')).toEqual([
      expect.stringContaining('cache.seconds.seconds is not known'),
    ]);
  });
});
