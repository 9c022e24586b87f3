/** orderAdd: refusals, most of them before anything is sent. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { common, pebble, useOrderAdd } from './order-add-rig.ts';

const { gateway, add } = useOrderAdd();

describe('refuses before anything is sent', () => {
  const anItem = { products: [pebble] };

  test.each<[string, object, string[]]>([
    ['nothing ordered', {}, ['input', 'products']],
    ['empty lists', { products: [], domains: [], serviceRenewalIds: [] }, ['input', 'products']],
    ['no payment method', { ...anItem, paymentMethod: ' ' }, ['input', 'paymentMethod']],
    ['six nameservers', { ...anItem, nameservers: ['a', 'b', 'c', 'd', 'e', 'f'] }, ['input', 'nameservers']],
    [
      'three prefixes',
      { products: [pebble, { ...pebble, nameserverPrefixes: ['a', 'b', 'c'] }] },
      ['input', 'products', '1', 'nameserverPrefixes'],
    ],
    ['none of a product', { products: [{ ...pebble, quantity: 0 }] }, ['input', 'products', '0', 'quantity']],
    [
      'the id of something else',
      { products: [{ productId: globalId('Order', 1) }] },
      ['input', 'products', '0', 'productId'],
    ],
    [
      'a field id that is no number',
      { products: [{ ...pebble, customFields: [{ fieldId: 'x', value: '' }] }] },
      ['input', 'products', '0', 'customFields', '0', 'fieldId'],
    ],
    [
      'a domain for no years',
      { domains: [{ name: 'a.example', type: 'REGISTER', years: 0 }] },
      ['input', 'domains', '0', 'years'],
    ],
    ['a domain without a name', { domains: [{ name: '', type: 'REGISTER' }] }, ['input', 'domains', '0', 'name']],
    [
      'a domain twice',
      {
        domains: [
          { name: 'a.example', type: 'REGISTER' },
          { name: 'A.example', type: 'TRANSFER' },
        ],
      },
      ['input', 'domains', '1', 'name'],
    ],
    [
      'a renewal twice',
      {
        domainRenewals: [
          { domainId: '1', years: 1 },
          { domainId: '1', years: 2 },
        ],
      },
      ['input', 'domainRenewals', '1', 'domainId'],
    ],
  ])('%s', async (_, input, path) => {
    const { ending, calls } = await add({ ...common, ...input });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path });
    expect(calls).toEqual([]);
  });

  test.each<[string, object]>([
    ['client', { clientId: '4321', products: [pebble] }],
    ['product', { products: [pebble, { productId: '777' }] }],
    ['service to renew', { serviceRenewalIds: ['1', '54321'] }],
    ['service to renew of another client', { serviceRenewalIds: ['10'] }],
    ['service for an addon', { addons: [{ addonId: '1', serviceId: '10' }] }],
    ['domain to renew', { domainRenewals: [{ domainId: '54321', years: 1 }] }],
    ['domain to renew of another client', { domainRenewals: [{ domainId: '8', years: 1 }] }],
  ])('a missing %s', async (_, input) => {
    const { ending, sent } = await add({ ...common, ...input });
    expect(ending?.__typename).toBe('NotFoundError');
    expect(sent).toEqual([]);
  });

  test('passes on the text of a refusal by WHMCS', async () => {
    gateway.simulator.fail({ action: 'AddOrder', kind: 'json-error', message: 'No items added to cart', times: 1 });
    const { ending } = await add({ ...common, products: [pebble] });
    expect(ending?.__typename).toBe('RefusedError');
    expect(ending?.reason).toContain('No items added to cart');
  });
});
