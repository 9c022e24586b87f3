import { expect, it, onTestFinished } from 'vitest';
import { bearerTokens } from '../../../src/access/authenticate.ts';
import { startGateway, type GatewayOptions } from '../../../src/gateway/gateway.ts';
import { createLog } from '../../../src/gateway/observe/log.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import type { Simulator } from '../../../src/simulator/index.ts';
import { freePort } from '../../support/cli.ts';
import { startTestGateway, useGateway } from '../../support/gateway.ts';
import { stubSchema } from '../stub-schema.ts';

const gateway = useGateway({ gateway: { schema: stubSchema, knownOperations: ['Prices'], version: '1.2.3' } });

const metrics = async (): Promise<string[]> =>
  (await (await gateway.fetch('/metrics')).text()).split('\n').filter((line) => !line.startsWith('#'));

it('counts calls and operations under known names only', async () => {
  gateway.simulator.fail({ action: 'GetCurrencies', kind: 'html-503', times: 1 });
  await gateway.execute('query Prices { currencies }');
  await gateway.execute('query Prices { currencies }');
  await gateway.execute('query MadeUpByTheCaller { broken }');
  await gateway.execute('{ nonsense }');
  await gateway.execute('{ me }', {}, { as: null });
  await gateway.execute('{ me }', {}, { as: 'nobody' });
  await expect
    .poll(metrics)
    .toEqual(
      expect.arrayContaining([
        'whmcs_calls_total{command="GetCurrencies",outcome="UnexpectedAnswerError"} 1',
        'whmcs_calls_total{command="GetCurrencies",outcome="ok"} 1',
        'whmcs_call_duration_seconds_count{command="GetCurrencies"} 2',
        'gateway_cache_hits_total 1',
        'gateway_errors_total{code="INTERNAL"} 1',
        'gateway_errors_total{code="UNAUTHENTICATED"} 2',
        'gateway_errors_total{code="WHMCS_UNREACHABLE"} 0',
        'gateway_authentication_failures_total{reason="missing"} 1',
        'gateway_authentication_failures_total{reason="unknown"} 1',
        'gateway_authentication_failures_total{reason="expired"} 0',
        `gateway_build_info{version="1.2.3",node="${process.version}"} 1`,
        'gateway_journal_writable 1',
        'whmcs_calls_active 0',
        'whmcs_calls_limit 4',
        'whmcs_calls_queued 0',
        'whmcs_calls_queued_background 0',
        'gateway_unresolved_operations 0',
        'gateway_operations_total{operation="Prices",outcome="ok"} 2',
        'gateway_operations_total{operation="other",outcome="INTERNAL"} 1',
        'gateway_operations_total{operation="other",outcome="GRAPHQL_VALIDATION_FAILED"} 1',
        'gateway_operation_duration_seconds_count{operation="other"} 2',
      ]),
    );
});

it('includes process metrics, and neither secrets nor values from callers', async () => {
  const text = (await metrics()).join('\n');
  expect(text).toMatch(/^process_resident_memory_bytes /m);
  expect(text).not.toMatch(/MadeUpByTheCaller|nonsense|demo-secret|staff/);
});

it('counts failures by the error code in the response', async () => {
  gateway.simulator.fail({ action: 'GetPaymentMethods', kind: 'html-503' });
  await gateway.execute('query Prices { paymentMethods }');
  await expect
    .poll(metrics)
    .toEqual(
      expect.arrayContaining([
        'whmcs_call_failures_total{command="GetPaymentMethods",code="WHMCS_UNEXPECTED_ANSWER",detail="html"} 1',
        'gateway_errors_total{code="WHMCS_UNEXPECTED_ANSWER"} 1',
      ]),
    );
});

it('counts mutations by outcome', async () => {
  const other = await startTestGateway({ simulator: { clients: 12 } });
  onTestFinished(() => other.close());
  const create = (service: string) =>
    other.execute(`mutation { serviceCreate(input: { serviceId: "${service}" }) { __typename } }`);
  const { status } = other.simulator.world.services.get(3) ?? {};
  if (status !== 'Pending') Object.assign(other.simulator.world.services.get(3) ?? {}, { status: 'Pending' });
  await create('3');
  await create('999999');
  other.simulator.fail({ kind: 'html-503', action: 'GetClientsProducts' });
  await create('4');
  const text = await (await other.fetch('/metrics')).text();
  expect(text.split('\n').filter((line) => line.startsWith('gateway_mutations_total'))).toEqual([
    'gateway_mutations_total{mutation="serviceCreate",outcome="ok"} 1',
    'gateway_mutations_total{mutation="serviceCreate",outcome="NotFoundError"} 1',
    'gateway_mutations_total{mutation="serviceCreate",outcome="NotSentError"} 1',
  ]);
  expect(text).toContain('gateway_errors_total{code="WHMCS_UNEXPECTED_ANSWER"} 1\n');
});

it('uses only the separate listener when one is configured', async () => {
  const own = await startGateway({
    ...over(gateway.simulator),
    metricsListen: { host: '127.0.0.1', port: 0 },
  });
  expect((await fetch(`${own.url}/metrics`)).status).toBe(404);
  const answer = await fetch(`${own.metricsUrl}/metrics`);
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('gateway_build_info')]);
  expect((await fetch(`${own.metricsUrl}/graphql`)).status).toBe(404);
  await own.close();
  await expect(fetch(`${own.metricsUrl}/metrics`)).rejects.toThrow('fetch failed');
});

it('closes open listeners when the metrics port is not available', async () => {
  const taken = { host: '127.0.0.1', port: Number(new URL(gateway.url).port) };
  const port = await freePort();
  const listen = { host: '127.0.0.1', port };
  await expect(startGateway({ ...over(gateway.simulator), listen, metricsListen: taken })).rejects.toThrow(
    'EADDRINUSE',
  );
  await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed');
});

/** The settings of a gateway over a WHMCS. */
const over = (simulator: Simulator): GatewayOptions => ({
  listen: { host: '127.0.0.1', port: 0 },
  authenticate: bearerTokens([]),
  journal: memoryJournal(),
  sharedCache: true,
  log: createLog({ level: 'silent', secrets: [] }),
  whmcs: {
    url: new URL(`${simulator.url}/includes/api.php`),
    ...simulator.credential,
    timezone: 'UTC',
    maxConcurrency: 4,
    timeoutMs: 5_000,
    writeTimeoutMs: 5_000,
  },
});
