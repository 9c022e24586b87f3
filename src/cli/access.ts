/** Authentication by the last valid configuration. */
import { isDeepStrictEqual } from 'node:util';
import type { Authenticate } from '../access/authenticate.ts';
import { directory, type Directory } from '../access/directory.ts';
import type { Config } from '../config/index.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Log } from '../gateway/observe/log.ts';

export interface Access {
  readonly authenticate: Authenticate;
  /** The client groups whose members a viewer sees. */
  groups(): readonly number[];
  /** Reloads the configuration. Active requests keep their viewer; if the configuration is invalid, nothing changes. */
  reload(): void;
}

/**
 * The parts that need a restart. The secrets of credentials are in the environment, which cannot change, and cached answers depend on which
 * credential reads what.
 */
const restartParts: readonly { readonly name: string; of(config: Config): unknown }[] = [
  { name: 'limits', of: ({ limits }) => limits },
  { name: 'credentials', of: ({ whmcs: { allow, credentials } }) => ({ allow, credentials }) },
];

/**
 * @param read reads the configuration again
 * @throws ConfigError
 */
export function accessOf(config: Config, read: () => Config, log: Log): Access {
  const checked = (next: Directory): Directory => {
    for (const warning of next.warnings) log.warn(warning);
    return next;
  };
  let current = checked(directory(config));

  return {
    authenticate: (authorization, mayVerify) => current.authenticate(authorization, mayVerify),
    groups: () => current.groups,
    reload() {
      try {
        const next = read();
        current = checked(directory(next));
        log.info({ viewers: next.viewers.length, jwt: next.jwt !== null }, 'configuration reloaded');
        for (const part of restartParts)
          if (!isDeepStrictEqual(part.of(next), part.of(config)))
            log.warn({ part: part.name }, 'configuration change needs a restart');
      } catch (error) {
        // No error of a reload may end a running gateway.
        const details = error instanceof ConfigError ? { problems: error.problems } : { err: error };
        log.error(details, 'configuration reload failed: viewers unchanged');
      }
    },
  };
}
