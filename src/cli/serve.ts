/** serve: a gateway over the WHMCS that the environment names. */
import { readConfig, type Environment } from '../config.ts';
import { createLog } from '../gateway/log.ts';
import { accessOf } from './access.ts';
import { secretsOf, sharesOf, warningsOf } from './credentials.ts';
import type { Ending } from './exit-codes.ts';
import { journalOf } from './journal.ts';
import { operations } from './package-files.ts';
import { start, untilSignalled } from './run-gateway.ts';
import { reading, tabsOf } from './tabs.ts';

/**
 * Runs until it is told to end.
 *
 * @throws ConfigError, ListenError
 */
export async function serve(environment: Environment): Promise<Ending> {
  const config = readConfig(environment);
  const log = createLog({ level: config.logLevel, secrets: secretsOf(config) });
  for (const warning of warningsOf(sharesOf(config.whmcs))) log.warn(warning);
  const access = accessOf(config, () => readConfig(environment), log);
  const documents = operations();
  const gateway = await start({
    whmcs: config.whmcs,
    listen: config.listen,
    authenticate: access.authenticate,
    journal: await journalOf(config, log),
    groups: () => access.groups(),
    sharedCache: config.sharedCache,
    limits: config.limits,
    log,
    knownOperations: [...documents.keys()],
    origins: config.origins,
    corsHeaders: config.corsHeaders,
    graphiql: config.graphiql && { tabs: tabsOf(reading, documents) },
  });
  // Without a file there is nothing to read again, and a terminal that closes may end the process as ever.
  if (environment['GATEWAY_CONFIG']?.trim()) {
    process.on('SIGHUP', () => {
      access.reload();
      gateway.renewGroups();
    });
  }
  log.info({ url: `${gateway.url}/graphql`, whmcs: config.whmcs.url.href }, 'listening');
  const ending = await untilSignalled(
    () => gateway.close(),
    (signal) => log.info({ signal }, 'ending: requests under way finish first'),
  );
  if (ending === 'cutOff') log.error('something was still under way: whether its writes happened is not known');
  log.info('ended');
  return ending;
}
