/** Reads WHMCS without the cache, after all calls that a caller waits for. Each read is an operation of its own. */
import type { FreshRead } from '../../whmcs/reconcile/rule.ts';
import { until } from './deadline.ts';
import { Session, type Upstream } from './session.ts';

export const backgroundRead =
  (upstream: Upstream) =>
  (signal: AbortSignal): FreshRead =>
  async (command, params) => {
    const session = new Session(upstream, { caller: until(signal), noCache: true, lane: 'background' });
    try {
      return await session.read(command, params, { notBefore: 'now' });
    } finally {
      session.end();
    }
  };
