/** All viewers that a configuration names. */
import { authenticator, hashOf, type Authenticate, type KnownToken } from './authenticate.ts';
import { jwt, type JwtOptions } from './jwt.ts';
import { configured, staff, type ViewerDescription } from './viewer.ts';

/** A viewer that the configuration describes, with its token. */
export interface ConfiguredViewer extends Omit<ViewerDescription, 'clients' | 'group'> {
  readonly token: {
    readonly hash: string;
    /** Whether the file contains the token itself. */ readonly isPlain: boolean;
  };
  readonly clients?: { readonly ids: readonly number[]; readonly group?: number | undefined } | undefined;
  /** In milliseconds; it never expires by default. */
  readonly expires?: number | undefined;
}

/** The callers that are authenticated. */
export interface AccessConfig {
  /** GATEWAY_STAFF_TOKENS. */
  readonly staffTokens: readonly string[];
  readonly viewers: readonly ConfiguredViewer[];
  readonly jwt: JwtOptions | null;
}

export interface Directory {
  readonly authenticate: Authenticate;
  /** The client groups whose members a viewer sees. */
  readonly groups: readonly number[];
  /** What an operator should correct, although it works. */
  readonly warnings: readonly string[];
}

export function directory({ staffTokens, viewers, jwt: jwtOptions }: AccessConfig): Directory {
  const tokens: KnownToken[] = [
    // These tokens have no names; their index identifies them in the log.
    ...staffTokens.map((token, index) => ({ hash: hashOf(token), viewer: staff(`staff-${index + 1}`) })),
    ...viewers.map(({ token, expires, name, role, clients, allow }) => ({
      hash: token.hash,
      expiresAt: expires,
      viewer: configured({ name, role, clients: clients?.ids, group: clients?.group, allow }),
    })),
  ];
  return {
    authenticate: authenticator(tokens, jwtOptions && jwt(jwtOptions)),
    groups: [...new Set(viewers.flatMap(({ clients }) => clients?.group ?? []))],
    warnings: viewers.flatMap(warningsOf),
  };
}

function warningsOf({ name, token, expires = Infinity }: ConfiguredViewer, index: number): string[] {
  const subject = `viewers[${index}].token, that of ${name},`;
  return [
    ...(token.isPlain ? [`${subject} is in plain text; use "sha256:" and its SHA-256 instead`] : []),
    ...(Date.now() < expires ? [] : [`${subject} expired at ${new Date(expires).toISOString()}`]),
  ];
}
