/** The credentials of file and environment together. Messages name variables, never what stands in them. */
import { DEFAULT, type Credential } from '../whmcs/credentials.ts';
import type { CredentialSettings, Given } from './credentials.ts';

export interface Resolved {
  /** What the environment's credential may send; everything where it is left out. */
  readonly allow: readonly string[] | undefined;
  /** Those of the file. */
  readonly credentials: readonly Credential[];
  readonly problems: readonly string[];
}

/** The variables that the file names. */
export const variablesOf = (settings: readonly CredentialSettings[]): string[] =>
  settings.flatMap(({ identifier, secret }) =>
    [identifier, secret].flatMap((given) => (given && 'variable' in given ? [given.variable] : [])),
  );

/** Puts the values of variables in the place of their names. */
export function resolveCredentials(
  settings: readonly CredentialSettings[],
  environment: Readonly<Record<string, string>>,
): Resolved {
  const problems: string[] = [];
  const valueOf = (given: Given | undefined, path: string): string => {
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
    // WHMCS knows one API role behind an identifier: under another name it is no narrower.
    if (owner !== undefined && identifier !== '') problems.push(`${path}.identifier is the same as ${owner}`);
    owners.set(identifier, `${path}.identifier`);
    return [{ name, identifier, secret: valueOf(secret, `${path}.secret`), allow }];
  });
  return { allow: settings.find(({ name }) => name === DEFAULT)?.allow, credentials, problems };
}
