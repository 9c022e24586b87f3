import { describe, expect, it } from 'vitest';
import { readConfig, readListenConfig, type Environment } from '../../src/config/index.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { defaultLimits } from '../../src/config/limits.ts';

const enough: Environment = {
  WHMCS_URL: 'https://billing.example.com',
  WHMCS_IDENTIFIER: 'an-identifier',
  WHMCS_SECRET: 'a-well-kept-secret',
  GATEWAY_STAFF_TOKENS: 'first-token, second-token',
};

const problems = (environment: Environment, authentication?: 'optional'): readonly string[] => {
  try {
    readConfig(environment, authentication);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('has a default for everything optional', () => {
    expect(readConfig(enough)).toEqual({
      whmcs: {
        url: new URL('https://billing.example.com/includes/api.php'),
        identifier: 'an-identifier',
        secret: 'a-well-kept-secret',
        allow: undefined,
        credentials: [],
        accessKey: undefined,
        timezone: 'UTC',
        dateFormat: 'DD/MM/YYYY',
        maxConcurrency: 4,
        timeoutMs: 15_000,
        writeTimeoutMs: 180_000,
      },
      listen: { host: '127.0.0.1', port: 4000 },
      staffTokens: ['first-token', 'second-token'],
      viewers: [],
      secrets: [],
      jwt: null,
      sharedCache: true,
      logLevel: 'info',
      limits: defaultLimits,
      journal: { directory: '.gateway-journal', keepHours: 24, lockWaitSeconds: 0 },
      origins: [],
      corsHeaders: [],
      customFields: { clients: [], services: [], tickets: [] },
      selfService: { upgrades: {}, moduleActions: [] },
      customCommands: [],
      graphiql: true,
      metrics: { operations: [] },
      drainSeconds: 0,
    });
  });

  it('is frozen deeply', () => {
    const config = readConfig(enough);
    const parts: readonly unknown[] = [config, ...Object.values(config), ...Object.values(config.limits)];
    expect(parts.filter((part) => !Object.isFrozen(part))).toEqual([]);
  });

  it('treats an empty variable as absent', () => {
    const config = readConfig({ ...enough, WHMCS_ACCESS_KEY: '', PORT: ' ', REDIS_URL: '' });
    expect(config.whmcs.accessKey).toBeUndefined();
    expect(config.listen.port).toBe(4000);
  });

  it('disables the cache with "off"', () => {
    expect(readConfig({ ...enough, GATEWAY_CACHE: 'off' }).sharedCache).toBe(false);
  });
});

describe('WHMCS_URL', () => {
  it.each([
    ['https://a.example', 'https://a.example/includes/api.php'],
    ['https://a.example/', 'https://a.example/includes/api.php'],
    ['http://a.example:8080/whmcs', 'http://a.example:8080/whmcs/includes/api.php'],
    ['https://a.example/my/billing/', 'https://a.example/my/billing/includes/api.php'],
    ['https://a.example/includes/api.php', 'https://a.example/includes/api.php'],
    ['https://a.example/billing/includes/api.php', 'https://a.example/billing/includes/api.php'],
    ['https://a.example/includes/api.php/', 'https://a.example/includes/api.php'],
    ['https://a.example/includes/api.php/includes/api.php', 'https://a.example/includes/api.php'],
  ])('%s means %s', (given, meant) => {
    expect(readConfig({ ...enough, WHMCS_URL: given }).whmcs.url.href).toBe(meant);
  });

  it.each([
    [
      'ftp://a.example',
      'WHMCS_URL must be an http or https URL such as https://billing.example.com/whmcs, not "ftp://a.example"',
    ],
    [
      'billing.example.com',
      'WHMCS_URL must be an http or https URL such as https://billing.example.com/whmcs, not "billing.example.com"',
    ],
    [
      'https://me:hunter22@a.example',
      'WHMCS_URL must not contain a user name or password; WHMCS_IDENTIFIER and WHMCS_SECRET are the credential',
    ],
    ['https://a.example/?identifier=hunter22', 'WHMCS_URL must be a URL without "?" or "#"'],
    ['https://a.example/#here', 'WHMCS_URL must be a URL without "?" or "#"'],
    [
      'me:hunter22@a.example/billing',
      'WHMCS_URL must be an http or https URL such as https://billing.example.com/whmcs, not "…@a.example/billing"',
    ],
    [
      'https://me:hunter 22@a b.example?secret=x',
      'WHMCS_URL must be an http or https URL such as https://billing.example.com/whmcs, not "https://…@a b.example"',
    ],
    [
      'a.example/billing?token=hunter22',
      'WHMCS_URL must be an http or https URL such as https://billing.example.com/whmcs, not "a.example/billing"',
    ],
  ])('%s is refused', (given, problem) => {
    expect(problems({ ...enough, WHMCS_URL: given })).toEqual([problem]);
  });
});

