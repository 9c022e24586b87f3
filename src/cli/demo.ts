/** demo: a simulated WHMCS and a gateway over it, ready to be played with. */
import { bearerTokens } from '../access/authenticate.ts';
import { restricted, staff } from '../access/viewer.ts';
import { readListenConfig, type Environment } from '../config.ts';
import { createLog } from '../gateway/log.ts';
import { memoryJournal } from '../journal/memory.ts';
import { startSimulator } from '../simulator/index.ts';
import type { Ending } from './exit-codes.ts';
import { operations } from './package-files.ts';
import { start, untilSignalled } from './run-gateway.ts';
import { reading, tabsOf, writing } from './tabs.ts';

const demoTokens = [
  { token: 'demo-staff', viewer: staff('demo-staff'), says: 'staff: sees and does everything' },
  {
    token: 'demo-partner',
    viewer: restricted('demo-partner', 'PARTNER', [1, 2, 3, 4, 5]),
    says: 'a partner: sees clients 1 to 5',
  },
  { token: 'demo-client', viewer: restricted('demo-client', 'CLIENT', [1]), says: 'a client: sees client 1' },
];

/**
 * Runs until it is told to end.
 *
 * @param say prints a line for the one who plays
 * @throws ConfigError, ListenError
 */
export async function demo(environment: Environment, say: (line: string) => void): Promise<Ending> {
  const listen = readListenConfig(environment);
  const documents = operations();
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
      // Its WHMCS forgets as well.
      journal: memoryJournal(),
      sharedCache: true,
      // The lines below should stay in sight.
      log: createLog({ level: 'warn', secrets: [] }),
      knownOperations: [...documents.keys()],
      graphiql: {
        title: 'WHMCS gateway: demo',
        authorization: 'Bearer demo-staff',
        tabs: tabsOf([...reading, ...writing], documents),
      },
    });
    say(`GraphiQL   ${gateway.url}/graphql`);
    say(`WHMCS      ${simulator.url} (simulated)`);
    for (const { token, says } of demoTokens) say(`Token      ${token.padEnd(12)}  ${says}`);
    say('Ctrl-C ends it.');
    return await untilSignalled(
      () => gateway.close(),
      () => undefined,
    );
  } finally {
    await simulator.close();
  }
}
