import { expect, it } from 'vitest';
import { useGateway } from '../support/gateway.ts';
import { stubSchema } from './stub-schema.ts';

const gateway = useGateway({
  gateway: { schema: stubSchema, sharedCache: false, limits: { queue: 0 } },
  whmcs: { maxConcurrency: 1 },
});

it('a call for which the queue has no room is refused at once, and says when to come again', async () => {
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
