/** Calls to WHMCS per minute, for each viewer. */
import { assert, integer, property, array } from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { restricted } from '../../../src/access/viewer.ts';
import { bucket } from '../../../src/gateway/admission/rate.ts';
import { freePort } from '../../support/cli.ts';
import { useClock } from '../../support/clock.ts';
import { startTestGateway, type Executed, type TestGateway } from '../../support/gateway.ts';

const clock = useClock();

describe('a bucket', () => {
  it('allows as many calls as it holds, and gives the next time to the millisecond', () => {
    assert(
      property(
        integer({ min: 1, max: 5_000 }),
        array(integer({ min: 0, max: 7_000 }), { maxLength: 30 }),
        (most, rests) => {
          let now = 1_790_000_000_123;
          const calls = bucket(most, () => now);
          for (let paid = 0; paid < most; paid++) {
            expect(calls.waitMs(1)).toBe(0);
            calls.pay(1);
          }
          for (const rest of rests) {
            now += rest;
            const ms = calls.waitMs(1);
            if (ms > 0) {
              now += ms - 1;
              expect(calls.waitMs(1)).toBe(1);
              now += 1;
            }
            expect(calls.waitMs(1)).toBe(0);
            calls.pay(1);
          }
        },
      ),
    );
  });

  it('is full again after a minute, and never exceeds its size', () => {
    let now = 5;
    const calls = bucket(7, () => now);
    calls.pay(7);
    now += 60_000;
    expect([calls.waitMs(7), calls.waitMs(8) > 0]).toEqual([0, true]);
    now += 60_000;
    expect([calls.waitMs(7), calls.waitMs(8) > 0]).toEqual([0, true]);
  });

  it('stands still while the clock goes backwards', () => {
    let now = 100_000;
    const calls = bucket(1, () => now);
    now -= 50_000;
    calls.pay(1);
    expect(calls.waitMs(1)).toBeGreaterThan(0);
  });
});

async function gatewayFor(client: number | null, whmcs = {}): Promise<TestGateway> {
  const twin = { token: 'twin', viewer: restricted('twin', 'CLIENT', [1]) };
  const family = { token: 'family', viewer: restricted('family', 'CLIENT', [1, 2, 3, 4, 5, 6]) };
  const gateway = await startTestGateway({
    whmcs,
    tokens: [twin, family],
    gateway: { limits: { callsPerMinute: { STAFF: null, PARTNER: null, CLIENT: client } } },
  });
  onTestFinished(() => gateway.close());
  return gateway;
}

/** One call each, as long as nothing is cached. */
const [one, another, third] = [
  '{ currencies { code } }',
  '{ paymentMethods { module } }',
  '{ client(id: "1") { email } }',
] as const;

const as = 'client';

const retryAfterOf = ({ errors }: Executed<unknown>): number => Number(errors?.[0]?.extensions['retryAfterMs']);

