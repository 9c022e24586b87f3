/** The work of the first request is done before the port is open, unseen by WHMCS, log and metrics. */
import { expect, it, onTestFinished } from 'vitest';
import { createLog } from '../../src/gateway/observe/log.ts';
import { usualAccepts, warmUp } from '../../src/gateway/warm-up.ts';
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

it('sends a request that succeeds with every usual Accept header', async () => {
  const answers: unknown[] = [];
  const gateway = await startTestGateway();
  onTestFinished(() => gateway.close());
  await warmUp({
    async handle({ path, accept, contentType = '', body }, { viewer }) {
      const headers = { 'content-type': contentType, authorization: `Bearer ${viewer.role.toLowerCase()}` };
      const response = await fetch(gateway.url + path, {
        method: 'POST',
        body,
        headers: { ...headers, ...(accept !== undefined && { accept }) },
      });
      const text = await response.text();
      answers.push([response.status, accept, text.startsWith('{"data":{"__typename":"Query"}')]);
      return { status: response.status, headers: {}, body: text };
    },
  });
  expect(answers).toEqual(usualAccepts.map((accept) => [200, accept, true]));
});
