/** Whether the end of a request shows that WHMCS is up. */
import {
  BusyError,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../errors.ts';

/** `none`: a request that was called back, a server that asks for patience, a PHP that failed over this one question. */
export type AttemptOutcome = 'good' | 'bad' | 'none';

/**
 * Judges how a request ended; null is a good answer. WHMCS's own "no", or an answer that it could not encode, proves that it is up. PHP that runs out of memory over a long page,
 * or whose hook prints into an answer, does so each time that this is asked, and answers other questions meanwhile.
 */
export function attemptOutcomeOf(error: unknown): AttemptOutcome {
  if (error === null || error instanceof WhmcsRefusal || error instanceof UnauthorizedError) return 'good';
  if (error instanceof UnreachableError || error instanceof TimedOutError) return 'bad';
  if (error instanceof BusyError || !(error instanceof UnexpectedAnswerError)) return 'none';
  if (error.oddity === 'shape' || error.oddity === 'encoding') return 'good';
  if (error.oddity === 'php' || error.oddity === 'large') return 'none';
  return error.oddity === 'html' || error.oddity === 'redirect' || error.status >= 500 ? 'bad' : 'none';
}
