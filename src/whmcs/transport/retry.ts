/** Retries reads, at most twice, after a random part of a doubling delay. Writes are never retried. */
import { DelegateBackoff, handleWhen, retry, type IRetryBackoffContext } from 'cockatiel';
import { BusyError, isUnencodable, TimedOutError, UnexpectedAnswerError, UnreachableError } from '../errors.ts';

const proxyTrouble = new Set([429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

/** A server that asks for a longer wait is not retried: earlier retries make firewalls ban for longer. */
const LONGEST_PATIENCE_MS = 1000;

/**
 * Whether a retry may succeed in a moment. It will not for a page with status 200 (maintenance, a wrong address), a redirect, a 4xx
 * whatever its body, a full queue of the gateway, or a value that cannot be encoded.
 */
function isTransient(error: Error): boolean {
  if (error instanceof UnreachableError) return error.transient;
  if (error instanceof BusyError) return error.upstream && error.retryAfterMs <= LONGEST_PATIENCE_MS;
  if (error instanceof TimedOutError) return true;
  if (!(error instanceof UnexpectedAnswerError) || isUnencodable(error)) return false;
  if (error.oddity === 'redirect' || error.oddity === 'large') return false;
  const isBroken = error.oddity === 'truncated' || error.oddity === 'empty';
  return proxyTrouble.has(error.status) || (isBroken && error.status < 400);
}

/** Full jitter within 200 ms, then within 400 ms, on top of the time that the server asked for. */
function delay({ attempt, result }: IRetryBackoffContext<unknown>): number {
  const asked = 'error' in result && result.error instanceof BusyError ? result.error.retryAfterMs : 0;
  return asked + Math.random() * 100 * 2 ** attempt;
}

/** The number of retries. */
export const twiceWithFullJitter = retry(handleWhen(isTransient), {
  maxAttempts: 2,
  backoff: new DelegateBackoff(delay),
});
