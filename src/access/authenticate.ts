/** Authenticates a request: from its token to its viewer. */
import { hash, timingSafeEqual } from 'node:crypto';
import { Unauthenticated, type Authenticated } from './authenticated.ts';
import type { Jwt } from './jwt.ts';
import type { Viewer } from './viewer.ts';

export {
  Unauthenticated,
  unauthenticatedReasons,
  type Authenticated,
  type UnauthenticatedReason,
} from './authenticated.ts';

/**
 * Returns the viewer of an `Authorization` header: at once, except for a JWT that is new. Verifying a JWT is expensive, so `mayVerify` is
 * called first; if it returns false, the result is `tooManyJwts`.
 */
export type Authenticate = (
  authorization: string | undefined,
  mayVerify?: () => boolean,
) => Authenticated | Promise<Authenticated>;

/** A bearer token, of which only the hash is kept. */
export interface KnownToken {
  /** SHA-256, in hexadecimal digits. */
  readonly hash: string;
  readonly viewer: Viewer;
  /** In milliseconds; it never expires by default. */
  readonly expiresAt?: number | undefined;
}

export interface Token {
  readonly token: string;
  readonly viewer: Viewer;
}

export const hashOf = (token: string): string => hash('sha256', token, 'hex');

/** Authenticates these tokens. */
export const bearerTokens = (tokens: readonly Token[]): Authenticate =>
  authenticator(tokens.map(({ token, viewer }) => ({ hash: hashOf(token), viewer })));

/**
 * Authenticates these tokens and JWTs. A new header is compared with every token in constant time, so that the time reveals nothing. A
 * header that has come before is found by its hash in a map: a token cannot be guessed piece by piece.
 */
export function authenticator(tokens: readonly KnownToken[], jwt: Jwt | null = null): Authenticate {
  const comparable = tokens.map((token) => ({ ...token, bytes: Buffer.from(token.hash, 'hex') }));
  const seen = new Map<string, KnownToken>();

  return (authorization, mayVerify = () => true) => {
    const known = authorization === undefined ? undefined : seen.get(authorization);
    if (known) return viewerOf(known);
    const presented = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (presented === undefined) return authorization === undefined ? noToken : noBearer;
    const presentedHash = hashOf(presented);
    const remembered = jwt?.remembered(presentedHash);
    if (remembered) return remembered;

    const bytes = Buffer.from(presentedHash, 'hex');
    let found: KnownToken | undefined;
    for (const each of comparable) if (timingSafeEqual(each.bytes, bytes)) found = each;
    if (!found) {
      if (!jwt || !isJwt.test(presented)) return unknownToken;
      return mayVerify() ? jwt.verify(presented, presentedHash) : tooManyJwts;
    }
    // Only the usual spelling is remembered: there are endless others.
    if (authorization === `Bearer ${presented}`) seen.set(authorization, found);
    return viewerOf(found);
  };
}

const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;

const noToken = new Unauthenticated('there is no Authorization header', 'missing');
const noBearer = new Unauthenticated('the Authorization header is not "Bearer" and a token', 'malformed');
const unknownToken = new Unauthenticated('the token is not known');

/** The token may be valid; the caller must retry. */
export const tooManyJwts = new Unauthenticated('too many JWTs are being verified');

function viewerOf({ viewer, expiresAt = Infinity }: KnownToken): Authenticated {
  if (Date.now() < expiresAt) return viewer;
  return new Unauthenticated(`the token of ${viewer.name} expired at ${new Date(expiresAt).toISOString()}`, 'expired');
}
