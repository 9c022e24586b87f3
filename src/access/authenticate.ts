/** From a request's credential to its viewer. */
import { hash, timingSafeEqual } from 'node:crypto';
import type { Jwt } from './jwt.ts';
import type { Viewer } from './viewer.ts';

/** Why somebody is not known, in a few words that never grow; `keys`: those that sign JWTs cannot be had. */
export const unauthenticatedReasons = ['missing', 'malformed', 'unknown', 'expired', 'jwt', 'keys'] as const;
export type UnauthenticatedReason = (typeof unauthenticatedReasons)[number];

/** Somebody who is not known. The caller is not told why, or the answer would help to guess. */
export class Unauthenticated {
  /** For the log, without the credential. */
  readonly because: string;
  /** Whether it may be the gateway's fault: nobody could be told apart. */
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

/**
 * Answers who sent an `Authorization` header: at once, but for a JWT that is seen for the first time. Verifying one is dear, so that
 * `mayVerify` is asked before; without its consent the answer is `tooManyJwts`.
 */
export type Authenticate = (
  authorization: string | undefined,
  mayVerify?: () => boolean,
) => Authenticated | Promise<Authenticated>;

/** A bearer token of which only the hash is kept. */
export interface KnownToken {
  /** SHA-256, in hexadecimal digits. */
  readonly hash: string;
  readonly viewer: Viewer;
  /** In milliseconds; never where it is left out. */
  readonly expiresAt?: number | undefined;
}

export interface Token {
  readonly token: string;
  readonly viewer: Viewer;
}

export const hashOf = (token: string): string => hash('sha256', token, 'hex');

/** Knows who sends one of these tokens. */
export const bearerTokens = (tokens: readonly Token[]): Authenticate =>
  authenticator(tokens.map(({ token, viewer }) => ({ hash: hashOf(token), viewer })));

/**
 * Knows who sends one of these tokens, or a JWT. A header that has not come before is compared with every token, in constant time, so
 * that the time taken tells nothing. One that has is found by its hash, whose seed nobody knows: it cannot be guessed piece by piece.
 */
export function authenticator(tokens: readonly KnownToken[], jwt: Jwt | null = null): Authenticate {
  const known = tokens.map((token) => ({ ...token, bytes: Buffer.from(token.hash, 'hex') }));
  const usual = new Map<string, KnownToken>();

  return (authorization, mayVerify = () => true) => {
    const met = authorization === undefined ? undefined : usual.get(authorization);
    if (met) return ownerOf(met);
    const presented = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (presented === undefined) return authorization === undefined ? noToken : noBearer;
    const presentedHash = hashOf(presented);
    const remembered = jwt?.remembered(presentedHash);
    if (remembered) return remembered;

    const bytes = Buffer.from(presentedHash, 'hex');
    let found: KnownToken | undefined;
    for (const each of known) if (timingSafeEqual(each.bytes, bytes)) found = each;
    if (!found) {
      if (!jwt || !isJwt.test(presented)) return unknownToken;
      return mayVerify() ? jwt.verify(presented, presentedHash) : tooManyJwts;
    }
    // As nearly everybody writes it; in all its spellings it would be without end.
    if (authorization === `Bearer ${presented}`) usual.set(authorization, found);
    return ownerOf(found);
  };
}

const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;

const noToken = new Unauthenticated('there is no Authorization header', 'missing');
const noBearer = new Unauthenticated('the Authorization header is not "Bearer" and a token', 'malformed');
const unknownToken = new Unauthenticated('the token is not known');

/** Nothing is wrong with the token as far as is known; it has to come again. */
export const tooManyJwts = new Unauthenticated('too many JWTs are being verified');

function ownerOf({ viewer, expiresAt = Infinity }: KnownToken): Authenticated {
  if (Date.now() < expiresAt) return viewer;
  return new Unauthenticated(`the token of ${viewer.name} expired at ${new Date(expiresAt).toISOString()}`, 'expired');
}
