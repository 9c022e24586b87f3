/** A gateway is killed while WHMCS works: the next one knows that a command was sent, and does not send it again. */
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { freePort, runCli } from '../support/cli.ts';
import { directoryOf } from '../journal/support.ts';

async function serving(simulator: Simulator, config: string) {
  const port = await freePort();
  const cli = runCli(['serve'], {
    WHMCS_URL: simulator.url,
    WHMCS_IDENTIFIER: simulator.credential.identifier,
    WHMCS_SECRET: simulator.credential.secret,
    GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
    GATEWAY_CONFIG: config,
    PORT: String(port),
  });
  onTestFinished(() => void cli.child.kill('SIGKILL'));
  await expect.poll(cli.stderr).toContain('"msg":"listening"');
  const execute = async (query: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-the-staff' },
      body: JSON.stringify({ query }),
    });
    return response.json();
  };
  const kill = async (): Promise<void> => {
    cli.child.kill('SIGKILL');
    await cli.exit.catch(() => undefined);
  };
  return { ...cli, execute, kill };
}

const create = `mutation { serviceCreate(input: { serviceId: "3", idempotencyKey: "k" }) {
  __typename ... on UnknownOutcomeError { command operationId } } }`;
const suspend = 'mutation { serviceSuspend(input: { serviceId: "3" }) { __typename } }';

it('reports an unknown outcome for the running mutation', async () => {
  const simulator = await startSimulator({ clients: 4 });
  onTestFinished(() => simulator.close());
  const directory = await directoryOf();
  const config = join(directory, 'gateway.yaml');
  await fs.writeFile(config, `journal: { directory: "${join(directory, 'journal')}" }\n`);

  const first = await serving(simulator, config);
  simulator.fail({ kind: 'hang-after', action: 'ModuleCreate' });
  const underWay = first.execute(create).catch(() => 'lost');
  await expect.poll(() => simulator.calls.of('ModuleCreate'), { interval: 5 }).toBe(1);
  await first.kill();
  expect(await underWay).toBe('lost');
  simulator.heal();

  const second = await serving(simulator, config);
  expect(second.stderr()).toContain('operations with unknown outcome');
  const told = await second.execute(create);
  expect(told).toMatchObject({
    data: { serviceCreate: { __typename: 'UnknownOutcomeError', command: 'ModuleCreate' } },
    extensions: { replayed: ['serviceCreate'] },
  });
  expect(simulator.calls.of('ModuleCreate')).toBe(1);
  // A mutation without a key can be repeated.
  expect(await second.execute(suspend)).toMatchObject({
    data: { serviceSuspend: { __typename: 'ServiceSuspendPayload' } },
  });
  await second.kill();

  const third = await serving(simulator, config);
  const { data } = (await third.execute(create)) as { data: unknown };
  expect(data).toEqual((told as { data: unknown }).data);
  expect(simulator.calls.of('ModuleCreate')).toBe(1);
});
