/** serve: runs a gateway over the WHMCS that the environment names. */
import { readConfig, type Config, type Environment } from '../config/index.ts';
import { mutationNames, secretNames } from '../graph/schema.ts';
import { createLog } from '../gateway/observe/log.ts';
import { accessOf } from './access.ts';
import { secretsOf, sharesOf, warningsOf } from './credentials.ts';
import type { Ending } from './exit-codes.ts';
import { journalOf } from './journal.ts';
import { knownOperations } from './known-operations.ts';
import { operations, version } from './package-files.ts';
import { start, untilSignalled } from './run-gateway.ts';
import { settingsInEffect } from './settings-in-effect.ts';
import { reading, tabsOf } from './tabs.ts';
import { waitingRoom } from './waiting-room.ts';

/**
 * Runs until a signal stops it.
 *
 * @throws ConfigError, ListenError, HeldJournalError
 */
export async function serve(environment: Environment): Promise<Ending> {
  // Installed first: a SIGHUP during startup must not end the process.
  let reload = (): void => undefined;
  process.on('SIGHUP', () => reload());
  const read = () => readConfig(environment, 'required', mutationNames, secretNames);
  const config = read();
  const log = createLog({ level: config.logLevel, secrets: secretsOf(config) });
  for (const warning of warningsOf(sharesOf(config))) log.warn(warning);
  const access = accessOf(config, read, log);
  const documents = operations();
  const named = knownOperations(config.metrics, documents.keys());
  const gateway = await start({
    whmcs: config.whmcs,
    listen: config.listen,
    authenticate: access.authenticate,
    journal: await journalOf(config, log, () => waitingRoom(config.listen, log)),
    groups: () => access.groups(),
    sharedCache: config.sharedCache,
    customFields: config.customFields,
    selfService: config.selfService,
    secrets: config.secrets,
    customCommands: config.customCommands,
    limits: config.limits,
    log,
    knownOperations: named,
    metricsListen: metricsListenOf(config),
    version: version(),
    origins: config.origins,
    corsHeaders: config.corsHeaders,
    graphiql: config.graphiql && { tabs: tabsOf(reading, documents) },
  });
  reload = () => {
    if (!environment['GATEWAY_CONFIG']?.trim()) return log.info('SIGHUP ignored: no GATEWAY_CONFIG');
    access.reload();
    gateway.renewGroups();
  };
  log.info(
    {
      version: version(),
      node: process.version,
      url: `${gateway.url}/graphql`,
      metrics: `${gateway.metricsUrl}/metrics`,
      whmcs: config.whmcs.url.href,
      config: environment['GATEWAY_CONFIG']?.trim() || null,
      settings: settingsInEffect(config),
    },
    'listening',
  );
  const ending = await untilSignalled(
    () => gateway.close(),
    (signal) => log.info({ signal }, 'shutting down'),
    {
      ms: config.drainSeconds * 1000,
      begin() {
        gateway.drain();
        log.info({ drainSeconds: config.drainSeconds }, 'draining');
      },
    },
  );
  if (ending === 'cutOff') log.error('shut down with active operations: outcome of their writes unknown');
  log.info('stopped');
  return ending;
}

/** The separate listener for metrics, by default on the host of the main port. */
const metricsListenOf = ({ metrics: { port, host }, listen }: Config) =>
  port === undefined ? undefined : { host: host ?? listen.host, port };