describe('a viewer', () => {
  it('makes its calls per minute; the next one is refused and not sent', async () => {
    const gateway = await gatewayFor(2);
    for (const document of [one, another]) expect((await gateway.execute(document, {}, { as })).errors).toBeUndefined();
    const refused = await gateway.execute(third, {}, { as });
    expect([refused.status, refused.headers.get('retry-after'), refused.data, refused.calls]).toEqual([
      429,
      '30',
      undefined,
      [],
    ]);
    expect(refused.errors).toEqual([
      {
        message: 'You have asked for as much as you may in a minute; ask again a little later.',
        extensions: { code: 'RATE_LIMITED', retryAfterMs: 30_000 },
      },
    ]);
  });

  it('gets an exact retry time: the same request succeeds then, and not before', async () => {
    const gateway = await gatewayFor(2);
    for (const document of [one, another]) await gateway.execute(document, {}, { as });
    clock.pass(7.4);
    const ms = retryAfterOf(await gateway.execute(third, {}, { as }));
    expect(ms).toBe(22_600);
    clock.pass((ms - 1) / 1000);
    const early = await gateway.execute(third, {}, { as });
    expect([retryAfterOf(early), early.headers.get('retry-after')]).toEqual([1, '1']);
    clock.pass(0.001);
    const { status, errors, calls } = await gateway.execute(third, {}, { as });
    expect([status, errors, calls.length]).toEqual([200, undefined, 1]);
  });

  it('gets answers from memory at any time', async () => {
    const gateway = await gatewayFor(1);
    await gateway.execute(one, {}, { as: 'staff' });
    await gateway.execute(another, {}, { as });
    expect((await gateway.execute(third, {}, { as })).errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    for (const document of [one, another, one]) {
      const { errors, calls } = await gateway.execute(document, {}, { as });
      expect([errors, calls]).toEqual([undefined, []]);
    }
  });

  it('is refused an operation that memory answers only in part, when the rest exceeds the limit', async () => {
    const gateway = await gatewayFor(2);
    for (const document of [one, another]) await gateway.execute(document, {}, { as });
    const { data, errors, calls } = await gateway.execute(
      `{ currencies { code } client(id: "1") { email } }`,
      {},
      { as },
    );
    expect([data, calls]).toEqual([undefined, []]);
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterMs: 30_000 } }]);
  });

  it('pays for retries too', async () => {
    const gateway = await gatewayFor(2);
    gateway.simulator.fail({ action: 'GetCurrencies', kind: 'reset-before', times: 1 });
    const { errors, calls } = await gateway.execute(one, {}, { as });
    expect([errors, calls.length]).toEqual([undefined, 2]);
    expect((await gateway.execute(another, {}, { as })).errors).toMatchObject([
      { extensions: { code: 'RATE_LIMITED' } },
    ]);
  });

  it('pays nothing for calls that were never sent', async () => {
    const nobody = new URL(`http://127.0.0.1:${await freePort()}/includes/api.php`);
    const gateway = await gatewayFor(2, { url: nobody });
    for (let time = 0; time < 5; time++) {
      const { errors } = await gateway.execute(one, {}, { as });
      expect(errors?.[0]?.extensions.code).toBe('WHMCS_UNREACHABLE');
    }
  });

  it('has its own bucket, also for requests narrowed to a client', async () => {
    const gateway = await gatewayFor(1);
    await gateway.execute(one, {}, { as });
    expect((await gateway.execute(another, {}, { as: 'twin' })).errors).toBeUndefined();
    const narrowed = await gateway.execute(third, {}, { as, headers: { 'x-gateway-client': '1' } });
    expect(narrowed.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  });

  it('has no limit when its role has none', async () => {
    const gateway = await gatewayFor(null);
    for (const id of ['1', '2', '3', '4'])
      expect((await gateway.execute(`{ client(id: "${id}") { email } }`, {}, { as })).errors).toBeUndefined();
  });

  it('learns nothing about foreign entities: they cost as much as missing ones', async () => {
    const gateway = await gatewayFor(2);
    const other = [...gateway.simulator.world.invoices].find(({ userid }) => userid === 2)?.id;
    // Staff has the other viewer's entities in memory.
    await gateway.execute(`{ invoice(id: "${other}") { notes } invoices(first: 50) { nodes { whmcsId } } }`);
    const refused = await Promise.all(
      [
        { who: 'client', id: other },
        { who: 'twin', id: 999_999 },
      ].map(async ({ who, id }) => {
        for (let time = 0; time < 2; time++)
          await gateway.execute(
            `{ invoice(id: "${id}") { status } }`,
            {},
            { as: who, headers: { 'cache-control': 'no-cache' } },
          );
        return gateway.execute(third, {}, { as: who });
      }),
    );
    const [foreign, missing] = refused.map(({ status, errors, headers }) => [
      status,
      errors,
      headers.get('retry-after'),
    ]);
    expect(foreign).toEqual(missing);
    expect(foreign?.[0]).toBe(429);
  });
});

