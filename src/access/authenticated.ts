/** The result of authentication: a viewer, or why there is none. */
import type { Viewer } from './viewer.ts';

/** Why a request is not authenticated, as labels of metrics; `keys`: the keys for JWTs cannot be loaded. */
export const unauthenticatedReasons = ['missing', 'malformed', 'unknown', 'expired', 'jwt', 'keys'] as const;
export type UnauthenticatedReason = (typeof unauthenticatedReasons)[number];

/** A request that is not authenticated. The caller does not learn why: that would help to guess a token. */
export class Unauthenticated {
  /** For the log, without the token. */
  readonly because: string;
  /** Whether the gateway is at fault: it cannot verify any JWT. */
  readonly isOurs: boolean;
  readonly #kind: UnauthenticatedReason;

  constructor(because: string, kind: UnauthenticatedReason = 'unknown') {
    this.because = because;
    this.isOurs = kind === 'keys';
    this.#kind = kind;
  }

  /** For metrics. */
  get kind(): UnauthenticatedReason {
    return this.#kind;
  }
}

export type Authenticated = Viewer | Unauthenticated;
