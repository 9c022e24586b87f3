/** Failures as callers see them: members of the result union of a mutation, and GraphQL errors with a code. */
import { GraphQLError } from 'graphql';
import { JournalError } from '../../journal/journal.ts';
import * as whmcs from '../../whmcs/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Forecast } from './call-forecast.ts';

/** One code for each way in which a caller can react. */
export const codes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'RATE_LIMITED',
  'BUDGET_EXCEEDED',
  'WHMCS_REFUSED',
  'WHMCS_UNAUTHORIZED',
  'WHMCS_UNREACHABLE',
  'WHMCS_BUSY',
  'WHMCS_UNEXPECTED_ANSWER',
  'INTERNAL',
] as const;

export type Code = (typeof codes)[number];

/** The results of a mutation other than its payload. They are thrown inside a mutation and returned as data. */
export abstract class UserError extends Error {
  abstract override readonly name: string;
}

/** The entity does not exist, or the viewer may not see it: a caller cannot tell the difference. */
export class NotFoundError extends UserError {
  override readonly name = 'NotFoundError';
}

/** The input is wrong before WHMCS is asked; `path` names the input field, from `input` on. */
export class InvalidInputError extends UserError {
  override readonly name = 'InvalidInputError';
  readonly path: readonly string[];

  constructor(message: string, path: readonly string[]) {
    super(message);
    this.path = ['input', ...path];
  }
}

/** WHMCS understood the command and refused it; `reason` is its message. */
export class RefusedError extends UserError {
  override readonly name = 'RefusedError';
  readonly command: string;
  readonly reason: string;

  constructor(command: string, reason: string) {
    super(`WHMCS refused: ${reason}`);
    this.command = command;
    this.reason = reason;
  }
}

/** The state that a mutation found and the states that it needs. */
export interface Conflict {
  /** The fact in the way, by its name in the schema; `operation` for an earlier one of unknown outcome. */
  readonly subject: string;
  /** Each of these would have been accepted. */
  readonly expected: readonly string[];
  /** The present value; null if WHMCS does not report it. */
  readonly actual: string | null;
}

/** The entity is not in the state that the mutation needs: the caller assumed another one. */
export class ConflictError extends UserError implements Conflict {
  override readonly name = 'ConflictError';
  readonly subject: Conflict['subject'];
  readonly expected: readonly string[];
  readonly actual: string | null;

  constructor(message: string, { subject, expected, actual }: Conflict) {
    super(message);
    this.subject = subject;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The viewer may not do this with any entity. */
export class ForbiddenError extends UserError {
  override readonly name = 'ForbiddenError';
}

/** Nothing was sent; a retry is safe. */
export class NotSentError extends UserError {
  override readonly name = 'NotSentError';
  readonly code: Code;
  readonly retryAfterMs: number | null;

  constructor(message: string, code: Code, retryAfterMs: number | null) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The command was sent, and its outcome is unknown. */
export class UnknownOutcomeError extends UserError {
  override readonly name = 'UnknownOutcomeError';
  readonly command: string;
  /** The id under which the journal reports the outcome. */
  readonly operationId: string | null;

  constructor(command: string, operationId: string | null = null, options?: ErrorOptions) {
    super(
      `${command} was sent to WHMCS and no clear answer came: it may or may not have happened. Check before you repeat it.`,
      options,
    );
    this.command = command;
    this.operationId = operationId;
  }
}

/** The operation needs more calls to WHMCS than its budget allows. */
export class BudgetExceededError extends GraphQLError {
  override readonly name = 'BudgetExceededError';
  readonly budget: number;
  /** The cost without a budget, for viewers that may know it. */
  forecast: Forecast | null = null;

  /** @param asked the calls of its first wave, if these alone exceed the budget */
  constructor(budget: number, asked?: number) {
    const message =
      asked === undefined
        ? `the operation has used up its ${budget} calls to WHMCS; what is missing was not asked for`
        : `the operation asks for ${asked} calls to WHMCS at once and may make ${budget}; ask for less`;
    super(message, { extensions: { code: 'BUDGET_EXCEEDED' satisfies Code } });
    this.budget = budget;
  }
}

/** The operation shows, or may show, more rows than a response may have. */
export class RowsExceededError extends GraphQLError {
  override readonly name = 'RowsExceededError';
  readonly limit: number;
  /** The rows that `first` and nesting request; null if the rows themselves were counted. */
  readonly forecast: number | null;

  constructor(limit: number, forecast: number | null = null) {
    const what =
      forecast === null
        ? `the operation shows more than ${limit} rows`
        : `the operation asks for up to ${forecast} rows and may show ${limit}`;
    super(`${what}; ask for shorter lists (first) or for fewer lists within lists`, {
      extensions: { code: 'BUDGET_EXCEEDED' satisfies Code },
    });
    this.limit = limit;
    this.forecast = forecast;
  }
}

/** The viewer has reached its calls per minute; the error says when to retry. */
export class RateLimitedError extends GraphQLError {
  override readonly name = 'RateLimitedError';
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('You have asked for as much as you may in a minute; ask again a little later.', {
      extensions: { code: 'RATE_LIMITED' satisfies Code, retryAfterMs },
    });
    this.retryAfterMs = retryAfterMs;
  }
}

const graphError = (code: Code, message: string, more: Record<string, unknown> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...more } });

