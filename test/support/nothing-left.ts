/**
 * Test files share a process, one after the other. Clocks, spies and stubs that a file left are put back; what cannot be
 * put back fails the file that changed it rather than one that comes later.
 */
import { isDeepStrictEqual, inspect } from 'node:util';
import { getGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, vi } from 'vitest';

const state = (): Record<string, unknown> => ({
  environment: { ...process.env },
  'working directory': process.cwd(),
  dispatcher: getGlobalDispatcher(),
  fetch: globalThis.fetch,
  'handlers of signals': ['SIGHUP', 'SIGINT', 'SIGTERM'].map((name) => process.listenerCount(name)),
});

let before: Record<string, unknown>;
beforeAll(() => {
  before = state();
});

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  for (const [name, now] of Object.entries(state())) {
    if (isDeepStrictEqual(now, before[name])) continue;
    throw new Error(`The tests of this file have changed the ${name}, and not put it back: ${inspect(now)}`);
  }
});
