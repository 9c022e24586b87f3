import { describe, expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';
import { until } from '../../support/settled.ts';
import { stubSchema } from '../stub-schema.ts';

const gateway = useGateway({
  gateway: { schema: stubSchema, sharedCache: false, limits: { queue: 0 } },
  whmcs: { maxConcurrency: 1 },
});

it('refuses a call at once when the queue is full, and gives a retry time', async () => {
  const { data, errors, calls } = await gateway.execute('{ currencies paymentMethods }');
  expect(data).toEqual({ currencies: expect.any(Number), paymentMethods: null });
  expect(errors).toEqual([
    expect.objectContaining({
      path: ['paymentMethods'],
      extensions: { code: 'WHMCS_BUSY', retryAfterMs: expect.any(Number) },
    }),
  ]);
  expect(errors?.[0]?.extensions.retryAfterMs).toBeGreaterThan(0);
  expect(calls.map(({ action }) => action)).toEqual(['GetCurrencies']);
});

describe('an operation whose first calls do not fit in the queue', () => {
  const full = useGateway({ gateway: { limits: { queue: 1 } }, whmcs: { maxConcurrency: 1 } });
  const named = 'query Named($id: ID!) { client(id: $id) { fullName } }';

  it('is refused at once as a whole, while cached data is still served', async () => {
    const known = await full.execute(named, { id: '5' });
    full.simulator.fail({ kind: 'hang' });
    const leaving = new AbortController();
    const asking = (id: string): Promise<unknown> =>
      full.execute(named, { id }, { signal: leaving.signal }).catch(() => 'left');
    const before = full.simulator.calls.total;
    const underWay = asking('1');
    await until(() => full.simulator.calls.total > before);
    const waiting = asking('2');
    await until(async () => /^whmcs_calls_queued 1$/m.test(await (await full.fetch('/metrics')).text()));

    const refused = await full.execute(named, { id: '3' });
    expect(refused).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'WHMCS_BUSY', retryAfterMs: expect.any(Number) } }],
      calls: [],
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // As a whole response, and when executed again.
    expect((await full.execute(named, { id: '5' })).data).toEqual(known.data);
    expect((await full.execute(`${named} # once more`, { id: '5' })).data).toEqual(known.data);

    leaving.abort();
    expect(await Promise.all([underWay, waiting])).toEqual(['left', 'left']);
  });
});
