import { directory, type AccessConfig } from '../../src/access/directory.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseConfigFile } from '../../src/config/parse-file.ts';
import { mutationNames } from '../../src/graph/schema.ts';
import { createLog, type Log } from '../../src/gateway/observe/log.ts';

/** The viewers and jwt sections of a configuration file. */
export function accessIn(file: string, staffTokens: readonly string[] = []): AccessConfig {
  const { settings, problems } = parseConfigFile(file, 'gateway.yaml', mutationNames);
  if (problems) throw new ConfigError(problems);
  return { staffTokens, viewers: settings.viewers, jwt: settings.jwt };
}

/** Authenticates by a configuration file. */
export const authenticateBy = (file: string, staffTokens?: readonly string[]) =>
  directory(accessIn(file, staffTokens)).authenticate;

export type LogLine = Readonly<Record<string, unknown>>;

/** A log and its lines. */
export function kept(): { log: Log; text: () => string; lines: (msg: string) => LogLine[] } {
  const written: string[] = [];
  const log = createLog({ level: 'info', secrets: [] }, { write: (line) => void written.push(line) });
  const text = () => written.join('');
  const lines = (msg: string) =>
    text()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine)
      .filter((line) => line['msg'] === msg);
  return { log, text, lines };
}
