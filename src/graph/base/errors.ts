/** Failures as callers see them: members of a mutation's result union, and GraphQL errors with a code. */
import { GraphQLError } from 'graphql';
import { JournalError } from '../../journal/journal.ts';
import * as whmcs from '../../whmcs/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Forecast } from './call-forecast.ts';

/** One code per different reaction of the caller. */
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

/** What a mutation may end in besides its payload. Thrown inside a mutation, returned as data. */
export abstract class UserError extends Error {
  abstract override readonly name: string;
}

/** The thing does not exist, or the viewer may not see it: the two look the same. */
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

/** WHMCS understood the command and said no, in the words of `reason`. */
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

/** What a conflict is about. */
export interface Conflict {
  readonly subject: 'status' | 'balance' | 'transactionId' | 'operation';
  /** Any of these would have done. */
  readonly expected: readonly string[];
  /** What there is; null where WHMCS does not say. */
  readonly actual: string | null;
}

/** The thing stands otherwise than the act needs: whoever sent it had another picture of it. */
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

/** The viewer may not do this, whatever the thing. */
export class ForbiddenError extends UserError {
  override readonly name = 'ForbiddenError';
}

/** Nothing was sent; it is safe to try again. */
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

/** The command was sent and no clear answer came. */
export class UnknownOutcomeError extends UserError {
  override readonly name = 'UnknownOutcomeError';
  readonly command: string;
  /** Where the journal tells what became of it. */
  readonly operationId: string | null;

  constructor(command: string, operationId: string | null = null, options?: ErrorOptions) {
    super(
      `${command} was sent to WHMCS and no clear answer came: it may or may not have happened. Look before you repeat it.`,
      options,
    );
    this.command = command;
    this.operationId = operationId;
  }
}

/** The operation asks for more calls to WHMCS than it may make. */
export class BudgetExceededError extends GraphQLError {
  override readonly name = 'BudgetExceededError';
  readonly budget: number;
  /** What the operation would cost without a budget, where somebody may be told. */
  forecast: Forecast | null = null;

  /** @param asked calls that it asks for at once, where these are too many before any is made */
  constructor(budget: number, asked?: number) {
    const message =
      asked === undefined
        ? `the operation has used up its ${budget} calls to WHMCS; what is missing was not asked for`
        : `the operation asks for ${asked} calls to WHMCS at once and may make ${budget}; ask for less`;
    super(message, { extensions: { code: 'BUDGET_EXCEEDED' satisfies Code } });
    this.budget = budget;
  }
}

/** The operation shows, or may show, more rows than one answer may have. */
export class RowsExceededError extends GraphQLError {
  override readonly name = 'RowsExceededError';
  readonly limit: number;
  /** Rows that `first` and nesting ask for; null where the rows themselves were counted. */
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

/** The viewer has called WHMCS as often as may be in a minute; what is told then is when to come again. */
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

/** An argument or input that cannot be meant. */
export const badInput = (message: string): GraphQLError => graphError('BAD_USER_INPUT', message);

/** A field or act that is not for this viewer. */
export const forbidden = (message: string): GraphQLError => graphError('FORBIDDEN', message);

/** What viewers other than staff are told: enough to react to, nothing of the installation. */
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

/** A budget that did not do as a GraphQL error: how much it is, and what would do, is for staff. */
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

/** Which custom fields there are is for staff: what AddClient says of one that is missing ends before its name. */
function reasonFor(reason: string, { role }: Viewer): string {
  const at = role === 'STAFF' ? -1 : reason.toLowerCase().indexOf(NAMES_FIELD);
  return at === -1 ? reason : `${reason.slice(0, at)}required custom field value`;
}

/** A mutation that failed, as a member of its result union; what is no failure of WHMCS is thrown on. */
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
