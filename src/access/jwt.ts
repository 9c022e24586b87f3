/** Verifies JWTs of an identity provider. Verification costs more than a cached response, so verified tokens are remembered. */
import type * as Jose from 'jose';
import type { FetchImplementation, JWTPayload, JWTVerifyGetKey } from 'jose';
import { boundedStore, ENTRY_BYTES, textBytes } from '../whmcs/cache/bounded-store.ts';
import { monotonic } from '../monotonic.ts';
import { Unauthenticated, type Authenticated } from './authenticated.ts';
import { viewerOf, type ClaimOptions } from './claims.ts';
import type { Viewer } from './viewer.ts';

export interface Jwt {
  /** The viewer of a token that was verified before, by its hash, until the token expires. */
  remembered(hash: string): Viewer | undefined;
  verify(token: string, hash: string): Promise<Authenticated>;
}

/** Which JWTs are accepted. */
export interface JwtOptions extends ClaimOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: URL;
  readonly algorithms: string[];
  readonly clockSkewSeconds: number;
}

interface Verified {
  readonly viewer: Viewer;
  readonly expiresAt: number;
}

/** Of remembered tokens. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Memory of a viewer, and of each client that it sees: in a list and in a set. */
const VIEWER_BYTES = 500;
const CLIENT_BYTES = 50;

/** After a request for the keys, successful or not, none is sent for this long. */
const KEYS_AGAIN_MS = 5_000;
/** After the keys were loaded, a token with an unknown key does not load them again for this long. */
const UNKNOWN_KEY_MS = 30_000;
/** The maximum age of the keys. */
const KEYS_MAX_AGE_MS = 600_000;

let loading: Promise<typeof Jose> | undefined;

/** Loaded only where JWTs are configured: it has many files, for which a start would wait. */
const jose = (): Promise<typeof Jose> => (loading ??= import('jose'));

/** @param options which JWTs are accepted, and the address of their keys; the keys are loaded again when a token has an unknown one */
export function jwt(options: JwtOptions): Jwt {
  const { issuer, audience, algorithms, clockSkewSeconds, claims } = options;
  const keys = keysOf(options.jwksUrl);
  void jose();
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
      const library = await jose();
      let payload: JWTPayload;
      try {
        ({ payload } = await library.jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms,
          clockTolerance: clockSkewSeconds,
          requiredClaims: ['exp', claims.name],
        }));
      } catch (error) {
        return unauthenticatedBy(error, library);
      }
      const viewer = viewerOf(payload, options);
      if (viewer instanceof Unauthenticated) return viewer;
      known.set(hash, { viewer, expiresAt: ((payload.exp ?? 0) + clockSkewSeconds) * 1000 });
      return viewer;
    },
  };
}

/** What is wrong with a token, by jose's code. */
const faults: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'the JWT has expired',
  ERR_JWT_INVALID: 'the token is not a readable JWT',
  ERR_JWS_INVALID: 'the token is not a readable JWT',
  ERR_JOSE_NOT_SUPPORTED: 'the JWT uses a feature that is not supported',
  ERR_JOSE_ALG_NOT_ALLOWED: 'the JWT is signed by an algorithm that jwt.algorithms does not list',
  ERR_JWKS_NO_MATCHING_KEY: 'the JWT is signed by a key that jwt.jwksUrl does not have',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'the JWT does not say which of the keys of jwt.jwksUrl signed it',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'the signature of the JWT is wrong',
};

/** Says what is wrong without repeating the token. An error that is not about the token is a failure to load the keys. */
function unauthenticatedBy(error: unknown, { errors }: typeof Jose): Unauthenticated {
  if (error instanceof errors.JWTClaimValidationFailed)
    return new Unauthenticated(
      `the claim "${error.claim}" of the JWT is ${error.reason === 'missing' ? 'missing' : 'wrong'}`,
      'jwt',
    );
  const fault = error instanceof errors.JOSEError ? faults[error.code] : undefined;
  return fault === undefined
    ? new Unauthenticated(`the keys of jwt.jwksUrl cannot be loaded: ${reasonOf(error)}`, 'keys')
    : new Unauthenticated(fault, fault === faults['ERR_JWT_EXPIRED'] ? 'expired' : 'jwt');
}

/** The message of fetch is "fetch failed"; the reason is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}

/** jose measures the age of keys by the wall clock, which may be set back. So jose keeps them for ever, and their age is measured here. */
function keysOf(url: URL): JWTVerifyGetKey {
  const never = { cacheMaxAge: Infinity, cooldownDuration: Infinity };
  let remote: ReturnType<typeof Jose.createRemoteJWKSet> | undefined;
  let loadedOn = -Infinity;
  return async (header, token) => {
    const { createRemoteJWKSet, customFetch, errors } = await jose();
    const keys = (remote ??= createRemoteJWKSet(url, { ...never, [customFetch]: rateLimited(fetch) }));
    const load = async (): Promise<void> => {
      await keys.reload();
      loadedOn = monotonic();
    };
    if (monotonic() - loadedOn >= KEYS_MAX_AGE_MS) await load();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || monotonic() - loadedOn < UNKNOWN_KEY_MS) throw error;
      await load();
      return keys(header, token);
    }
  };
}

/** Limits the rate of requests: callers that send tokens of unknown keys must not cause a request each. */
function rateLimited(get: FetchImplementation): FetchImplementation {
  let requestedOn = -Infinity;
  return async (url, options) => {
    if (monotonic() - requestedOn < KEYS_AGAIN_MS) throw new Error('they were requested a moment ago');
    requestedOn = monotonic();
    return get(url, options);
  };
}
