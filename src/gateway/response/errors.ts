/** The last word on every error in a response: it has a code, and nothing unforeseen shows what it is made of. */
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
  /** The failure that nobody foresaw, for the log. */
  readonly unexpected?: unknown;
}

/**
 * An error as the caller may see it.
 *
 * @param requestId stands in errors that say nothing else, so that the log can be searched for it
 * @param redact takes the secrets of the operation's variables out of what GraphQL repeats of them
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
    // A scalar of ours has refused a value, which GraphQL repeats as ever.
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

/** What GraphQL would have the caller mean instead is for staff. */
function withoutHint(message: string): string {
  const hint = message.endsWith('?') ? message.indexOf(' Did you mean ') : -1;
  return hint < 0 ? message : message.slice(0, hint);
}

/** The error beneath all that it was wrapped in on its way up. */
function originOf(error: Error): Error {
  const inner = error instanceof GraphQLError ? error.originalError : undefined;
  return inner instanceof Error && inner !== error ? originOf(inner) : error;
}

/** The failed call beneath an error, where that is what it comes from. */
export function whmcsFailureOf(error: GraphQLError): WhmcsError | undefined {
  const original = originOf(error);
  return original instanceof WhmcsError ? original : undefined;
}

const known: ReadonlySet<unknown> = new Set<Code>(codes);

const hasCode = (error: GraphQLError): boolean => known.has(error.extensions['code']);

/**
 * Whether GraphQL itself complains about the document, its variables or an argument, rather than about a value that a resolver gave:
 * what has no path was found before the first resolver ran, and complaints about arguments point at them.
 */
function isAboutTheRequest(error: GraphQLError, original: Error): boolean {
  if (!(original instanceof GraphQLError)) return false;
  return (
    error.path === undefined || (original !== error && original.nodes?.some(({ kind }) => kind !== Kind.FIELD) === true)
  );
}

/**
 * The status for a request that came to nothing: Yoga's wish, else 400. `spec` leaves 200 to callers who accept application/json
 * only, as the specification has it for everything but a body that is no JSON (where Yoga adds an `originalError`).
 */
function httpOf({ path, extensions }: GraphQLError): unknown {
  if ('originalError' in extensions) return { status: 400 };
  return extensions['http'] ?? (path === undefined ? { spec: true, status: 400 } : undefined);
}

/** What GraphQL itself complains about, as far as the viewer may read it. */
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
