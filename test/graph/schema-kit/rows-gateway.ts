/**
 * A gateway whose graph has the rows of `declarations/rows.ts` as well. It is a process of its own, because whatever is declared stays
 * in the graph of its process. Its argument is the WHMCS that it asks; it prints its address, and ends with its standard input.
 */
import './declarations/rows.ts';
import { z } from 'zod';
import { bearerTokens } from '../../../src/access/authenticate.ts';
import { restricted, staff } from '../../../src/access/viewer.ts';
import { startGateway } from '../../../src/gateway/gateway.ts';
import { createLog } from '../../../src/gateway/observe/log.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';

const { url, ...credential } = z
  .object({ url: z.string(), identifier: z.string(), secret: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''));

const gateway = await startGateway({
  listen: { host: '127.0.0.1', port: 0 },
  authenticate: bearerTokens([
    { token: 'staff', viewer: staff('staff') },
    { token: 'partner', viewer: restricted('partner', 'PARTNER', [1, 2]) },
    { token: 'client', viewer: restricted('client', 'CLIENT', [1]) },
  ]),
  journal: memoryJournal(),
  sharedCache: false,
  log: createLog({ level: 'error', secrets: [] }),
  whmcs: {
    url: new URL(`${url}/includes/api.php`),
    ...credential,
    timezone: 'UTC',
    maxConcurrency: 4,
    timeoutMs: 600_000,
    writeTimeoutMs: 600_000,
  },
});
process.stdout.write(`${gateway.url}\n`);
process.stdin.resume().once('end', () => void gateway.close());
