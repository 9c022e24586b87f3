/** JWTs of an identity provider. A check costs more than a warm answer, so that who has passed one is remembered. */
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type FetchImplementation,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { boundedStore, ENTRY_BYTES, textBytes } from '../whmcs/cache/bounded-store.ts';
import type { JwtSettings } from '../config/jwt.ts';
import { monotonic } from '../monotonic.ts';
import { Unauthenticated, type Authenticated } from './authenticate.ts';
import { viewerOf } from './claims.ts';
import type { Viewer } from './viewer.ts';

export interface Jwt {
  /** Who was verified by the token with this hash, as long as it has not expired. */
  remembered(hash: string): Viewer | undefined;
  verify(token: string, hash: string): Promise<Authenticated>;
}

interface Verified {
  readonly viewer: Viewer;
  readonly expiresAt: number;
}

/** Of remembered tokens. */
const MOST_BYTES = 32 * 1024 * 1024;

/** A viewer, and each client that they see: in a list and in a set. */
const VIEWER_BYTES = 500;
const CLIENT_BYTES = 50;

/** For so long the keys are not asked for again, whether or not they came. */
const KEYS_AGAIN_MS = 5_000;
/** For so long, once they came, they are not asked for again because a token is signed by one that is not among them. */
const UNKNOWN_KEY_MS = 30_000;
/** How old the keys may be. */
const KEYS_MAX_AGE_MS = 600_000;

/** @param settings whose tokens are believed: by the keys of `jwksUrl`, which are fetched again when an unknown one signs */
export function jwt(settings: JwtSettings): Jwt {
  const { issuer, audience, algorithms, clockSkewSeconds, claims } = settings;
  const keys = keysOf(settings.jwksUrl);
  const known = boundedStore<string, Verified>({
    name: 'tokens',
    maxBytes: MOST_BYTES,
    bytesOf: ({ viewer }, hash) =>
      ENTRY_BYTES +
      VIEWER_BYTES +
      textBytes(hash) +
      textBytes(viewer.name) +
      CLIENT_BYTES * (viewer.clients?.length ?? 0),
  });

  return {
    remembered(hash) {
      const verified = known.get(hash);
      return verified && Date.now() < verified.expiresAt ? verified.viewer : undefined;
    },
    async verify(token, hash) {
      let payload: JWTPayload;
      try {
        ({ payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms,
          clockTolerance: clockSkewSeconds,
          requiredClaims: ['exp', claims.name],
        }));
      } catch (error) {
        return strangerFor(error);
      }
      const viewer = viewerOf(payload, settings);
      if (viewer instanceof Unauthenticated) return viewer;
      known.set(hash, { viewer, expiresAt: ((payload.exp ?? 0) + clockSkewSeconds) * 1000 });
      return viewer;
    },
  };
}

/** What may be wrong with a token, by jose's code. */
const faults: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'the JWT has expired',
  ERR_JWT_INVALID: 'the token is no JWT that can be read',
  ERR_JWS_INVALID: 'the token is no JWT that can be read',
  ERR_JOSE_NOT_SUPPORTED: 'the JWT asks for something that is not supported',
  ERR_JOSE_ALG_NOT_ALLOWED: 'the JWT is signed by an algorithm that jwt.algorithms does not have',
  ERR_JWKS_NO_MATCHING_KEY: 'the JWT is signed by a key that jwt.jwksUrl does not have',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'the JWT does not say which of the keys of jwt.jwksUrl has signed it',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'the signature of the JWT is wrong',
};

/** Says what was wrong; what stands in the token is not repeated. What is no fault of a token is one of the way to the keys. */
function strangerFor(error: unknown): Unauthenticated {
  if (error instanceof errors.JWTClaimValidationFailed)
    return new Unauthenticated(
      `the claim "${error.claim}" of the JWT is ${error.reason === 'missing' ? 'missing' : 'wrong'}`,
      'jwt',
    );
  const fault = error instanceof errors.JOSEError ? faults[error.code] : undefined;
  return fault === undefined
    ? new Unauthenticated(`the keys of jwt.jwksUrl cannot be had: ${reasonOf(error)}`, 'keys')
    : new Unauthenticated(fault, fault === faults['ERR_JWT_EXPIRED'] ? 'expired' : 'jwt');
}

/** fetch says "fetch failed", and beneath it why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}

/** jose counts the age of keys by the wall clock, which may be set back: it is told to keep them, and their age is counted here. */
function keysOf(url: URL): JWTVerifyGetKey {
  const never = { cacheMaxAge: Infinity, cooldownDuration: Infinity };
  const keys = createRemoteJWKSet(url, { ...never, [customFetch]: withRests(fetch) });
  let cameOn = -Infinity;
  const fetched = async (): Promise<void> => {
    await keys.reload();
    cameOn = monotonic();
  };
  return async (header, token) => {
    if (monotonic() - cameOn >= KEYS_MAX_AGE_MS) await fetched();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || monotonic() - cameOn < UNKNOWN_KEY_MS) throw error;
      await fetched();
      return keys(header, token);
    }
  };
}

/** Fetches no more often than now and then: whoever sends tokens of unknown keys must not make us knock without end. */
function withRests(get: FetchImplementation): FetchImplementation {
  let askedOn = -Infinity;
  return async (url, options) => {
    if (monotonic() - askedOn < KEYS_AGAIN_MS) throw new Error('they were asked for a moment ago');
    askedOn = monotonic();
    return get(url, options);
  };
}
