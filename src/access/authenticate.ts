/** From a request's credential to its viewer. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Viewer } from './viewer.ts';

export interface Token {
  readonly token: string;
  readonly viewer: Viewer;
}

/** Answers the viewer behind an `Authorization` header, or null. */
export type Authenticate = (authorization: string | null | undefined) => Viewer | null;

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Static bearer tokens. Every token is compared, in constant time, so that the time taken tells nothing. */
export function bearerTokens(tokens: readonly Token[]): Authenticate {
  const known = tokens.map(({ token, viewer }) => ({ digest: digest(token), viewer }));
  return (authorization) => {
    const presented = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (presented === undefined) return null;
    const hash = digest(presented);
    let found: Viewer | null = null;
    for (const each of known) if (timingSafeEqual(each.digest, hash)) found = each.viewer;
    return found;
  };
}
