import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, type Body } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 3 });
});
afterAll(() => whmcs.simulator.close());

const servers = (domainid: number): Promise<Body> => whmcs.call('DomainGetNameservers', { domainid });

describe('nameservers', () => {
  it('are two to five', async () => {
    expect(await servers(1)).toEqual({
      result: 'success',
      ...Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`ns${number}`, `ns${number}.hosting.example`])),
    });
    const others = await Promise.all([4, 6, 7].map(servers));
    for (const answer of others)
      expect(answer).toMatchObject({ ns1: 'ns1.hosting.example', ns2: 'ns2.hosting.example' });
    // Unset ones are left out or empty.
    for (const answer of others) expect(answer['ns3'] ?? '').toBe('');
  });

  it('are replaced as a whole', async () => {
    await whmcs.call('DomainUpdateNameservers', { domainid: 1, ns1: 'a.example', ns2: 'b.example', ns3: 'c.example' });
    expect(await servers(1)).toMatchObject({ ns1: 'a.example', ns3: 'c.example' });
    expect(whmcs.simulator.world.domains.get(1)?.nameservers).toHaveLength(3);
    expect(await whmcs.refusal('DomainUpdateNameservers', { domainid: 1, ns1: 'a.example' })).toBe(
      'ns1 and ns2 required',
    );
    expect(await whmcs.refusal('DomainUpdateNameservers', { domain: 'none.example' })).toBe('Domain ID Not Found');
  });

  it('are known to the registrar of a registered domain only', async () => {
    expect(await whmcs.refusal('DomainGetNameservers', { domainid: 999 })).toBe('Domain ID Not Found');
    expect(await whmcs.refusal('DomainGetNameservers', { domainid: 2 })).toBe('Registrar Function Not Supported');
  });
});

it('locks and unlocks a domain', async () => {
  const status = async () => (await whmcs.call('DomainGetLockingStatus', { domainid: 1 }))['lockstatus'];
  await whmcs.call('DomainUpdateLockingStatus', { domainid: 1, lockstatus: 1 });
  expect(await status()).toBe('locked');
  await whmcs.call('DomainUpdateLockingStatus', { domainid: 1, lockstatus: 0 });
  expect(await status()).toBe('unlocked');
});

it('takes longer where a registrar is asked', async () => {
  const slow = await Caller.start({ clients: 1, remoteLatencyMs: 80 });
  const msOf = async (action: string): Promise<number> => {
    const before = performance.now();
    expect(await slow.call(action, { domainid: 1 })).toMatchObject({ result: 'success' });
    return performance.now() - before;
  };
  await msOf('GetClientsDomains');
  expect(await msOf('DomainGetNameservers')).toBeGreaterThan(79);
  await slow.simulator.close();
});
