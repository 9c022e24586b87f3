/**
 * Failures of WHMCS: one class for each different reaction of the caller. Messages tell an operator what to change. Secrets are removed
 * from WHMCS's text before an error is created.
 */

/** A call that failed; `command` is WHMCS's name. */
export abstract class WhmcsError extends Error {
  abstract override readonly name: string;
  readonly command: string;

  constructor(command: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.command = command;
  }
}

/** WHMCS refused the command; `reason` is its own text. */
export class WhmcsRefusal extends WhmcsError {
  override readonly name: string = 'RefusedError';
  readonly reason: string;

  constructor(command: string, reason: string) {
    super(command, `WHMCS refused ${command}: ${reason}`);
    this.reason = reason;
  }
}

/** WHMCS reports, in one of many wordings, that the record does not exist. */
export class MissingError extends WhmcsRefusal {
  override readonly name = 'MissingError';
}

/** Why access was refused; each reason has a different fix. */
export type Obstacle = 'credential' | 'ip' | 'role' | 'admin';

/** WHMCS refuses access, altogether or to this action: the operator must act. */
export class UnauthorizedError extends WhmcsError {
  override readonly name = 'UnauthorizedError';
  readonly obstacle: Obstacle;
  /** The IP address that WHMCS refused, if it named one. */
  readonly ip: string | undefined;

  constructor(command: string, obstacle: Obstacle, advice: string, ip?: string) {
    super(command, advice);
    this.obstacle = obstacle;
    this.ip = ip;
  }
}

/** This WHMCS does not know the action at all. */
export class UnknownActionError extends UnauthorizedError {
  constructor(command: string) {
    super(command, 'role', `this WHMCS does not know the action ${command}: its version may be too old`);
  }
}

/** Nothing was sent: no configured credential allows this command. The operator must act. */
export class NoCredentialError extends WhmcsError {
  override readonly name = 'NoCredentialError';

  constructor(command: string, purpose: string) {
    super(
      command,
      `${command} is off, because no credential allows it: add ${command}, or ${purpose}, to "allow" of one in the section credentials of GATEWAY_CONFIG, and tick the action in its API role`,
    );
  }
}

/**
 * What came instead of WHMCS's JSON. `encoding`: WHMCS reports that it could not encode its answer, because one value is broken. `large`:
 * the answer exceeds a size limit.
 */
export type Oddity =
  'html' | 'php' | 'truncated' | 'empty' | 'xml' | 'text' | 'shape' | 'encoding' | 'redirect' | 'large';

/** An answer came that cannot be understood. */
export class UnexpectedAnswerError extends WhmcsError {
  override readonly name = 'UnexpectedAnswerError';
  readonly oddity: Oddity;
  readonly status: number;

  constructor(command: string, oddity: Oddity, status: number, message: string) {
    super(command, message);
    this.oddity = oddity;
    this.status = status;
  }
}

/** Whether WHMCS could not encode a value of its answer: it is up, and the same request fails again. */
export const isUnencodable = (error: unknown): boolean =>
  error instanceof UnexpectedAnswerError && error.oddity === 'encoding';

/** No connection: it could not be made, or was closed. */
export class UnreachableError extends WhmcsError {
  override readonly name = 'UnreachableError';
  /** Whether a byte of the request may have left. */
  readonly sent: boolean;
  /** Whether a retry may succeed; a wrong certificate stays wrong. */
  readonly transient: boolean;

  constructor(
    command: string,
    message: string,
    { sent, transient, cause }: { sent: boolean; transient: boolean; cause?: unknown },
  ) {
    super(command, message, { cause });
    this.sent = sent;
    this.transient = transient;
  }
}

/** No answer within the deadline. */
export class TimedOutError extends WhmcsError {
  override readonly name = 'TimedOutError';
}

/** The gateway's queue is full, or WHMCS or a server in front of it asks to slow down. */
export class BusyError extends WhmcsError {
  override readonly name = 'BusyError';
  readonly retryAfterMs: number;
  /** Whether the other side asked to slow down, rather than the gateway's own queue. */
  readonly upstream: boolean;

  constructor(command: string, message: string, retryAfterMs: number, upstream = false) {
    super(command, message);
    this.retryAfterMs = retryAfterMs;
    this.upstream = upstream;
  }
}

/** What fails: all of WHMCS, or one command. */
export type CircuitScope = 'installation' | 'command';

/** Nothing was sent: the circuit of WHMCS, or of this command, is open. */
export class CircuitOpenError extends WhmcsError {
  override readonly name = 'CircuitOpenError';
  readonly scope: CircuitScope;
  /** The time until the next attempt. */
  readonly retryAfterMs: number;

  constructor(command: string, scope: CircuitScope, retryAfterMs: number) {
    const what = scope === 'installation' ? 'WHMCS' : command;
    super(
      command,
      `requests to ${what} are suspended after repeated failures; the next attempt is in ${retryAfterMs} ms`,
    );
    this.scope = scope;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No caller waits for the answer any more. */
export class AbandonedError extends WhmcsError {
  override readonly name = 'AbandonedError';
}

/** A write was sent and its outcome is unknown: it may have happened, and PHP may still be working on it. */
export class LostAnswer extends WhmcsError {
  override readonly name = 'UnknownOutcomeError';

  constructor(command: string, cause: Error) {
    super(command, `${command} was sent and no clear answer came: it may or may not have happened (${cause.message})`, {
      cause,
    });
  }
}

/** The parameters of a command are invalid: a mistake of the gateway or of the caller, found before anything is sent. */
export class InvalidParamsError extends Error {
  override readonly name: string = 'InvalidParamsError';
}
