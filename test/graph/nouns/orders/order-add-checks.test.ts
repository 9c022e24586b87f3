/** orderAdd: orders that WHMCS would silently change. They are refused, and nothing is sent. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import type { Product } from '../../../../src/simulator/world/products.ts';
import { common, pebble, useOrderAdd } from './order-add-rig.ts';

const { gateway, world, add } = useOrderAdd();
const products = () => world().products;
const change = (id: number, changes: Partial<Product>) => {
  const product = products().get(id);
  if (product) products().set(id, { ...product, ...changes });
};

/** Pebble, Ridge VPS, Migration Service, Status Page, Care Plan; the VPS now requires its field 12. */
const vps = { productId: '4', billingCycle: 'MONTHLY', customFields: [{ fieldId: '12', value: 'Ann' }] };
const care = { productId: '8', billingCycle: 'MONTHLY' };
beforeAll(() => {
  change(4, { customFields: [{ id: 12, name: 'Rescue contact', required: true }] });
  change(5, { stock: 3, allowqty: 1 });
});

/** A name of the right format and the wrong length. */
const long = `${'a.'.repeat(126)}example`;
const option = (optionId: string, value: string) => [{ ...vps, configOptions: [{ optionId, value }] }];

describe('refuses for products', () => {
  test.each<[string, object[], string[]]>([
    ['a cycle without a price', [{ productId: '1', billingCycle: 'TRIENNIALLY' }], ['0', 'billingCycle']],
    [
      'a cycle without a price, in the second line',
      [pebble, { ...pebble, billingCycle: 'BIENNIALLY' }],
      ['1', 'billingCycle'],
    ],
    ['a cycle of what is paid once', [{ productId: '6', billingCycle: 'MONTHLY' }], ['0', 'billingCycle']],
    ['a cycle of what is free', [{ productId: '7', billingCycle: 'MONTHLY' }], ['0', 'billingCycle']],
    ['once of what recurs', [{ productId: '1', billingCycle: 'ONE_TIME' }], ['0', 'billingCycle']],
    ['free of what recurs', [{ productId: '1', billingCycle: 'FREE' }], ['0', 'billingCycle']],
    [
      'a recurring product once, with a price override',
      [{ productId: '1', billingCycle: 'ONE_TIME', priceOverride: '5' }],
      ['0', 'billingCycle'],
    ],
    ['an option of nothing', option('99', '1'), ['0', 'configOptions', '0', 'optionId']],
    [
      'an option of another product',
      [{ ...pebble, configOptions: [{ optionId: '7', value: '1' }] }],
      ['0', 'configOptions', '0', 'optionId'],
    ],
    ['a choice of nothing', option(globalId('ConfigOption', 5), '999'), ['0', 'configOptions', '0', 'value']],
    ['a choice by its name', option('5', '8 GB'), ['0', 'configOptions', '0', 'value']],
    ['a choice of another option', option('5', '71'), ['0', 'configOptions', '0', 'value']],
    ['neither yes nor no', option('7', 'Yes'), ['0', 'configOptions', '0', 'value']],
    ['a quantity beyond the largest', option('6', '9'), ['0', 'configOptions', '0', 'value']],
    ['a quantity below zero', option('6', '-1'), ['0', 'configOptions', '0', 'value']],
    ['half a quantity', option('6', '1.5'), ['0', 'configOptions', '0', 'value']],
    [
      'an option twice',
      [
        {
          ...vps,
          configOptions: [
            { optionId: '5', value: '51' },
            { optionId: globalId('ConfigOption', 5), value: '52' },
          ],
        },
      ],
      ['0', 'configOptions', '1', 'optionId'],
    ],
    ['no value for a required field', [{ ...vps, customFields: [] }], ['0', 'customFields']],
    [
      'a blank value for a required field',
      [{ ...vps, customFields: [{ fieldId: '12', value: ' ' }] }],
      ['0', 'customFields'],
    ],
    [
      'a field of nothing',
      [{ ...pebble, customFields: [{ fieldId: '12', value: 'x' }] }],
      ['0', 'customFields', '0', 'fieldId'],
    ],
    [
      'a field twice',
      [
        {
          ...vps,
          customFields: [
            { fieldId: '12', value: 'x' },
            { fieldId: globalId('CustomField', 12), value: 'y' },
          ],
        },
      ],
      ['0', 'customFields', '1', 'fieldId'],
    ],
    ['three of what is ordered one at a time', [{ ...pebble, quantity: 3 }], ['0', 'quantity']],
    ['more than there are', [{ productId: '5', quantity: 4 }], ['0', 'quantity']],
    [
      'more than the stock, together',
      [{ productId: '5', quantity: 2 }, pebble, { productId: '5', quantity: 2 }],
      ['2', 'quantity'],
    ],
    ['no domain', [{ ...pebble, domainName: 'not a domain' }], ['0', 'domainName']],
    ['an address on the web', [{ ...pebble, domainName: 'https://a.example' }], ['0', 'domainName']],
    ['half a domain', [{ ...pebble, domainName: 'localhost' }], ['0', 'domainName']],
    ['an empty domain', [{ ...pebble, domainName: '' }], ['0', 'domainName']],
    ['a domain with blanks around', [{ ...pebble, domainName: ' a.example' }], ['0', 'domainName']],
    ['a domain with a mark below', [{ ...pebble, domainName: 'a_b.example' }], ['0', 'domainName']],
    ['a domain with an empty label', [{ ...pebble, domainName: 'a..example' }], ['0', 'domainName']],
    ['a domain that ends in a dot', [{ ...pebble, domainName: 'a.example.' }], ['0', 'domainName']],
    ['a domain with a hyphen first', [{ ...pebble, domainName: '-a.example' }], ['0', 'domainName']],
    ['a domain that is too long', [{ ...pebble, domainName: long }], ['0', 'domainName']],
    ['a domain of bad punycode', [{ ...pebble, domainName: 'xn--a-ecp.example' }], ['0', 'domainName']],
    ['a domain whose punycode says nothing', [{ ...pebble, domainName: 'xn--a-.com' }], ['0', 'domainName']],
    ['a domain of punycode that ends early', [{ ...pebble, domainName: 'shop.xn--99999.com' }], ['0', 'domainName']],
    ['an IP address', [{ ...pebble, domainName: '192.0.2.1' }], ['0', 'domainName']],
    ['a host that is none', [{ ...vps, hostname: 'my server' }], ['0', 'hostname']],
    ['a prefix that is none', [{ ...vps, nameserverPrefixes: ['ns1', 'n s'] }], ['0', 'nameserverPrefixes', '1']],
  ])('%s', async (_, lines, path) => {
    const { ending, sent } = await add({ ...common, products: lines });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'products', ...path] });
    expect(sent).toEqual([]);
  });

  test('refuses a product without a price in the client’s currency', async () => {
    const { ending, sent } = await add({ ...common, products: [{ productId: '5', billingCycle: 'QUARTERLY' }] });
    const currency = world().clients.get(1)?.currency;
    const code = { 1: 'USD', 2: 'EUR', 3: 'GBP' }[currency ?? 0] ?? '';
    expect(ending?.message).toContain('MONTHLY, ANNUALLY');
    expect(ending?.message).toContain(code);
    expect(sent).toEqual([]);
  });
});

