/** demo: a simulated WHMCS and a gateway for it. */
import { bearerTokens } from '../access/authenticate.ts';
import { readListenConfig, type Environment } from '../config/index.ts';
import { createLog } from '../gateway/observe/log.ts';
import { memoryJournal } from '../journal/memory.ts';
import { startSimulator } from '../simulator/index.ts';
import { demoRoles, demoTokens, sessionsOf } from './demo-roles.ts';
import { demoRoutes } from './demo-routes.ts';
import type { Ending } from './exit-codes.ts';
import { operations, version } from './package-files.ts';
import { start, untilSignalled } from './run-gateway.ts';

/**
 * Runs until a signal ends it.
 *
 * @param say prints a line
 * @throws ConfigError, ListenError
 */
export async function demo(environment: Environment, say: (line: string) => void): Promise<Ending> {
  const listen = readListenConfig(environment);
  const documents = operations();
  const sessions = sessionsOf(documents);
  const simulator = await startSimulator();
  const { identifier, secret } = simulator.credential;
  try {
    const gateway = await start({
      whmcs: {
        url: new URL(`${simulator.url}/includes/api.php`),
        identifier,
        secret,
        timezone: 'UTC',
        maxConcurrency: 4,
        timeoutMs: 15_000,
        writeTimeoutMs: 180_000,
      },
      listen,
      authenticate: bearerTokens(demoTokens),
      // The simulated WHMCS keeps nothing either.
      journal: memoryJournal(),
      sharedCache: true,
      // All custom fields of the simulated company may be shown.
      customFields: { clients: [4, 9], services: [12], tickets: [] },
      // Log lines would push the lines below out of sight.
      log: createLog({ level: 'warn', secrets: [] }),
      knownOperations: [...documents.keys()],
      version: version(),
      graphiql: { ...sessions['staff'], as: sessions },
      routes: demoRoutes({ url: simulator.url, identifier, secret }),
    });
    say(`Start      ${gateway.url}/`);
    say(`GraphiQL   ${gateway.url}/graphql`);
    say(`WHMCS      ${simulator.url} (simulated)`);
    for (const { name, token, says } of demoRoles) say(`Token      ${token.padEnd(12)}  ${name}: ${says}`);
    say('Ctrl-C ends it.');
    return await untilSignalled(
      () => gateway.close(),
      () => undefined,
    );
  } finally {
    await simulator.close();
  }
}
