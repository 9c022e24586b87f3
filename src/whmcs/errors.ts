/**
 * Failures of WHMCS, one class per different reaction of the caller. Messages tell an operator what to change;
 * secrets are taken out of WHMCS's words before an error is made of them.
 */

/** A call that came to nothing; `command` is WHMCS's name of it. */
export abstract class WhmcsError extends Error {
  abstract override readonly name: string;
  readonly command: string;

  constructor(command: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.command = command;
  }
}

/** WHMCS understood the command and said no; `reason` is its own text. */
export class WhmcsRefusal extends WhmcsError {
  override readonly name: string = 'RefusedError';
  readonly reason: string;

  constructor(command: string, reason: string) {
    super(command, `WHMCS refused ${command}: ${reason}`);
    this.reason = reason;
  }
}

/** WHMCS says that the thing does not exist, in one of its many spellings. */
export class MissingError extends WhmcsRefusal {
  override readonly name = 'MissingError';
}

/** What stands between the gateway and WHMCS's consent; each has another fix. */
export type Obstacle = 'credential' | 'ip' | 'role' | 'admin';

/** WHMCS does not let us in, or not to this action: the operator must act. */
export class UnauthorizedError extends WhmcsError {
  override readonly name = 'UnauthorizedError';
  readonly obstacle: Obstacle;
  /** The address that WHMCS saw, where it refused one. */
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

/** Nothing was sent: no credential of ours may send this command. The operator must act, and WHMCS has said nothing. */
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
 * What came instead of WHMCS's JSON. `encoding`: WHMCS says that it could not encode its answer, one value of which is broken. `large`: an
 * answer of more bytes or rows than are read.
 */
export type Oddity =
  'html' | 'php' | 'truncated' | 'empty' | 'xml' | 'text' | 'shape' | 'encoding' | 'redirect' | 'large';

/** An answer came, but not one that can be understood. */
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

/** Whether WHMCS answered, but for a value that its JSON encoder cannot write: it is up, and the same question fails again. */
export const isUnencodable = (error: unknown): boolean =>
  error instanceof UnexpectedAnswerError && error.oddity === 'encoding';

/** No connection: nothing reached WHMCS, or it hung up. */
export class UnreachableError extends WhmcsError {
  override readonly name = 'UnreachableError';
  /** Whether a byte of the request may have left. */
  readonly sent: boolean;
  /** Whether the next attempt may fare better; a wrong certificate will not mend itself. */
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

/** Our queue for WHMCS is full, or WHMCS (or what stands before it) asks us to slow down. */
export class BusyError extends WhmcsError {
  override readonly name = 'BusyError';
  readonly retryAfterMs: number;
  /** Whether it was the other side that asked for patience, rather than our own queue. */
  readonly upstream: boolean;

  constructor(command: string, message: string, retryAfterMs: number, upstream = false) {
    super(command, message);
    this.retryAfterMs = retryAfterMs;
    this.upstream = upstream;
  }
}

/** What keeps failing together: all of WHMCS, or one command of it. */
export type CircuitScope = 'installation' | 'command';

/** Nothing was sent: WHMCS, or this command of it, has failed so often that it is left alone for a while. */
export class CircuitOpenError extends WhmcsError {
  override readonly name = 'CircuitOpenError';
  readonly scope: CircuitScope;
  /** When it is tried again. */
  readonly retryAfterMs: number;

  constructor(command: string, scope: CircuitScope, retryAfterMs: number) {
    const what = scope === 'installation' ? 'WHMCS' : command;
    super(command, `${what} has failed too often and is left alone; it is tried again in ${retryAfterMs} ms`);
    this.scope = scope;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Nobody waits for the answer any more. */
export class AbandonedError extends WhmcsError {
  override readonly name = 'AbandonedError';
}

/** A write was sent and what came of it is not clear: it may or may not have happened, and PHP may still be working on it. */
export class LostAnswer extends WhmcsError {
  override readonly name = 'UnknownOutcomeError';

  constructor(command: string, cause: Error) {
    super(command, `${command} was sent and no clear answer came: it may or may not have happened (${cause.message})`, {
      cause,
    });
  }
}

/** The parameters of a command are wrong: a mistake of ours or of the caller's, found before anything is sent. */
export class InvalidParamsError extends Error {
  override readonly name: string = 'InvalidParamsError';
}
