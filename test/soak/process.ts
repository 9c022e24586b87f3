/** Runs many operations against a gateway over a simulator in one process, and reports the memory held after each given count. */
import { staff } from '../../src/access/viewer.ts';
import { bearerTokens } from '../../src/access/authenticate.ts';
import { startGateway } from '../../src/gateway/gateway.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { startSimulator } from '../../src/simulator/index.ts';

const counts = process.argv.slice(2).map(Number);
const CLIENTS = 40;
const AT_ONCE = 16;
/** One in this many operations meets a failing WHMCS, loses its caller, or writes. */
const [FAILS, LEAVES, WRITES] = [97, 101, 1009];

const simulator = await startSimulator({ clients: CLIENTS });
const gateway = await startGateway({
  whmcs: {
    url: new URL(`${simulator.url}/includes/api.php`),
    ...simulator.credential,
    timezone: 'UTC',
    maxConcurrency: 8,
    timeoutMs: 60_000,
    writeTimeoutMs: 60_000,
  },
  listen: { host: '127.0.0.1', port: 0 },
  authenticate: bearerTokens([{ token: 'staff', viewer: staff('staff') }]),
  sharedCache: true,
  journal: memoryJournal(),
  log: createLog({ level: 'silent', secrets: [] }),
  // Answers expire at once, so that most operations reach WHMCS.
  limits: { cacheSeconds: { reference: 1, record: 0, list: 0 } },
});

const queryOf = (turn: number): string => {
  const id = 1 + (turn % CLIENTS);
  if (turn % WRITES === 0)
    return `mutation { clientUpdate(input: { id: ${id}, companyName: "C${id}" }) { __typename } }`;
  return (
    [
      `{ client(id: ${id}) { fullName status services(first: 3) { nodes { name } } } }`,
      `{ invoices(clientId: ${id}, first: 3) { nodes { number } } }`,
      '{ products { name } }',
    ][turn % 3] ?? ''
  );
};

async function ask(turn: number): Promise<void> {
  if (turn % FAILS === 0) simulator.fail({ kind: 'reset-before', times: 1 });
  if (turn % 500 === 0) simulator.calls.reset();
  const leaves = turn % LEAVES === 0 ? { signal: AbortSignal.timeout(1) } : {};
  const asked = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer staff' },
    body: JSON.stringify({ query: queryOf(turn) }),
    ...leaves,
  });
  await asked.then((response) => response.text()).catch(() => undefined);
}

let turn = 0;
for (const count of counts) {
  const askOn = async (): Promise<void> => {
    while (turn < count) await ask(++turn);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  simulator.calls.reset();
  // Background work ends, and idle connections are closed.
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (let times = 0; times < 3; times++) globalThis.gc?.();
  const held = { heapBytes: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length };
  process.stdout.write(`${JSON.stringify(held)}\n`);
}
await gateway.close();
await simulator.close();
process.exit(0);
