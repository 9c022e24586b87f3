/** Two gateways with one journal: the second one waits, or does not start. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { directoryOf } from '../journal/support.ts';
import { freePort, runCli, type Cli } from '../support/cli.ts';

interface Served extends Cli {
  readonly url: string;
}

async function serving(simulator: Simulator, folder: string, lockWaitSeconds?: number): Promise<Served> {
  const port = await freePort();
  const config = join(folder, `gateway-${port}.yaml`);
  const wait = lockWaitSeconds === undefined ? '' : `, lockWaitSeconds: ${lockWaitSeconds}`;
  writeFileSync(config, `journal: { directory: ${JSON.stringify(join(folder, 'journal'))}${wait} }`);
  const cli = runCli(['serve'], {
    WHMCS_URL: simulator.url,
    WHMCS_IDENTIFIER: simulator.credential.identifier,
    WHMCS_SECRET: simulator.credential.secret,
    GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
    GATEWAY_CONFIG: config,
    PORT: String(port),
  });
  onTestFinished(() => void cli.child.kill('SIGKILL'));
  return { ...cli, url: `http://127.0.0.1:${port}` };
}

const listening = async ({ stderr }: Cli): Promise<void> => {
  await expect.poll(stderr).toContain('"msg":"listening"');
};

async function statusAt(url: string, path: string): Promise<[number, unknown]> {
  const response = await fetch(`${url}${path}`);
  return [response.status, await response.json()];
}

const pay = async (url: string): Promise<unknown> => {
  const query = `mutation { invoicePaymentAdd(input: { invoiceId: "1002", transactionId: "T-1", gateway: "stripe", amount: "1.00" }) {
    __typename } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-the-staff' },
    body: JSON.stringify({ query }),
  });
  return response.json();
};

async function simulated(): Promise<Simulator> {
  const simulator = await startSimulator({ clients: 12 });
  onTestFinished(() => simulator.close());
  return simulator;
}

it('does not start while another gateway has the journal, also after SIGHUP', async () => {
  const [simulator, folder] = [await simulated(), await directoryOf()];
  const first = await serving(simulator, folder);
  await listening(first);
  for (const signal of [null, 'SIGHUP'] as const) {
    if (signal) {
      first.child.kill(signal);
      await expect.poll(first.stderr).toContain('configuration reload');
    }
    const second = await serving(simulator, folder);
    expect(await second.exit).toBe(6);
    expect(second.stderr().trim().split('\n')).toEqual([
      expect.stringMatching(
        /^Another gateway \(process \d+ on .+\) has the journal in .+journal\.lockWaitSeconds\)\.$/,
      ),
    ]);
  }
});

it('gives up after the configured wait', async () => {
  const [simulator, folder] = [await simulated(), await directoryOf()];
  await listening(await serving(simulator, folder));
  const second = await serving(simulator, folder, 1);
  expect(await second.exit).toBe(6);
  expect(second.stderr()).toContain('still has, after 1 s, the journal');
});

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'waits for the other’s end by %s, alive and not ready, and sends nothing twice',
  async (signal) => {
    const [simulator, folder] = [await simulated(), await directoryOf()];
    const first = await serving(simulator, folder);
    await listening(first);
    expect(await pay(first.url)).toMatchObject({
      data: { invoicePaymentAdd: { __typename: 'InvoicePaymentAddPayload' } },
    });
    const second = await serving(simulator, folder, 600);
    await expect.poll(second.stderr).toContain('"msg":"waiting for the journal"');
    await expect.poll(() => statusAt(second.url, '/health/live').catch(() => null)).toEqual([200, { status: 'up' }]);
    const waiting = { status: 'waiting', journal: 'held' };
    expect(await statusAt(second.url, '/health/ready')).toEqual([503, waiting]);
    expect(await pay(second.url)).toEqual(waiting);
    first.child.kill(signal);
    await first.exit.catch(() => undefined);
    await listening(second);
    expect(await statusAt(second.url, '/health/ready')).toEqual([200, { status: 'up' }]);
    expect(await pay(second.url)).toMatchObject({ extensions: { replayed: ['invoicePaymentAdd'] } });
    expect(simulator.calls.of('AddInvoicePayment')).toBe(1);
  },
);
