/** Looks at WHMCS past every memory, behind all calls for which somebody waits: each is an operation of its own. */
import type { FreshRead } from '../../whmcs/reconcile/rule.ts';
import { until } from './deadline.ts';
import { Session, type Upstream } from './session.ts';

export const backgroundLook =
  (upstream: Upstream) =>
  (signal: AbortSignal): FreshRead =>
  async (command, params) => {
    const session = new Session(upstream, { caller: until(signal), anew: true, lane: 'background' });
    try {
      return await session.read(command, params, { notBefore: 'now' });
    } finally {
      session.end();
    }
  };
