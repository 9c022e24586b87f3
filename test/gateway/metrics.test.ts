import { expect, it } from 'vitest';
import { useGateway } from '../support/gateway.ts';
import { stubSchema } from './stub-schema.ts';

const gateway = useGateway({ gateway: { schema: stubSchema, knownOperations: ['Prices'] } });

const metrics = async (): Promise<string[]> =>
  (await (await gateway.fetch('/metrics')).text()).split('\n').filter((line) => !line.startsWith('#'));

it('counts calls and operations under names that we know', async () => {
  gateway.simulator.fail({ action: 'GetCurrencies', kind: 'html-503', times: 1 });
  await gateway.execute('query Prices { currencies }');
  await gateway.execute('query Prices { currencies }');
  await gateway.execute('query MadeUpByTheCaller { broken }');
  await gateway.execute('{ nonsense }');
  await expect
    .poll(metrics)
    .toEqual(
      expect.arrayContaining([
        'whmcs_calls_total{command="GetCurrencies",outcome="UnexpectedAnswerError"} 1',
        'whmcs_calls_total{command="GetCurrencies",outcome="ok"} 1',
        'whmcs_call_duration_seconds_count{command="GetCurrencies"} 2',
        'gateway_cache_hits_total 1',
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

it("tells of the process, and nothing that is secret or a caller's own", async () => {
  const text = (await metrics()).join('\n');
  expect(text).toMatch(/^process_resident_memory_bytes /m);
  expect(text).not.toMatch(/MadeUpByTheCaller|nonsense|demo-secret|staff/);
});
