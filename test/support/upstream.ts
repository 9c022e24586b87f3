/** The parts that operations share, over a client that the test controls: answers stay fresh for the usual time and are never served stale. */
import type { Installed } from '../../src/graph/graph.ts';
import { noSelfService } from '../../src/graph/base/self-service.ts';
import { noFields } from '../../src/graph/base/shared-fields.ts';
import { locks } from '../../src/graph/write/lock.ts';
import { seal } from '../../src/graph/read/seal.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { cache, type CacheOptions } from '../../src/whmcs/cache/cache.ts';
import type { WhmcsClient } from '../../src/whmcs/client.ts';
import { latencyModel } from '../../src/whmcs/cache/latency.ts';
import { floors } from '../../src/whmcs/cache/floors.ts';

const never = { reference: 0, record: 0, list: 0 };

export const cacheOptions = (options: Partial<CacheOptions> = {}): CacheOptions => ({
  seconds: { reference: 600, record: 60, list: 30 },
  staleSeconds: never,
  errorSeconds: { ...never, money: 0 },
  patienceMs: 600_000,
  maxSize: 1_000_000,
  shared: true,
  latency: latencyModel(),
  ...options,
});

export const upstreamOver = (
  client: WhmcsClient,
  options: Partial<CacheOptions> = {},
): Omit<Installed, 'clock' | 'idempotency'> => ({
  client,
  cache: cache(client, cacheOptions(options)),
  latency: latencyModel(),
  floors: floors(0),
  totals: new Map(),
  departments: new Set(),
  deadlineMs: 600_000,
  locks: locks(),
  journal: memoryJournal(),
  seal: seal('a secret'),
  groups: { clientMoved: () => undefined },
  selfService: noSelfService,
  customCommands: new Map(),
  sharedFields: noFields,
});
