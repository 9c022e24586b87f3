/** A process with only a gateway, as `npm start` starts it: it logs each operation, to nowhere. */
import { devNull } from 'node:os';
import { pino } from 'pino';
import { bearerTokens } from '../../src/access/authenticate.ts';
import { restricted, staff } from '../../src/access/viewer.ts';
import { startGateway } from '../../src/gateway/gateway.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { demoCredential } from '../../src/simulator/options.ts';
import { measuredGateway } from './measured.ts';

measuredGateway(async ({ whmcs, concurrency }) => {
  const gateway = await startGateway({
    whmcs: {
      url: new URL(`${whmcs}/includes/api.php`),
      ...demoCredential,
      timezone: 'UTC',
      maxConcurrency: concurrency,
      timeoutMs: 15_000,
      writeTimeoutMs: 180_000,
    },
    listen: { host: '127.0.0.1', port: 0 },
    authenticate: bearerTokens([
      { token: 'staff', viewer: staff('staff') },
      { token: 'partner', viewer: restricted('partner', 'PARTNER', [1, 2, 3, 4, 5]) },
      { token: 'client', viewer: restricted('client', 'CLIENT', [1]) },
    ]),
    journal: memoryJournal(),
    sharedCache: true,
    log: createLog(
      { level: 'info', secrets: [demoCredential.secret] },
      pino.destination({ dest: devNull, sync: true }),
    ),
  });
  return `${gateway.url}/graphql`;
});
