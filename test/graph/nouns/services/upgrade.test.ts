/** Upgrades: a preview never orders anything, and others than staff order only what the configuration lists and nothing that is paid back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import type { Service } from '../../../../src/simulator/world/model.ts';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { selfService: { upgrades: { 1: [2, 3], 2: [1, 2] }, moduleActions: [] } },
  tokens: [
    {
      token: 'upgrading',
      viewer: configured({ name: 'upgrading', role: 'CLIENT', allow: ['serviceUpgrade'], clients: [1] }),
    },
  ],
});
beforeEach(() => gateway.simulator.calls.reset());
afterEach(() => gateway.simulator.heal());

function having(pid: number, clientid = 1): Service {
  const { services } = gateway.simulator.world;
  const like = services.of(1)[0] ?? expect.fail('no service');
  return services.add({
    ...structuredClone(like),
    id: services.nextId(),
    clientid,
    pid,
    status: 'Active',
    billingcycle: 'Monthly',
    paymentmethod: 'mailin',
    configOptions: [],
  });
}

const preview = (args: string) => `{ serviceUpgradePreview(${args}) {
  price { amount currencyCode } oldProduct { whmcsId } newProduct { whmcsId name } billingCycle daysUntilRenewal totalDays isInProgress } }`;
const upgrade = (input: string) => `mutation { serviceUpgrade(input: { ${input} }) { __typename
  ... on ServiceUpgradePayload { service { product { whmcsId } } order { whmcsId amount { amount } } invoice { status } }
  ... on InvalidInputError { path message } ... on ConflictError { subject actual } ... on UserError { message } } }`;

const sentTo = (calls: readonly { action: string; params: object }[]) =>
  calls.filter(({ action }) => action === 'UpgradeProduct').map(({ params }) => params);
const ending = (data: Record<string, unknown>) => Object.values(data)[0];

describe('serviceUpgradePreview', () => {
  it('shows the price, sends `calconly` and orders nothing', async () => {
    const { id } = having(1);
    const orders = gateway.simulator.world.orders.size;
    const { data, calls } = await gateway.execute(preview(`serviceId: "${id}", productId: "2"`));
    expect(ending(data)).toMatchObject({
      oldProduct: { whmcsId: 1 },
      newProduct: { whmcsId: 2, name: 'Boulder' },
      billingCycle: 'MONTHLY',
      totalDays: 30,
      isInProgress: false,
      price: { amount: expect.stringMatching(/^\d+\.\d\d$/) },
    });
    expect(sentTo(calls)).toMatchObject([
      { calconly: '1', serviceid: String(id), type: 'product', newproductid: '2', paymentmethod: 'mailin' },
    ]);
    expect(gateway.simulator.world.orders.size).toBe(orders);
  });

  it('asks afresh every time, and its response is not stored', async () => {
    const { id } = having(1);
    for (const round of [1, 2, 3]) {
      await gateway.execute(preview(`serviceId: "${id}", productId: "2"`));
      expect(gateway.simulator.calls.of('UpgradeProduct')).toBe(round);
    }
  });

  it('is never retried', async () => {
    const { id } = having(1);
    gateway.simulator.fail({ kind: 'html-503', action: 'UpgradeProduct' });
    const { errors, calls } = await gateway.execute(preview(`serviceId: "${id}", productId: "2"`));
    expect(errors).toHaveLength(1);
    expect(sentTo(calls)).toMatchObject([{ calconly: '1' }]);
  });

  it('is refused by GET, also inside a fragment, and nothing is sent', async () => {
    const { id } = having(1);
    const field = `serviceUpgradePreview(serviceId: "${id}", productId: "2") { totalDays }`;
    for (const document of [`{ ${field} }`, `{ ...F } fragment F on Query { ${field} }`]) {
      const response = await gateway.fetch(`/graphql?query=${encodeURIComponent(document)}`, {
        headers: { authorization: 'Bearer staff', 'x-gateway-preflight': '1' },
      });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    }
    expect(gateway.simulator.calls.total).toBe(0);
  });

  it('tells clients only of the products that the configuration lists, and of their own services', async () => {
    const [own, foreign] = [having(1), having(1, 2)];
    const as = { as: 'client' };
    const listed = await gateway.execute(preview(`serviceId: "${own.id}", productId: "2"`), {}, as);
    expect(ending(listed.data)).toMatchObject({ newProduct: { whmcsId: 2 } });
    const other = await gateway.execute(preview(`serviceId: "${own.id}", productId: "5"`), {}, as);
    expect(other.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const theirs = await gateway.execute(preview(`serviceId: "${foreign.id}", productId: "2"`), {}, as);
    const missing = await gateway.execute(preview('serviceId: "99999", productId: "2"'), {}, as);
    expect([ending(theirs.data), ending(missing.data)]).toEqual([null, null]);
    expect(sentTo([...other.calls, ...theirs.calls])).toEqual([]);
  });
});

describe('serviceUpgrade', () => {
  it('orders for a client, after asking the price under the lock, and never sends `calconly` itself', async () => {
    const { id } = having(1);
    const { data, calls } = await gateway.execute(
      upgrade(`serviceId: "${id}", productId: "2"`),
      {},
      { as: 'upgrading' },
    );
    expect(ending(data)).toMatchObject({ __typename: 'ServiceUpgradePayload', invoice: { status: 'UNPAID' } });
    const [asked, ordered, ...more] = sentTo(calls);
    expect(asked).toHaveProperty('calconly', '1');
    expect(ordered).not.toHaveProperty('calconly');
    expect(more).toEqual([]);
  });

  it.each([
    ['a product that is not listed', 1, 'productId: "5"', { path: ['input', 'productId'] }],
    [
      'other options of a product that is not listed for itself',
      1,
      'configOptions: [{ optionId: "5", value: "52" }]',
      { path: ['input', 'configOptions'] },
    ],
    ['a product that is paid back', 2, 'productId: "1"', { subject: 'price' }],
  ])('is refused to a client for %s', async (_, pid, input, expected) => {
    const { id } = having(pid);
    const { data, calls } = await gateway.execute(upgrade(`serviceId: "${id}", ${input}`), {}, { as: 'upgrading' });
    expect(ending(data)).toMatchObject(expected);
    expect(sentTo(calls).filter((params) => !('calconly' in params))).toEqual([]);
  });

  it('lets staff order a product that is paid back, which takes effect at once', async () => {
    const { id } = having(2);
    const { data } = await gateway.execute(upgrade(`serviceId: "${id}", productId: "1"`));
    expect(ending(data)).toMatchObject({ service: { product: { whmcsId: 1 } }, invoice: null });
  });

  it('orders new options', async () => {
    const { id } = having(2);
    const options = 'configOptions: [{ optionId: "7", value: "71" }]';
    const { data, calls } = await gateway.execute(upgrade(`serviceId: "${id}", ${options}`));
    expect(ending(data)).toMatchObject({ __typename: 'ServiceUpgradePayload' });
    expect(sentTo(calls)).toMatchObject([{ type: 'configoptions', configoptions: { 7: '71' } }]);
  });

  it('is done once when it is repeated without a key, and a different one is another order', async () => {
    const { id } = having(1);
    const first = await gateway.execute(upgrade(`serviceId: "${id}", productId: "2"`));
    const again = await gateway.execute(upgrade(`serviceId: "${id}", productId: "2"`));
    expect(ending(again.data)).toEqual(ending(first.data));
    expect(gateway.simulator.calls.of('UpgradeProduct')).toBe(1);
    const other = await gateway.execute(upgrade(`serviceId: "${id}", productId: "3"`));
    expect(ending(other.data)).toMatchObject({ __typename: 'RefusedError' });
  });

  it('is ordered once if it is requested twice at the same time', async () => {
    const { id } = having(1);
    const both = await Promise.all(
      ['a', 'b'].map((key) =>
        gateway.execute(
          upgrade(`serviceId: "${id}", productId: "2", idempotencyKey: "${key} ${id}"`),
          {},
          { as: 'upgrading' },
        ),
      ),
    );
    const names = both.map(({ data }) => (ending(data) as { __typename: string }).__typename);
    expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual(['ConflictError', 'ServiceUpgradePayload']);
  });

  it.each(['productId: "2", configOptions: [{ optionId: "5", value: "52" }]', '', 'billingCycle: MONTHLY'])(
    'asks for exactly one change: {%s}',
    async (input) => {
      const { data, calls } = await gateway.execute(upgrade(`serviceId: "1", ${input}`));
      expect([ending(data), calls]).toMatchObject([{ __typename: 'InvalidInputError' }, []]);
    },
  );
});
