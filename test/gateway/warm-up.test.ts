/** Warm-up runs the first-request work before the port opens, without calls, log lines or metrics. */
import { expect, it, onTestFinished } from 'vitest';
import { createLog } from '../../src/gateway/observe/log.ts';
import { warmUp } from '../../src/gateway/warm-up.ts';
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
  await warmUp({
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
  });
  expect(answers).toEqual([
    ['POST', 200, true],
    ['GET', 200, true],
  ]);
});
