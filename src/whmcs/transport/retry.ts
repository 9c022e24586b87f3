/** Reads are asked again, at most twice, after a random part of a doubling delay. Writes never are. */
import { ExponentialBackoff, fullJitterGenerator, handleWhen, retry } from 'cockatiel';
import { BusyError, TimedOutError, UnexpectedAnswerError, UnreachableError } from '../errors.ts';

const proxyTrouble = new Set([429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

/**
 * Whether the same question may fare better in a moment. A page that comes with status 200 (maintenance, a wrong address) and a
 * full queue of our own will not.
 */
function isTransient(error: Error): boolean {
  if (error instanceof UnreachableError) return error.transient;
  if (error instanceof BusyError) return error.upstream;
  if (error instanceof TimedOutError) return true;
  if (!(error instanceof UnexpectedAnswerError)) return false;
  return proxyTrouble.has(error.status) || error.oddity === 'truncated' || error.oddity === 'empty';
}

/** Two more attempts with full jitter: within 200 ms, then within 400 ms. */
export const twiceWithFullJitter = retry(handleWhen(isTransient), {
  maxAttempts: 2,
  backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 1000, generator: fullJitterGenerator }),
});