test.each<[string, object, string[]]>([
  ['a domain that is none', { domains: [{ name: 'not a domain', type: 'REGISTER' }] }, ['domains', '0', 'name']],
  ['a top-level domain', { domains: [{ name: 'example', type: 'TRANSFER' }] }, ['domains', '0', 'name']],
  ['a top-level domain of digits', { domains: [{ name: 'a.123', type: 'REGISTER' }] }, ['domains', '0', 'name']],
  ['eleven years', { domains: [{ name: 'a.example', type: 'REGISTER', years: 11 }] }, ['domains', '0', 'years']],
  ['eleven more years', { domainRenewals: [{ domainId: '1', years: 11 }] }, ['domainRenewals', '0', 'years']],
  ['a nameserver that is none', { products: [pebble], nameservers: ['ns1.example', 'ns2'] }, ['nameservers', '1']],
  ['a service twice', { serviceRenewalIds: ['1', globalId('Service', 1, 1)] }, ['serviceRenewalIds', '1']],
  ['an address that is none', { products: [pebble], clientIp: 'office' }, ['clientIp']],
])('refuses %s without a call', async (_, input, path) => {
  const { ending, calls } = await add({ ...common, ...input });
  expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', ...path] });
  expect(calls).toEqual([]);
});

test.each<[string, object]>([
  [
    'a cycle without a price, with a price override',
    { products: [{ productId: '1', billingCycle: 'TRIENNIALLY', priceOverride: '100' }] },
  ],
  ['yes by number', { products: option('7', '1') }],
  ['no', { products: option('7', '0') }],
  ['yes by its choice', { products: option('7', '71') }],
  ['no quantity of an option', { products: option('6', '0') }],
  ['the largest quantity of an option', { products: option('6', '8') }],
  ['one of each', { products: [{ ...pebble, quantity: 1 }] }],
  ['several of what may be several', { products: [{ ...care, quantity: 3 }] }],
  ['an internationalised domain', { products: [{ ...pebble, domainName: 'dómáin2.example' }] }],
  ['the same in punycode', { products: [{ ...pebble, domainName: 'xn--dmin2-0qac.example' }] }],
  ['a subdomain', { products: [{ ...pebble, domainName: 'shop.Harbour-Row.co.uk' }] }],
  ['a domain below an internationalised one', { domains: [{ name: 'пример.рф', type: 'REGISTER', years: 10 }] }],
  ['a host by its first name', { products: [{ ...vps, hostname: 'vps1', nameserverPrefixes: ['ns1'] }] }],
  ['a price of the second currency', { clientId: '2', products: [pebble] }],
  ['no cycle', { products: [{ productId: '1' }, { productId: '6' }, { productId: '7' }] }],
  ['an address of six', { products: [pebble], clientIp: '2001:db8::1' }],
])('orders %s', async (_, input) => {
  const { ending, sent } = await add({ ...common, ...input });
  expect(ending).toMatchObject({ __typename: 'OrderAddPayload' });
  expect(sent).toHaveLength(1);
});

