/**
 * Test files run one after the other in one process. This restores the clocks, spies and stubs that a file has left
 * behind; a change that cannot be undone fails the file that made it, not a later one.
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
    throw new Error(`The tests of this file changed the ${name} and did not restore it: ${inspect(now)}`);
  }
});