describe('an operation', () => {
  const lines = '{ invoices(first: 3) { nodes { items { description } } } }';

  it('that needs more calls than are left is refused, and succeeds later', async () => {
    const gateway = await gatewayFor(3);
    for (const document of [one, another]) await gateway.execute(document, {}, { as });
    const both = '{ client(id: "1") { email } services(first: 1) { nodes { id } } }';
    const refused = await gateway.execute(both, {}, { as });
    expect([retryAfterOf(refused), refused.calls]).toEqual([20_000, []]);
    clock.pass(20);
    const { errors, calls } = await gateway.execute(both, {}, { as });
    expect([errors, calls.length]).toEqual([undefined, 2]);
  });

  it('in progress may finish on credit, which is paid back before the next one starts', async () => {
    const gateway = await gatewayFor(4);
    await gateway.execute(one, {}, { as });
    const { errors, calls } = await gateway.execute(lines, {}, { as });
    expect([errors, calls.length]).toEqual([undefined, 4]);
    // One call was owed, and one is the next.
    const refused = await gateway.execute(another, {}, { as });
    expect(retryAfterOf(refused)).toBe(30_000);
    clock.pass(30);
    expect((await gateway.execute(another, {}, { as })).errors).toBeUndefined();
  });

  it('that needs more calls than a full minute gets an error without a retry time', async () => {
    const gateway = await gatewayFor(1);
    const { errors, calls } = await gateway.execute('{ currencies { code } paymentMethods { module } }', {}, { as });
    expect(calls).toEqual([]);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BUDGET_EXCEEDED' }]);
  });

  it('among many concurrent ones has no more credit than one alone', async () => {
    const gateway = await gatewayFor(6);
    const told = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((id) =>
        gateway.execute(
          `{ invoices(clientId: "${id}", first: 9) { nodes { items { description } } } }`,
          {},
          { as: 'family' },
        ),
      ),
    );
    expect(gateway.simulator.calls.total).toBe(12);
    const refused = told
      .flatMap(({ errors = [] }) => errors)
      .filter(({ extensions }) => extensions.code === 'RATE_LIMITED');
    expect(refused.map(({ path }) => path?.at(-1))).toContain('items');
    // Six calls are owed, and one more has to be paid.
    expect(refused.map(({ extensions }) => extensions['retryAfterMs'])).toContain(70_000);
    expect(told.map(({ headers }) => headers.get('retry-after'))).toContain('70');
  });
});

describe('a mutation', () => {
  const update = `mutation { clientUpdate(input: { id: "1", phoneNumber: "+44 20 7946 0000" }) {
    __typename
    ... on ClientUpdatePayload { client { phoneNumber email } }
    ... on NotSentError { code retryAfterMs }
  } }`;

  it('is not sent above the limit, and gives a retry time', async () => {
    const gateway = await gatewayFor(1);
    await gateway.execute(one, {}, { as });
    const { data, errors, headers, calls } = await gateway.execute(update, {}, { as });
    expect([errors, calls, headers.get('retry-after')]).toEqual([undefined, [], '60']);
    expect(data).toEqual({ clientUpdate: { __typename: 'NotSentError', code: 'RATE_LIMITED', retryAfterMs: 60_000 } });
    clock.pass(60);
    expect((await gateway.execute(update, {}, { as })).data).toMatchObject({
      clientUpdate: { __typename: 'NotSentError', code: 'BUDGET_EXCEEDED' },
    });
  });

  it('is read back at any cost, and the next one pays for it', async () => {
    const gateway = await gatewayFor(2);
    const { data, errors, calls } = await gateway.execute(update, {}, { as });
    expect([errors, calls.map(({ action }) => action)]).toEqual([
      undefined,
      ['GetClientsDetails', 'UpdateClient', 'GetClientsDetails'],
    ]);
    expect(data).toMatchObject({ clientUpdate: { client: { phoneNumber: '+44 20 7946 0000' } } });
    expect(retryAfterOf(await gateway.execute(one, {}, { as }))).toBe(60_000);
  });
});
