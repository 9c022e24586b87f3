/** Who may ask, by the configuration as it was last read without a mistake. */
import { isDeepStrictEqual } from 'node:util';
import type { Authenticate } from '../access/authenticate.ts';
import { directory, type Directory } from '../access/directory.ts';
import type { Config } from '../config/index.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Log } from '../gateway/observe/log.ts';

export interface Access {
  readonly authenticate: Authenticate;
  /** The client groups whose members somebody sees. */
  groups(): readonly number[];
  /** Reads again. Requests under way go on as who they were; where anything is wrong, everything stays as it is. */
  reload(): void;
}

/**
 * What is not taken over by a gateway that runs. A credential's secret stands in the environment, which cannot change, and all answers
 * in memory are of one distribution of commands.
 */
const waiting: readonly { readonly name: string; of(config: Config): unknown }[] = [
  { name: 'limits', of: ({ limits }) => limits },
  { name: 'credentials', of: ({ whmcs: { allow, credentials } }) => ({ allow, credentials }) },
];

/**
 * @param read reads the configuration again
 * @throws ConfigError
 */
export function accessOf(config: Config, read: () => Config, log: Log): Access {
  const entered = (next: Directory): Directory => {
    for (const warning of next.warnings) log.warn(warning);
    return next;
  };
  let current = entered(directory(config));

  return {
    authenticate: (authorization, mayVerify) => current.authenticate(authorization, mayVerify),
    groups: () => current.groups,
    reload() {
      try {
        const next = read();
        current = entered(directory(next));
        log.info({ viewers: next.viewers.length, jwt: next.jwt !== null }, 'the configuration was read again');
        for (const part of waiting)
          if (!isDeepStrictEqual(part.of(next), part.of(config)))
            log.warn(`the configuration has other ${part.name} than at the start: they hold from the next start on`);
      } catch (error) {
        // Whatever it is, a gateway that runs must not end by being told to read a file.
        const what = error instanceof ConfigError ? { problems: error.problems } : { err: error };
        log.error(what, 'the configuration cannot be read again: the viewers stay as they were');
      }
    },
  };
}
