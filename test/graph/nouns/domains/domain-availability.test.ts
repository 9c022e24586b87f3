/** Domain names that are looked up: what WHOIS servers say, how many names a viewer may look up, and how long a name is remembered. */
import { beforeEach, describe, expect, it } from 'vitest';
import { useClock } from '../../../support/clock.ts';
import { useGateway, type As } from '../../../support/gateway.ts';

const clock = useClock();
const gateway = useGateway({ simulator: { clients: 4 }, gateway: { limits: { namesPerMinute: 3 } } });

interface Availability {
  status: string;
  isAvailable: boolean | null;
}

const document = 'query ($name: String!) { domainAvailability(name: $name) { name status isAvailable whois } }';

async function lookUp(name: string, as: As = 'staff', headers: Record<string, string> = {}) {
  const { data, errors, calls } = await gateway.execute<{ domainAvailability: Availability | null }>(
    document,
    { name },
    { as, headers },
  );
  return { told: data?.domainAvailability, error: errors?.[0], asked: calls.map(({ action }) => action) };
}

/** Everything that was looked up is forgotten, and may be looked up again. */
beforeEach(() => clock.pass(3_600));

describe('a name', () => {
  it('that nobody has is available', async () => {
    expect(await lookUp('Nobody-has-it.com')).toMatchObject({
      told: { name: 'nobody-has-it.com', status: 'AVAILABLE', isAvailable: true, whois: null },
      asked: ['DomainWhois'],
    });
  });

  it('that somebody has is not, in whatever words', async () => {
    const names = gateway.simulator.world.domains.all().map(({ domainname }) => domainname);
    const seen = new Set<string | undefined>();
    for (const name of names.filter((each) => each.endsWith('.com')).slice(0, 8)) {
      const { told } = await lookUp(name);
      expect(told?.isAvailable).toBe(false);
      seen.add(told?.status);
      clock.pass(60);
    }
    expect(seen).toEqual(new Set(['UNAVAILABLE', 'REGISTERED']));
  });

  it('of which the WHOIS server does not tell is neither', async () => {
    expect((await lookUp('nobody-has-it.jp')).told).toMatchObject({ status: 'NO_ANSWER', isAvailable: null });
  });

  it('under a TLD that WHMCS cannot look up is refused', async () => {
    expect((await lookUp('nobody-has-it.moon')).error).toMatchObject({ extensions: { code: 'WHMCS_REFUSED' } });
  });

  it.each(['localhost', 'a b.com', '-a.com', 'http://a.com', ''])('like %j is not sent', async (name) => {
    const { error, asked } = await lookUp(name);
    expect([error?.extensions.code, asked]).toEqual(['BAD_USER_INPUT', []]);
  });
});

describe('the limit per viewer', () => {
  it('is an error of the field that says when to retry, and does not concern other viewers', async () => {
    for (const name of ['a.com', 'b.com', 'c.com']) expect((await lookUp(name, 'client')).error).toBeUndefined();
    const { told, error, asked } = await lookUp('d.com', 'client');
    expect([told, asked]).toEqual([null, []]);
    expect(error).toMatchObject({ path: ['domainAvailability'], extensions: { code: 'RATE_LIMITED' } });
    const retryAfterMs = Number(error?.extensions['retryAfterMs']);
    expect(retryAfterMs).toBeGreaterThan(10_000);
    expect((await lookUp('d.com', 'partner')).error).toBeUndefined();
    clock.pass(retryAfterMs / 1000);
    expect((await lookUp('e.com', 'client')).error).toBeUndefined();
  });

  it('counts the names of one operation', async () => {
    const { data, errors, calls } = await gateway.execute(
      `{ ${['a', 'b', 'c', 'd'].map((name) => `${name}: domainAvailability(name: "${name}.net") { status }`).join(' ')} }`,
      {},
      { as: 'client' },
    );
    expect(Object.values(data).filter((each) => each === null)).toHaveLength(1);
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(calls).toHaveLength(3);
  });

  it('does not count names in memory, which are there for all viewers for a minute', async () => {
    await lookUp('known.com', 'partner');
    for (let time = 0; time < 5; time++) expect((await lookUp('known.com', 'client')).asked).toEqual([]);
    expect((await lookUp('Known.COM', 'client')).asked).toEqual([]);
    clock.pass(61);
    expect((await lookUp('known.com', 'client')).asked).toEqual(['DomainWhois']);
  });

  it('does not count dry runs', async () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      const { error, asked } = await lookUp(`${name}.org`, 'staff', { 'x-gateway-explain': 'only' });
      expect([error, asked]).toEqual([undefined, []]);
    }
    expect((await lookUp('a.org')).told?.status).toBe('AVAILABLE');
  });
});
