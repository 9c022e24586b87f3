/** GET /health/ready: whether this gateway should receive requests, and why not. Anyone may call it, so it shows only fixed words. */
import type { Journal } from '../../journal/journal.ts';
import type { WhmcsClient } from '../../whmcs/client.ts';
import { INSTALLATION } from '../../whmcs/transport/breaker.ts';
import { describeFailure } from '../observe/failure.ts';
import type { Health } from '../observe/health.ts';
import { sendJson, type Handler } from './server.ts';

/** `draining`: about to stop, but still serving all requests. */
export type Phase = 'serving' | 'draining' | 'ending';

export interface ReadyOptions {
  readonly health: Health;
  readonly client: WhmcsClient;
  readonly journal: Pick<Journal, 'isWritable'>;
  readonly phase: () => Phase;
}

export function readyRoute({ health, client, journal, phase }: ReadyOptions): Handler {
  return async (_, response) => {
    const now = phase();
    if (now !== 'serving') return sendJson(response, 503, { status: now === 'draining' ? 'draining' : 'down' });
    const whmcs = await health.ready(client);
    const isWritable = journal.isWritable();
    const trouble = whmcs === 'up' ? undefined : health.lastFailure(INSTALLATION);
    sendJson(response, whmcs === 'down' ? 503 : 200, {
      // Reads still work, so the gateway stays in rotation.
      status: whmcs === 'up' && !isWritable ? 'degraded' : whmcs,
      ...(trouble && {
        cause: { command: trouble.command, ...describeFailure(trouble.error), at: new Date(trouble.at).toISOString() },
      }),
      ...(isWritable ? {} : { journal: 'unwritable' }),
    });
  };
}
