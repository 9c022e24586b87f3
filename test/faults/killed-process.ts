/**
 * Many gateways in one process, each with a mutation that stops at a point of its own; the process kills itself once all have
 * stopped. A mutation that stops early stays stopped meanwhile, as if its gateway had been killed then. See killed.test.ts.
 */
import { z } from 'zod';
import { bearerTokens } from '../../src/access/authenticate.ts';
import { staff } from '../../src/access/viewer.ts';
import { startGateway } from '../../src/gateway/gateway.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { openJournal } from '../../src/journal/disk/open.ts';
import { demoCredential } from '../../src/simulator/options.ts';
import { prey, setTrap, trapped, type Prey } from './killed-traps.ts';

const preys = z.array(prey).parse(JSON.parse(process.argv[2] ?? ''));

const stopped = new Set<Prey>();
function stop(caught: Prey): Promise<never> {
  stopped.add(caught);
  console.log('stopped', caught.name);
  if (stopped.size === preys.length) process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

for (const trap of new Set(preys.map((each) => each.trap)))
  setTrap(
    trap,
    preys.filter((each) => each.trap === trap),
    stop,
  );

const onProblem = (problem: string): void => console.error(problem);
const log = createLog({ level: 'silent', secrets: [] });
const whmcs = { ...demoCredential, timezone: 'UTC', maxConcurrency: 4, timeoutMs: 60_000, writeTimeoutMs: 60_000 };

async function start(each: Prey): Promise<void> {
  const journal = await openJournal({ directory: each.directory, keepMs: 86_400_000, onProblem });
  const gateway = await startGateway({
    whmcs: { ...whmcs, url: new URL(each.url) },
    listen: { host: '127.0.0.1', port: 0 },
    authenticate: bearerTokens([{ token: 'staff', viewer: staff('staff') }]),
    sharedCache: true,
    journal: trapped(journal, each, () => stop(each)),
    log,
  });
  console.log('listening', each.name, gateway.url);
}

// Gateways that stop during startup keep nothing alive by themselves.
setInterval(() => undefined, 1_000);
await Promise.all(preys.map(start));
