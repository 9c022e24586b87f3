/** orderAdd: the clients that partners and clients may order for, and the fields that they may not set. */
import { describe, expect, test } from 'vitest';
import type { As } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';
import { document, pebble, useOrderAdd } from './order-add-rig.ts';

const { gateway, world, add } = useOrderAdd();

describe.each<[As, string]>([
  ['partner', '2'],
  ['client', '1'],
])('a %s', (as, clientId) => {
  const input = { paymentMethod: 'stripe', clientId, products: [pebble] };

  test('orders for a client of its own', async () => {
    const { ending, form } = await add(input, as);
    expect(ending).toMatchObject({ __typename: 'OrderAddPayload', services: [{ status: 'PENDING' }] });
    expect(form['clientid']).toBe(clientId);
  });

  test.each([
    ['priceOverride', { products: [{ ...pebble, priceOverride: '0.01' }] }],
    ['priceOverride', { domains: [{ name: 'a.example', type: 'REGISTER', priceOverride: '0' }] }],
    ['renewalPriceOverride', { domains: [{ name: 'a.example', type: 'REGISTER', renewalPriceOverride: '0' }] }],
    ['promotionOverride', { promotionOverride: true }],
    ['affiliateId', { affiliateId: '1' }],
    ['contactId', { contactId: '2' }],
    ['clientIp', { clientIp: '203.0.113.9' }],
  ])('may not give %s', async (name, more) => {
    expectUnknown(await gateway.execute(document, { input: { ...input, ...more } }, { as }), name);
  });

  test('finds foreign entities no more than missing ones', async () => {
    const foreign = world().domains.of(6)[0]?.id;
    const pairs = [
      [{ clientId: '6' }, { clientId: '4321' }],
      [{ serviceRenewalIds: ['46'] }, { serviceRenewalIds: ['54321'] }],
      [{ addons: [{ addonId: '1', serviceId: '46' }] }, { addons: [{ addonId: '1', serviceId: '54321' }] }],
      [
        { domainRenewals: [{ domainId: String(foreign), years: 1 }] },
        { domainRenewals: [{ domainId: '54321', years: 1 }] },
      ],
    ] as const;
    for (const [theirs, missing] of pairs) {
      const [a, b] = [await add({ ...input, ...theirs }, as), await add({ ...input, ...missing }, as)];
      expect(a.ending?.__typename).toBe('NotFoundError');
      expect(b.ending).toEqual(a.ending);
      expect([...a.sent, ...b.sent]).toEqual([]);
    }
  });
});