/** An invalid argument or input. */
export const badInput = (message: string): GraphQLError => graphError('BAD_USER_INPUT', message);

/** A field or mutation that this viewer may not use. */
export const forbidden = (message: string): GraphQLError => graphError('FORBIDDEN', message);

/** Messages for viewers other than staff: enough to react to, and nothing about the installation. */
const discreet: Partial<Record<Code, string>> = {
  BUDGET_EXCEEDED: 'This asks for more than one operation may; ask for less at once.',
  WHMCS_REFUSED: 'The billing system refused this.',
  WHMCS_UNAUTHORIZED: 'The billing system does not answer the gateway at the moment.',
  WHMCS_UNREACHABLE: 'The billing system cannot be reached at the moment.',
  WHMCS_BUSY: 'The billing system is busy; try again shortly.',
  WHMCS_UNEXPECTED_ANSWER: 'The billing system gave an answer that cannot be read.',
};

const discreetly = (code: Code): string => discreet[code] ?? 'The billing system could not answer.';

/** The code of a failed call. */
export function codeOf(error: whmcs.WhmcsError): Code {
  if (error instanceof whmcs.MissingError) return 'NOT_FOUND';
  if (error instanceof whmcs.WhmcsRefusal) return 'WHMCS_REFUSED';
  if (error instanceof whmcs.UnauthorizedError || error instanceof whmcs.NoCredentialError) return 'WHMCS_UNAUTHORIZED';
  if (error instanceof whmcs.UnreachableError || error instanceof whmcs.TimedOutError) return 'WHMCS_UNREACHABLE';
  if (error instanceof whmcs.CircuitOpenError) return 'WHMCS_UNREACHABLE';
  if (error instanceof whmcs.BusyError) return 'WHMCS_BUSY';
  return error instanceof whmcs.AbandonedError ? 'INTERNAL' : 'WHMCS_UNEXPECTED_ANSWER';
}

const retryAfterOf = (error: whmcs.WhmcsError): number | null =>
  error instanceof whmcs.BusyError || error instanceof whmcs.CircuitOpenError ? error.retryAfterMs : null;

const messageFor = (error: whmcs.WhmcsError | BudgetExceededError, viewer: Viewer): string => {
  const code = error instanceof BudgetExceededError ? 'BUDGET_EXCEEDED' : codeOf(error);
  return viewer.role === 'STAFF' ? error.message : discreetly(code);
};

/** A failed call as a GraphQL error. */
export function whmcsError(error: whmcs.WhmcsError, viewer: Viewer): GraphQLError {
  const retryAfterMs = retryAfterOf(error);
  return graphError(codeOf(error), messageFor(error, viewer), retryAfterMs === null ? {} : { retryAfterMs });
}

/** An exceeded budget as a GraphQL error; only staff see the budget and the forecast. */
export function budgetError(error: BudgetExceededError, viewer: Viewer): GraphQLError {
  const { budget, forecast } = error;
  const figures = forecast && {
    forecast: { least: forecast.least, most: forecast.most },
    mostExpensive: forecast.byPath[0] ?? null,
  };
  return graphError(
    'BUDGET_EXCEEDED',
    messageFor(error, viewer),
    viewer.role === 'STAFF' ? { budget, ...figures } : {},
  );
}

/** Too many rows as a GraphQL error. */
export const rowsError = ({ message, limit, forecast }: RowsExceededError, viewer: Viewer): GraphQLError =>
  viewer.role === 'STAFF'
    ? graphError('BUDGET_EXCEEDED', message, { rows: { limit, forecast } })
    : graphError('BUDGET_EXCEEDED', discreetly('BUDGET_EXCEEDED'));

const NAMES_FIELD = 'required custom field value for';

/** Only staff may know which custom fields exist: for others the message of AddClient ends before the name of the missing field. */
function reasonFor(reason: string, { role }: Viewer): string {
  const at = role === 'STAFF' ? -1 : reason.toLowerCase().indexOf(NAMES_FIELD);
  return at === -1 ? reason : `${reason.slice(0, at)}required custom field value`;
}

/** The failure of a mutation as a member of its result union. @throws an error that has nothing to do with WHMCS */
export function userError(error: unknown, viewer: Viewer): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof JournalError)
    return new NotSentError(
      'The gateway cannot write its journal, without which nothing is sent; try again later.',
      'INTERNAL',
      null,
    );
  if (error instanceof BudgetExceededError) return new NotSentError(messageFor(error, viewer), 'BUDGET_EXCEEDED', null);
  if (error instanceof RateLimitedError) return new NotSentError(error.message, 'RATE_LIMITED', error.retryAfterMs);
  if (error instanceof whmcs.InvalidParamsError) return new InvalidInputError(error.message, []);
  if (error instanceof whmcs.LostAnswer) return new UnknownOutcomeError(error.command);
  if (error instanceof whmcs.MissingError) return new NotFoundError(error.reason);
  if (error instanceof whmcs.WhmcsRefusal) return new RefusedError(error.command, reasonFor(error.reason, viewer));
  if (error instanceof whmcs.WhmcsError)
    return new NotSentError(messageFor(error, viewer), codeOf(error), retryAfterOf(error));
  throw error;
}
