/** Warm-up runs the work of first requests before the port opens or soon after it, without calls, log lines or metrics. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { createLog } from '../../src/gateway/observe/log.ts';
import { warmUp, warmUpLater } from '../../src/gateway/warm-up.ts';
import { startTestGateway } from '../support/gateway.ts';

it('makes no call to WHMCS, no log line and no metric', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'trace', secrets: [] }, { write: (line) => void lines.push(line) });
  const gateway = await startTestGateway({ gateway: { log } });
  onTestFinished(() => gateway.close());

  expect(gateway.simulator.calls.total).toBe(0);
  expect(lines).toEqual([]);
  const counted = async () => {
    const metrics = await (await gateway.fetch('/metrics')).text();
    return metrics
      .split('\n')
      .filter((line) => /^gateway_operation\w*_(total|count)\b/.test(line) && !line.endsWith(' 0'));
  };
  expect(await counted()).toEqual([]);

  await gateway.execute('{ __typename }');
  expect(lines).not.toEqual([]);
  expect(await counted()).not.toEqual([]);
});

it('sends requests that succeed, one for each code path', async () => {
  const answers: unknown[] = [];
  const gateway = await startTestGateway();
  onTestFinished(() => gateway.close());
  const graphql: Parameters<typeof warmUp>[0] = {
    async handle({ method, path, contentType, body }, { viewer }) {
      const headers = {
        authorization: `Bearer ${viewer.role.toLowerCase()}`,
        ...(contentType !== undefined && { 'content-type': contentType }),
      };
      const response = await fetch(gateway.url + path, { method, headers, ...(body !== null && { body }) });
      const text = await response.text();
      answers.push([method, response.status, text.startsWith('{"data":{"__typename":"Query"}')]);
      return { status: response.status, headers: {}, body: text };
    },
  };
  const failed = vi.fn<(error: unknown) => void>();
  warmUpLater(graphql, failed)();
  await warmUp(graphql);
  expect(answers).toEqual([['POST', 200, true]]);
  warmUpLater(graphql, failed);
  await expect
    .poll(() => answers, { timeout: 30_000 })
    .toEqual([
      ['POST', 200, true],
      ['GET', 200, true],
    ]);
  expect(failed).not.toHaveBeenCalled();
});

it('reports a failure of what it does later', async () => {
  const failed = vi.fn<(error: unknown) => void>();
  warmUpLater({ handle: () => Promise.reject(new Error('not loaded')) }, failed);
  await expect.poll(() => failed.mock.calls.length, { timeout: 30_000 }).toBe(1);
});
