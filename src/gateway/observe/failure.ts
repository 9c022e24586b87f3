/** A failed call in a few fixed words: for metrics, for readiness, and beside the error message in the log. */
import { codeOf, type Code } from '../../graph/base/errors.ts';
import {
  BusyError,
  CircuitOpenError,
  MissingError,
  NoCredentialError,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
  UnexpectedAnswerError,
  LostAnswer,
  UnreachableError,
  WhmcsError,
} from '../../whmcs/errors.ts';
import { codeOf as networkCode } from '../../whmcs/transport/connection.ts';

export interface Failure {
  /** As in `extensions.code`. */
  readonly code: Code;
  /** The kind of failure: ECONNREFUSED, timeout, html, credential … */
  readonly detail: string;
  /** If WHMCS, or a proxy in front of it, answered with something other than an API response. */
  readonly httpStatus?: number;
}

export function describeFailure(error: unknown): Failure {
  if (!(error instanceof WhmcsError)) return { code: 'INTERNAL', detail: 'unexpected' };
  // A lost answer is classified by how it was lost.
  if (error instanceof LostAnswer) return describeFailure(error.cause);
  const code = codeOf(error);
  if (error instanceof UnexpectedAnswerError) return { code, detail: error.oddity, httpStatus: error.status };
  return { code, detail: detailOf(error) };
}

/** For the log: with the error message, from which secrets have been removed already. */
export const failureLine = (error: unknown): Failure & { readonly reason: string } => ({
  ...describeFailure(error),
  reason: error instanceof Error ? error.message : String(error),
});

function detailOf(error: WhmcsError): string {
  if (error instanceof UnauthorizedError) return error.obstacle;
  if (error instanceof UnreachableError) return networkCode(error.cause) || 'broken';
  if (error instanceof TimedOutError) return 'timeout';
  if (error instanceof BusyError) return error.upstream ? 'throttled' : 'queue';
  if (error instanceof CircuitOpenError) return 'breaker';
  if (error instanceof NoCredentialError) return 'off';
  if (error instanceof MissingError) return 'missing';
  return error instanceof WhmcsRefusal ? 'refused' : 'unexpected';
}
