/** The response to a request that is refused because of overload, and the log line and metrics about it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Code } from '../../graph/base/errors.ts';
import { monotonic } from '../../monotonic.ts';
import type { RefusalReason } from './admission.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { refuse } from '../http/refuse.ts';

export type Overloaded = (request: IncomingMessage, response: ServerResponse, reason: RefusalReason) => void;

/** Capacity is usually free again before a caller retries. */
const RETRY_AFTER_MS = 1_000;

/** A log line for each request would cost more than the request. */
const LOG_EVERY_MS = 10_000;

interface Refusal {
  readonly status: number;
  readonly code: Code;
  readonly message: string;
}

const busy: Refusal = { status: 503, code: 'WHMCS_BUSY', message: 'The gateway is busy; try again shortly.' };
const ofShare: Refusal = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'You have as many requests under way as you may at the moment; try again shortly.',
};

export function overloaded(
  log: Pick<Log, 'warn'>,
  metrics: Pick<Metrics, 'refused'>,
  now: () => number = monotonic,
): Overloaded {
  let loggedAt = -Infinity;
  let unlogged = 0;
  return (request, response, reason) => {
    const { status, code, message } = reason === 'share' ? ofShare : busy;
    metrics.refused(reason, code);
    unlogged++;
    if (now() - loggedAt >= LOG_EVERY_MS) {
      log.warn({ reason, requests: unlogged }, 'requests refused: overload');
      loggedAt = now();
      unlogged = 0;
    }
    const headers = { 'retry-after': String(RETRY_AFTER_MS / 1000) };
    refuse(request, response, status, code, message, headers, { retryAfterMs: RETRY_AFTER_MS });
  };
}