describe('never refuses because of cached products', () => {
  /** Reads the products into the cache, and then changes one. */
  const outdated = async (id: number, changes: Partial<Product>) => {
    const before = products().get(id);
    await gateway.execute('{ products { whmcsId } }');
    change(id, changes);
    return () => before && products().set(id, before);
  };
  const named = (calls: readonly { action: string }[], name: string) =>
    calls.filter(({ action }) => action === name).length;

  test('a cycle, an option, a field, a quantity, stock, all just changed', async () => {
    const before = new Map(products());
    await gateway.execute('{ products { whmcsId } }');
    change(1, {
      prices: { monthly: 495, triennially: 9900 },
      customFields: [{ id: 40, name: 'Colour', required: false }],
      configOptions: [{ id: 41, name: 'Size', type: 4, choices: [{ id: 42, name: 'Size', monthly: 100 }] }],
      allowqty: 1,
    });
    change(5, { stock: 30 });
    const { ending, calls } = await add({
      ...common,
      products: [
        {
          productId: '1',
          billingCycle: 'TRIENNIALLY',
          quantity: 3,
          customFields: [{ fieldId: '40', value: 'red' }],
          configOptions: [{ optionId: '41', value: '2' }],
        },
        { productId: '5', quantity: 20 },
      ],
    });
    expect(ending).toMatchObject({ __typename: 'OrderAddPayload' });
    expect(named(calls, 'GetProducts')).toBe(1);
    for (const [id, product] of before) products().set(id, product);
    await add({ ...common, products: [pebble] });
  });

  test('a product that was just created', async () => {
    await gateway.execute('{ products { whmcsId } }');
    const model = products().get(1);
    if (model) products().set(99, { ...model, id: 99 });
    const { ending } = await add({ ...common, products: [{ ...pebble, productId: '99' }] });
    expect(ending).toMatchObject({ __typename: 'OrderAddPayload' });
    products().delete(99);
  });

  test('refuses an unavailable item after a second read, and an uncached one after one', async () => {
    const undo = await outdated(1, { prices: { monthly: 600 } });
    const wrong = { ...common, products: [{ productId: '1', billingCycle: 'TRIENNIALLY' }] };
    const [first, second] = [await add(wrong), await add(wrong)];
    for (const { ending, sent, calls } of [first, second]) {
      expect(ending).toMatchObject({
        __typename: 'InvalidInputError',
        path: ['input', 'products', '0', 'billingCycle'],
      });
      expect([sent.length, named(calls, 'GetProducts')]).toEqual([0, 1]);
    }
    undo();
    // An order invalidates the products.
    await add({ ...common, products: [pebble] });
    const { ending, calls } = await add(wrong);
    expect([ending?.__typename, named(calls, 'GetProducts')]).toEqual(['InvalidInputError', 1]);
  });
});

test('shares stock among all viewers, less what was ordered', async () => {
  change(5, { stock: 3 });
  const two = { ...common, products: [{ productId: '5', quantity: 2 }] };
  expect((await add(two)).ending?.__typename).toBe('OrderAddPayload');
  expect(products().get(5)?.stock).toBe(1);
  const again = await add(two);
  expect([again.ending?.path, again.sent]).toEqual([['input', 'products', '0', 'quantity'], []]);
});

test('counts an operation’s own orders against the stock of its next order', async () => {
  change(5, { stock: 3 });
  const order =
    'orderAdd(input: { clientId: "1", paymentMethod: "stripe", products: [{ productId: "5", quantity: 2 }] })';
  const { data } = await gateway.execute(`mutation { a: ${order} { __typename } b: ${order} { __typename } }`);
  expect(data).toEqual({ a: { __typename: 'OrderAddPayload' }, b: { __typename: 'InvalidInputError' } });
});

describe('the calls of a valid order', () => {
  beforeEach(() => gateway.execute('{ products { whmcsId } paymentMethods { module } client(id: "1") { email } }'));

  test('are none for the checks, if products are cached', async () => {
    const { calls } = await add({ ...common, products: [vps, { ...care, quantity: 2 }] });
    const before = calls
      .slice(
        0,
        calls.findIndex(({ action }) => action === 'AddOrder'),
      )
      .map(({ action }) => action);
    expect(before).toEqual(['GetOrders']);
  });
});
