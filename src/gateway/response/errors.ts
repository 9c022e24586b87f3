/** Words every error of a response: each has a code, and an unexpected error reveals nothing about its cause. */
import { GraphQLError, Kind } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import {
  budgetError,
  BudgetExceededError,
  codes,
  RateLimitedError,
  rowsError,
  RowsExceededError,
  whmcsError,
  type Code,
} from '../../graph/base/errors.ts';
import { BusyError, InvalidParamsError, WhmcsError } from '../../whmcs/errors.ts';
import type { Redactor } from '../../whmcs/wire/redact.ts';
import { documentCodeOf } from '../documents/errors.ts';
import { concise, shortened } from './error-text.ts';
import { isHttpStatus, withStatus } from './http-status.ts';

export interface Presented {
  readonly error: GraphQLError;
  /** The cause of an unexpected error, for the log. */
  readonly unexpected?: unknown;
}

/**
 * An error as the caller may see it.
 *
 * @param requestId is shown in unexpected errors, so that the log can be searched for it
 * @param redact removes the secrets of the operation's variables from messages of graphql-js
 */
export function present(error: GraphQLError, viewer: Viewer, requestId: string, redact: Redactor): Presented {
  const presented = worded(error, viewer, requestId, redact);
  const { http, ...extensions } = presented.error.extensions;
  if (!isHttpStatus(http)) return presented;
  return { ...presented, error: withStatus(inPlaceOf(presented.error, presented.error.message, extensions), http) };
}

function worded(error: GraphQLError, viewer: Viewer, requestId: string, redact: Redactor): Presented {
  const original = originOf(error);
  if (original instanceof WhmcsError) {
    const { message, extensions } = whmcsError(original, viewer);
    // Nothing of the operation was done.
    const http = original instanceof BusyError && error.path === undefined ? { http: { status: 503 } } : {};
    return { error: inPlaceOf(error, shortened(message), { ...extensions, ...http }) };
  }
  if (original instanceof BudgetExceededError) {
    const { message, extensions } = budgetError(original, viewer);
    return { error: inPlaceOf(error, message, extensions) };
  }
  if (original instanceof RowsExceededError) {
    const { message, extensions } = rowsError(original, viewer);
    return { error: inPlaceOf(error, message, extensions) };
  }
  // Nothing of the operation was done.
  if (original instanceof RateLimitedError && error.path === undefined)
    return { error: inPlaceOf(error, error.message, { ...error.extensions, http: { status: 429 } }) };
  const documentCode = documentCodeOf(error);
  if (documentCode !== undefined) return { error: refused(error, documentCode, viewer, redact) };
  if (hasCode(error)) {
    // A scalar has refused a value, and graphql-js repeats the value.
    const message = concise(error);
    return { error: message === error.message ? error : inPlaceOf(error, message, error.extensions) };
  }
  if (original instanceof InvalidParamsError) {
    return { error: inPlaceOf(error, original.message, { code: 'BAD_USER_INPUT' }) };
  }
  if (original instanceof SyntaxError && error.path === undefined) {
    const message = 'The parameters "variables" and "extensions" must be JSON.';
    return { error: inPlaceOf(error, message, { code: 'BAD_USER_INPUT', http: { status: 400 } }) };
  }
  if (isAboutTheRequest(error, original)) return { error: refused(error, 'BAD_USER_INPUT', viewer, redact) };
  const http = error.path === undefined ? { http: { status: 500 } } : {};
  return {
    error: inPlaceOf(error, 'Unexpected error.', { code: 'INTERNAL', requestId, ...http }),
    unexpected: original,
  };
}

/** Removes the suggestion of graphql-js ("Did you mean …"), which is for staff only. */
function withoutHint(message: string): string {
  const hint = message.endsWith('?') ? message.indexOf(' Did you mean ') : -1;
  return hint < 0 ? message : message.slice(0, hint);
}

/** The error that was thrown first, under all wrappers. */
function originOf(error: Error): Error {
  const inner = error instanceof GraphQLError ? error.originalError : undefined;
  return inner instanceof Error && inner !== error ? originOf(inner) : error;
}

/** The failed call to WHMCS that caused an error; undefined if there is none. */
export function whmcsFailureOf(error: GraphQLError): WhmcsError | undefined {
  const original = originOf(error);
  return original instanceof WhmcsError ? original : undefined;
}

const known: ReadonlySet<unknown> = new Set<Code>(codes);

const hasCode = (error: GraphQLError): boolean => known.has(error.extensions['code']);

/**
 * Whether graphql-js reports a mistake in the document, its variables or an argument, rather than in a value that a resolver returned.
 * An error without a path was found before the first resolver ran; an error in an argument points at it.
 */
function isAboutTheRequest(error: GraphQLError, original: Error): boolean {
  if (!(original instanceof GraphQLError)) return false;
  return (
    error.path === undefined || (original !== error && original.nodes?.some(({ kind }) => kind !== Kind.FIELD) === true)
  );
}

/**
 * The status of a request that was not executed: the one that the error names, otherwise 400. With `spec`, callers that accept only
 * application/json get 200, as the specification has it for all but a body that is not JSON (where Yoga adds an `originalError`).
 */
function httpOf({ path, extensions }: GraphQLError): unknown {
  if ('originalError' in extensions) return { status: 400 };
  return extensions['http'] ?? (path === undefined ? { spec: true, status: 400 } : undefined);
}

/** An error of graphql-js about the request, in words that the viewer may read. */
function refused(error: GraphQLError, code: Code, viewer: Viewer, redact: Redactor): GraphQLError {
  const message = redact(concise(error));
  const http = httpOf(error);
  return inPlaceOf(error, viewer.role === 'STAFF' ? message : withoutHint(message), {
    code,
    ...(http === undefined ? {} : { http }),
  });
}

const inPlaceOf = (
  { nodes, source, positions, path }: GraphQLError,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError =>
  new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions,
  });