describe('a malformed variable is named, with the expected form and the value', () => {
  it.each([
    [
      'WHMCS_DATE_FORMAT',
      'DD/MM/YY',
      'WHMCS_DATE_FORMAT must be one of DD/MM/YYYY, DD.MM.YYYY, DD-MM-YYYY, MM/DD/YYYY, YYYY/MM/DD, YYYY-MM-DD, not "DD/MM/YY"',
    ],
    ['WHMCS_TIMEZONE', 'Berlin', 'WHMCS_TIMEZONE must be an IANA time zone such as Europe/Berlin, not "Berlin"'],
    ['WHMCS_MAX_CONCURRENCY', '0', 'WHMCS_MAX_CONCURRENCY must be a whole number of requests from 1 to 100, not "0"'],
    [
      'WHMCS_MAX_CONCURRENCY',
      '2.5',
      'WHMCS_MAX_CONCURRENCY must be a whole number of requests from 1 to 100, not "2.5"',
    ],
    [
      'WHMCS_TIMEOUT_MS',
      '15s',
      'WHMCS_TIMEOUT_MS must be a whole number of milliseconds from 100 to 600000, not "15s"',
    ],
    [
      'WHMCS_WRITE_TIMEOUT_MS',
      '-1',
      'WHMCS_WRITE_TIMEOUT_MS must be a whole number of milliseconds from 100 to 3600000, not "-1"',
    ],
    ['GATEWAY_CACHE', 'no', 'GATEWAY_CACHE must be "on" or "off", not "no"'],
    ['HOST', 'http://0.0.0.0', 'HOST must be a host name or IP address, not "http://0.0.0.0"'],
    ['PORT', '70000', 'PORT must be a whole number (a port) from 0 to 65535, not "70000"'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud"'],
  ])('%s=%s', (name, value, problem) => {
    expect(problems({ ...enough, [name]: value })).toEqual([problem]);
  });

  it.each([
    ['WHMCS_URL', /^WHMCS_URL is missing: set it to the URL of WHMCS/],
    ['WHMCS_IDENTIFIER', /^WHMCS_IDENTIFIER is missing: /],
    ['WHMCS_SECRET', /^WHMCS_SECRET is missing: /],
    ['GATEWAY_STAFF_TOKENS', /^GATEWAY_STAFF_TOKENS is missing: no caller could authenticate/],
  ])('%s is missing', (name, problem) => {
    expect(problems({ ...enough, [name]: undefined })).toEqual([expect.stringMatching(problem)]);
  });

  it('are reported all at once', () => {
    const found = problems({ WHMCS_SECRET: 'a-well-kept-secret', PORT: 'x', WHMCS_PROXY: 'y' });
    expect(found.map((problem) => problem.split(' ', 1)[0])).toEqual([
      'WHMCS_PROXY',
      'WHMCS_URL',
      'WHMCS_IDENTIFIER',
      'PORT',
      'GATEWAY_STAFF_TOKENS',
    ]);
  });
});

describe('tokens', () => {
  it.each([
    ['first-token,,second-token', 'GATEWAY_STAFF_TOKENS token 2 is empty; separate tokens with single commas'],
    [
      'first-token,secret1',
      'GATEWAY_STAFF_TOKENS token 2 is too short: at least 8 characters, preferably 32 random ones',
    ],
    ['first-token, first-token', 'GATEWAY_STAFF_TOKENS token 2 is a duplicate'],
    [
      'first token of mine',
      'GATEWAY_STAFF_TOKENS token 1 has a character that a header cannot contain; use letters, digits and -._~+/=',
    ],
  ])('%s is refused without being shown', (given, problem) => {
    expect(problems({ ...enough, GATEWAY_STAFF_TOKENS: given })).toEqual([problem]);
  });

  it('are not needed by commands that do not serve', () => {
    expect(problems({ ...enough, GATEWAY_STAFF_TOKENS: undefined }, 'optional')).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['WHMCS_URI', 'WHMCS_URI is not a variable of the gateway; did you mean WHMCS_URL?'],
    ['WHMCS_ACESS_KEY', 'WHMCS_ACESS_KEY is not a variable of the gateway; did you mean WHMCS_ACCESS_KEY?'],
    ['GATEWAY_STAFF_TOKEN', 'GATEWAY_STAFF_TOKEN is not a variable of the gateway; did you mean GATEWAY_STAFF_TOKENS?'],
    ['GATEWAY_COLOUR', 'GATEWAY_COLOUR is not a variable of the gateway; remove it'],
  ])('%s is unknown', (name, problem) => {
    expect(problems({ ...enough, [name]: 'hunter22' })).toEqual([problem]);
  });

  it.each(['GATEWAY_PORT', 'GATEWAY_SERVICE_HOST', 'WHMCS_SERVICE_PORT_HTTP', 'WHMCS_PORT_80_TCP_ADDR'])(
    '%s is ignored, as Kubernetes sets it',
    (name) => {
      expect(problems({ ...enough, [name]: 'tcp://10.0.0.1:80' })).toEqual([]);
    },
  );

  it('REDIS_URL is refused, not ignored', () => {
    expect(problems({ ...enough, REDIS_URL: 'hunter22' })).toEqual([
      expect.stringMatching('^REDIS_URL is not supported in this release: '),
    ]);
  });
});

it('the demo reads only where to listen', () => {
  expect(readListenConfig({ PORT: '4100', WHMCS_URL: 'nonsense', GATEWAY_COLOUR: 'blue' })).toEqual({
    host: '127.0.0.1',
    port: 4100,
  });
  expect(() => readListenConfig({ PORT: 'x' })).toThrow(ConfigError);
});
