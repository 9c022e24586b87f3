import { beforeEach, describe, expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';
import { stubSchema } from '../stub-schema.ts';

const waitedMs: unknown = expect.any(Number);
const gateway = useGateway({ gateway: { schema: stubSchema, sharedCache: false } });

beforeEach(() => gateway.simulator.heal());

describe('extensions.whmcs', () => {
  it('equals the calls that WHMCS received', async () => {
    const { extensions, calls } = await gateway.execute('{ currencies again: currencies paymentMethods }');
    expect(calls.map(({ action }) => action).toSorted()).toEqual(['GetCurrencies', 'GetPaymentMethods']);
    expect(extensions?.whmcs).toEqual({
      calls: 2,
      byCommand: { GetCurrencies: 1, GetPaymentMethods: 1 },
      cacheHits: 0,
      stale: [],
      waitedMs,
    });
  });

  it('counts retries, including failed ones', async () => {
    gateway.simulator.fail({ action: 'GetCurrencies', kind: 'html-503', times: 2 });
    gateway.simulator.fail({ action: 'GetPaymentMethods', kind: 'reset-before' });
    const { data, errors, extensions, calls } = await gateway.execute('{ currencies paymentMethods }');
    expect(data).toEqual({ currencies: 4, paymentMethods: null });
    expect(errors).toMatchObject([{ path: ['paymentMethods'], extensions: { code: 'WHMCS_UNREACHABLE' } }]);
    expect(extensions?.whmcs?.byCommand).toEqual({ GetCurrencies: 3, GetPaymentMethods: 3 });
    expect(extensions?.whmcs?.calls).toBe(calls.length);
  });

  it('counts writes', async () => {
    const { data, extensions, calls } = await gateway.execute('mutation { emailSend }');
    expect(data).toEqual({ emailSend: true });
    expect([extensions?.whmcs?.byCommand, calls.length]).toEqual([{ SendEmail: 1 }, 1]);
  });

  it('accompanies errors, and is zero without calls', async () => {
    const { extensions } = await gateway.execute('{ broken }');
    expect(extensions?.whmcs?.calls).toBe(0);
  });

  it('is absent when no operation was executed', async () => {
    const { extensions } = await gateway.execute('{ nonsense }');
    expect(extensions).toBeUndefined();
  });

  it.each(['partner', 'client'])('is hidden from a %s', async (as) => {
    const { extensions, data } = await gateway.execute('{ currencies }', {}, { as });
    expect([data, extensions]).toEqual([{ currencies: 4 }, undefined]);
  });
});

describe('with the shared cache', () => {
  const cached = useGateway({ gateway: { schema: stubSchema } });

  it('counts cache hits', async () => {
    await cached.execute('{ currencies }', {}, { as: 'client' });
    const { extensions, calls } = await cached.execute('{ currencies }');
    expect(extensions?.whmcs).toEqual({ calls: 0, byCommand: {}, cacheHits: 1, stale: [], waitedMs: 0 });
    expect(calls).toEqual([]);
  });
});
