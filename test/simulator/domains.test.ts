import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, part, type Body } from './support.ts';

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

describe('contacts', () => {
  const contacts = (domainid: number) => whmcs.call('DomainGetWhoisInfo', { domainid });

  it("are their owner's, in one of three forms", async () => {
    const printed = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(contacts));
    const forms = printed.map(({ Registrant: contact }) =>
      typeof contact === 'string' ? (/"Country":[A-Z]/.test(contact) ? 'broken' : 'json') : 'object',
    );
    expect(new Set(forms)).toEqual(new Set(['object', 'broken', 'json']));
  });

  it('are replaced by role', async () => {
    const xml = '<contactdetails><Tech><Name>Ann &amp; Bo</Name><Phone></Phone></Tech></contactdetails>';
    await whmcs.call('DomainUpdateWhoisInfo', { domainid: 1, xml });
    expect(whmcs.simulator.world.domains.get(1)?.contacts).toMatchObject({
      Registrant: { Country: expect.any(String) as string },
      Tech: { Name: 'Ann & Bo', Phone: '' },
    });
    expect(await whmcs.refusal('DomainUpdateWhoisInfo', { domainid: 1 })).toBe('XML Required');
  });
});

it('is released once', async () => {
  await whmcs.call('DomainRelease', { domainid: 8, newtag: 'NORDIC' });
  expect(whmcs.simulator.world.domains.get(8)?.status).toBe('Transferred Away');
  expect(await whmcs.refusal('DomainRelease', { domainid: 8, newtag: 'NORDIC' })).toBe('Registrar Error Message');
});

describe('a TLD', () => {
  const priced = async (extension: string, currencyid: number): Promise<Body> =>
    part(await whmcs.call('GetTLDPricing', { currencyid }), 'pricing', extension);

  it('is made and changed, in one currency at a time', async () => {
    const made = await whmcs.call('CreateOrUpdateTLD', {
      extension: '.shop',
      id_protection: 1,
      currency_code: 'EUR',
      redemption_period_fee: '60',
      'register[1]': '9.90',
      'transfer[1]': '-1',
    });
    expect(made).toMatchObject({ extension: '.shop', id: '6' });
    expect(await priced('shop', 2)).toMatchObject({
      addons: { idprotect: true, dns: false },
      register: { 1: '9.90' },
      transfer: [],
      redemption_period: { days: '30' },
    });
    expect(await priced('shop', 1)).toMatchObject({ register: [] });
    await whmcs.call('CreateOrUpdateTLD', { extension: 'shop', currency_code: 'USD', 'renew[2]': '20' });
    expect(await priced('shop', 1)).toMatchObject({ addons: { idprotect: true }, renew: { 2: '20.00' } });
  });

  it.each([
    [{}, 'Extension is required'],
    [{ extension: '.a', register: '9' }, 'Parameters register, renew and transfer must be arrays'],
    [{ extension: '.a', 'register[1]': '9' }, 'Variable currency_code is required when defining pricing'],
    [{ extension: '.a', 'renew[10]': '9', currency_code: 'USD' }, 'The maximum renew period is 9 years'],
    [{ extension: '.a', group: 'hot' }, 'Invalid group parameter: hot. Should be one of HOT, NEW, SALE'],
  ])('is refused with %j', async (fields, message) => {
    expect(await whmcs.refusal('CreateOrUpdateTLD', fields)).toBe(message);
  });
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
