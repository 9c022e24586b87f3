/** Everybody whom the configuration knows, as it stands at one moment. */
import { ConfigError } from '../config/config-error.ts';
import type { JwtSettings } from '../config/jwt.ts';
import type { ViewerSettings } from '../config/viewers.ts';
import { authenticator, hashOf, type Authenticate, type KnownToken } from './authenticate.ts';
import { jwt } from './jwt.ts';
import { configured, staff } from './viewer.ts';

/** Who may ask. */
export interface AccessConfig {
  /** GATEWAY_STAFF_TOKENS. */
  readonly staffTokens: readonly string[];
  readonly viewers: readonly ViewerSettings[];
  readonly jwt: JwtSettings | null;
}

export interface Directory {
  readonly authenticate: Authenticate;
  /** The client groups whose members somebody sees. */
  readonly groups: readonly number[];
  /** What an operator should mend, although it works. */
  readonly warnings: readonly string[];
}

/** @throws ConfigError where a viewer would see more or less than was meant */
export function directory({ staffTokens, viewers, jwt: believed }: AccessConfig): Directory {
  const problems = sharedTokens(staffTokens, viewers);
  if (problems.length > 0) throw new ConfigError(problems);
  const tokens: KnownToken[] = [
    // They have no names; their order tells the log who asked.
    ...staffTokens.map((token, index) => ({ hash: hashOf(token), viewer: staff(`staff-${index + 1}`) })),
    ...viewers.map(({ token, expires, name, role, clients, allow }) => ({
      hash: token.hash,
      expiresAt: expires,
      viewer: configured({ name, role, clients: clients?.ids, group: clients?.group, allow }),
    })),
  ];
  return {
    authenticate: authenticator(tokens, believed && jwt(believed)),
    groups: [...new Set(viewers.flatMap(({ clients }) => clients?.group ?? []))],
    warnings: viewers.flatMap(warningsOf),
  };
}

function sharedTokens(staffTokens: readonly string[], viewers: readonly ViewerSettings[]): string[] {
  const ofStaff = new Set(staffTokens.map(hashOf));
  return viewers.flatMap(({ token }, index) =>
    ofStaff.has(token.hash) ? [`viewers[${index}].token stands in GATEWAY_STAFF_TOKENS as well`] : [],
  );
}

function warningsOf({ name, token, expires = Infinity }: ViewerSettings, index: number): string[] {
  const who = `viewers[${index}].token, that of ${name},`;
  return [
    ...(token.isPlain ? [`${who} stands there in plain text; put "sha256:" and its SHA-256 there instead`] : []),
    ...(Date.now() < expires ? [] : [`${who} expired at ${new Date(expires).toISOString()}`]),
  ];
}
