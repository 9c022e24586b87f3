/** serve: a gateway over the WHMCS that the environment names. */
import { bearerTokens } from '../access/authenticate.ts';
import { staff } from '../access/viewer.ts';
import { readConfig, type Environment } from '../config.ts';
import { createLog } from '../gateway/log.ts';
import type { Ending } from './exit-codes.ts';
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
  const log = createLog({
    level: config.logLevel,
    secrets: [config.whmcs.secret, config.whmcs.identifier, config.whmcs.accessKey, ...config.staffTokens],
  });
  const documents = operations();
  const gateway = await start({
    whmcs: config.whmcs,
    listen: config.listen,
    // Tokens have no names yet; their order tells the log who asked.
    authenticate: bearerTokens(
      config.staffTokens.map((token, index) => ({ token, viewer: staff(`staff-${index + 1}`) })),
    ),
    sharedCache: config.sharedCache,
    log,
    knownOperations: [...documents.keys()],
    graphiql: { tabs: tabsOf(reading, documents) },
  });
  log.info({ url: `${gateway.url}/graphql`, whmcs: config.whmcs.url.href }, 'listening');
  const ending = await untilSignalled(
    () => gateway.close(),
    (signal) => log.info({ signal }, 'ending: requests under way finish first'),
  );
  log.info('ended');
  return ending;
}
