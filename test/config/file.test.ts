/** The settings of a configuration file, and the defaults of the others. */
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseConfigFile } from '../../src/config/parse-file.ts';
import { defaultLimits } from '../../src/config/limits.ts';
import { everything } from '../support/config-file.ts';

const settingsOf = (text: string, name = 'gateway.yaml') => {
  const { settings, problems } = parseConfigFile(text, name);
  if (problems) throw new ConfigError(problems);
  return settings;
};

describe('a configuration file', () => {
  it.each([
    ['nothing', ''],
    ['comments', '# cache:\n'],
    ['a section whose entries are commented out', 'cache:\n  seconds:\n    # list: 5\nbudget:\n'],
    ['an empty document', '---\n'],
    ['an empty mapping', '{}'],
    ['empty viewers and jwt', 'viewers:\njwt:\n'],
  ])('of %s has the defaults', (_, text) => {
    expect(settingsOf(text)).toEqual({
      viewers: [],
      secrets: [],
      jwt: null,
      credentials: [],
      cache: {
        seconds: defaultLimits.cacheSeconds,
        staleWhileRevalidateSeconds: defaultLimits.staleSeconds,
        staleIfErrorSeconds: defaultLimits.errorSeconds,
        maxBytes: 67_108_864,
      },
      budget: { staff: 250, partner: 100, client: 50 },
      groups: { refreshSeconds: 300, maxAgeSeconds: 900 },
      reconcile: { quietSeconds: 900, forSeconds: 86_400 },
      queue: { waiting: 200 },
      breaker: { failures: 5, percent: 50, calls: 10, windowSeconds: 30, pauseMs: 1_000, mostPauseMs: 30_000 },
      remote: { calls: 2, timeoutMs: 25_000, namesPerMinute: 30 },
      operationMs: 30_000,
      callsPerMinute: { staff: 'off', partner: 3_000, client: 600 },
      journal: { directory: '.gateway-journal', keepHours: 24, lockWaitSeconds: 0 },
      document: defaultLimits.document,
      rows: { staff: 20_000, partner: 10_000, client: 5_000 },
      response: {
        bytes: 8_388_608,
        viewerBytes: 33_554_432,
        totalBytes: 268_435_456,
        stallMs: 30_000,
        bytesPerSecond: 16_384,
      },
      upstream: { bytes: 8_388_608, bytesOf: {}, rows: 20_000 },
      request: {
        bodyBytes: 12_582_912,
        headerBytes: 16_384,
        headersMs: 10_000,
        requestMs: 60_000,
        viewerBytes: 33_554_432,
        totalBytes: 134_217_728,
      },
      connections: { total: 4_000, perAddress: 'off' },
      load: { requests: 1_000, turnMs: 250 },
      cors: { origins: [], headers: [] },
      upgrades: {},
      moduleActions: [],
      customCommands: [],
      customFields: { clients: [], services: [], tickets: [] },
      graphiql: 'on',
      metrics: { operations: [] },
      drainSeconds: 0,
    });
  });

  it('replaces the keys that it names and keeps the rest', () => {
    const defaults = settingsOf('');
    expect(settingsOf('cache:\n  seconds: { list: 5 }\nbudget:\n  client: 7\n')).toEqual({
      ...defaults,
      cache: { ...defaults.cache, seconds: { ...defaults.cache.seconds, list: 5 } },
      budget: { ...defaults.budget, client: 7 },
    });
  });

  it('raises the limits of waiting data for a larger response or body, unless it sets them', () => {
    const { response, request } = settingsOf('response: { bytes: 200000000 }\nrequest: { bodyBytes: 100000000 }\n');
    expect(response).toMatchObject({ viewerBytes: 400_000_000, totalBytes: 400_000_000 });
    expect(request).toMatchObject({ viewerBytes: 100_000_000, totalBytes: 200_000_000 });
  });

  it('may be JSON, with tabs and brackets in any layout', () => {
    expect(settingsOf(JSON.stringify(everything, null, '\t'), 'gateway.json')).toMatchObject(everything);
    expect(settingsOf('cache:\n  seconds: {\n    list: 3\n  }\n').cache.seconds.list).toBe(3);
  });

  it('may use anchors and aliases', () => {
    expect(settingsOf('budget: { staff: &many 300, partner: *many }').budget).toMatchObject({
      staff: 300,
      partner: 300,
    });
  });
});
