/** Combines the credentials of file and environment. Messages name variables, never their values. */
import { DEFAULT, type Credential } from '../whmcs/credentials.ts';
import type { CredentialSettings, SecretSource } from './credentials.ts';

export interface Resolved {
  /** The commands that the environment's credential may send; undefined for all. */
  readonly allow: readonly string[] | undefined;
  /** The credentials of the file. */
  readonly credentials: readonly Credential[];
  readonly problems: readonly string[];
}

/** The environment variables that the file names. */
export const variablesOf = (settings: readonly CredentialSettings[]): string[] =>
  settings.flatMap(({ identifier, secret }) =>
    [identifier, secret].flatMap((given) => (given && 'variable' in given ? [given.variable] : [])),
  );

/** Replaces the names of variables with their values. */
export function resolveCredentials(
  settings: readonly CredentialSettings[],
  environment: Readonly<Record<string, string>>,
): Resolved {
  const problems: string[] = [];
  const valueOf = (given: SecretSource | undefined, path: string): string => {
    if (!given || 'value' in given) return given?.value ?? '';
    const value = environment[given.variable];
    if (value === undefined) problems.push(`${path} names the variable ${given.variable}, which is not set`);
    return value ?? '';
  };
  const owners = new Map([[environment['WHMCS_IDENTIFIER'], 'WHMCS_IDENTIFIER']]);
  const credentials = settings.flatMap(({ name, identifier: id, secret, allow }, index): Credential[] => {
    if (name === DEFAULT) return [];
    const path = `credentials[${index}]`;
    const identifier = valueOf(id, `${path}.identifier`);
    const owner = owners.get(identifier);
    // An identifier has one API role in WHMCS: a second name for it would not narrow its permissions.
    if (owner !== undefined && identifier !== '') problems.push(`${path}.identifier is the same as ${owner}`);
    owners.set(identifier, `${path}.identifier`);
    return [{ name, identifier, secret: valueOf(secret, `${path}.secret`), allow }];
  });
  return { allow: settings.find(({ name }) => name === DEFAULT)?.allow, credentials, problems };
}
