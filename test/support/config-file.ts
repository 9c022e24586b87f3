/** Configuration files for tests: one that sets every key, and the problems found in others. */
import { parseConfigFile } from '../../src/config/parse-file.ts';
import { staleKeeps, errorKeeps, defaultLimits } from '../../src/config/limits.ts';
import { keeps } from '../../src/whmcs/command.ts';

export const problemsOf = (text: string, name = 'gateway.yaml') => parseConfigFile(text, name).problems ?? [];

export const each = (names: readonly string[], value: number): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, value]));

export const everything = {
  cache: {
    seconds: each(keeps, 7),
    staleWhileRevalidateSeconds: each(staleKeeps, 8),
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
  document: each(Object.keys(defaultLimits.document), 4),
  rows: { staff: 9, partner: 8, client: 7 },
  response: { bytes: 4_096, viewerBytes: 8_192, totalBytes: 16_384, stallMs: 1_000, bytesPerSecond: 100 },
  upstream: { bytes: 2_097_152, bytesOf: { GetProducts: 4_194_304 }, rows: 500 },
  request: {
    bodyBytes: 1_024,
    headerBytes: 2_048,
    headersMs: 200,
    requestMs: 300,
    viewerBytes: 4_096,
    totalBytes: 8_192,
  },
  connections: { total: 50, perAddress: 5 },
  load: { requests: 20, turnMs: 100 },
  cors: { origins: ['https://app.example.com', 'http://localhost:5173'], headers: ['X-Tenant', 'sentry-trace'] },
  customFields: { clients: [4, 'Discord ID'], services: [12], tickets: [7] },
  graphiql: 'off',
};
