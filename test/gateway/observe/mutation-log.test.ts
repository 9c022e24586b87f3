/** The audit log: one line for each mutation that sent something. */
import { expect, it, onTestFinished } from 'vitest';
import { createLog } from '../../../src/gateway/observe/log.ts';
import { startTestGateway } from '../../support/gateway.ts';

const create = (key: string, service: string) =>
  `mutation { serviceCreate(input: { serviceId: "${service}", idempotencyKey: "${key}" }) { __typename } }`;

it('logs viewer, mutation, client and outcome, and no texts', async () => {
  let lines = '';
  const log = createLog({ level: 'info', secrets: [] }, { write: (text) => void (lines += text) });
  const gateway = await startTestGateway({ simulator: { clients: 12 }, gateway: { log } });
  onTestFinished(() => gateway.close());
  for (const id of [3, 4, 5]) {
    const service = gateway.simulator.world.services.get(id);
    if (service) service.status = 'Pending';
  }
  await gateway.execute(create('done', '3'), {}, { headers: { 'x-request-id': 'request-1' } });
  gateway.simulator.fail({ kind: 'json-error', action: 'ModuleCreate', message: 'private words', times: 1 });
  await gateway.execute(create('refused', '4'));
  gateway.simulator.fail({ kind: 'reset-after', action: 'ModuleCreate', times: 1 });
  await gateway.execute(create('unknown', '5'));
  // These mutations had no outcome, or not a new one.
  await gateway.execute(create('done', '3'));
  await gateway.execute(create('missing', '999999'));
  await expect.poll(() => lines).toContain('"state":"unknown"');
  const told = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'mutation');
  expect(told).toMatchObject([
    {
      requestId: 'request-1',
      viewer: 'staff',
      mutation: 'serviceCreate',
      state: 'done',
      knownBy: 'answer',
      commands: [{ command: 'ModuleCreate', client: expect.any(Number) as number, state: 'done' }],
      outcome: { serviceId: 3 },
    },
    { state: 'refused', refusal: 'RefusedError', commands: [{ command: 'ModuleCreate', state: 'refused' }] },
    { state: 'unknown', commands: [{ command: 'ModuleCreate', state: 'unknown' }] },
  ]);
  expect(lines).not.toContain('private words');
});

it('logs the WHMCS message behind an unknown outcome', async () => {
  let lines = '';
  const log = createLog({ level: 'warn', secrets: [] }, { write: (text) => void (lines += text) });
  const gateway = await startTestGateway({ simulator: { clients: 12 }, gateway: { log } });
  onTestFinished(() => gateway.close());
  const message = 'cURL error 28: Operation timed out after 5001 milliseconds';
  gateway.simulator.fail({ kind: 'json-error', action: 'ModuleCreate', message, times: 1 });
  const service = gateway.simulator.world.services.get(3);
  if (service) service.status = 'Pending';
  await gateway.execute(create('silent', '3'));
  await expect.poll(() => lines).toMatch(/\n$/);
  expect(JSON.parse(lines)).toMatchObject({
    operationId: expect.any(String) as string,
    err: { message: expect.stringContaining(message) as string },
    msg: 'mutation outcome unknown',
  });
});
