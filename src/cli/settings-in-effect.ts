/** The settings in effect, for the first line of the log. Fields are chosen one by one: no identifier, secret or token is among them. */
import type { Config } from '../config/index.ts';
import { allCredentials } from '../whmcs/credentials.ts';

export const settingsInEffect = (config: Config) => ({
  whmcs: {
    timezone: config.whmcs.timezone,
    dateFormat: config.whmcs.dateFormat,
    maxConcurrency: config.whmcs.maxConcurrency,
    timeoutMs: config.whmcs.timeoutMs,
    writeTimeoutMs: config.whmcs.writeTimeoutMs,
    accessKey: config.whmcs.accessKey === undefined ? 'none' : 'set',
    credentials: allCredentials(config.whmcs).map((credential) => ({
      name: credential.name,
      allow: credential.allow ?? 'everything',
    })),
  },
  staffTokens: config.staffTokens.length,
  viewers: config.viewers.length,
  secrets: config.secrets,
  jwt: config.jwt === null ? 'off' : { issuer: config.jwt.issuer, jwksUrl: config.jwt.jwksUrl.href },
  cache: config.sharedCache ? 'on' : 'off',
  graphiql: config.graphiql ? 'on' : 'off',
  origins: config.origins,
  journal: config.journal,
  metrics: config.metrics,
  customFields: config.customFields,
  selfService: config.selfService,
  customCommands: config.customCommands.map(({ name }) => name),
  drainSeconds: config.drainSeconds,
  limits: config.limits,
  logLevel: config.logLevel,
});
