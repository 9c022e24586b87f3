/** Products and payment methods: reference lists that every viewer sees. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

describe('without a shared cache', () => {
  const { execute } = useGateway({ simulator: { clients: 3 }, gateway: { sharedCache: false } });

  test('shows everything of a product for one call', async () => {
    const { data, errors, calls } = await execute<{ product: { configOptions: object[] } }>(
      `{ product(id: "4") {
        id whmcsId name groupId groupName type slug url description module payType allowQuantity quantityAvailable
        customFields { fieldId name description isRequired }
        configOptions { optionId name type minimumQuantity maximumQuantity choices { whmcsId name recurring } }
      } }`,
    );
    expect(errors).toBeUndefined();
    expect(namesOf(calls)).toEqual(['GetProducts']);
    const { configOptions, ...product } = data.product;
    expect(product).toEqual({
      id: globalId('Product', 4),
      whmcsId: 4,
      name: 'Ridge VPS',
      groupId: globalId('ProductGroup', 3),
      // Only services hold it.
      groupName: null,
      type: 'server',
      slug: 'ridge-vps',
      url: 'https://shop.hosting.example/store/ridge-vps',
      description: 'Two cores, your own kernel',
      module: 'virtualizor',
      payType: 'RECURRING',
      allowQuantity: 0,
      quantityAvailable: 0,
      customFields: [
        { fieldId: globalId('CustomField', 12), name: 'Rescue contact', description: null, isRequired: false },
      ],
    });
    expect(configOptions).toContainEqual({
      optionId: globalId('ConfigOption', 6),
      name: 'Extra addresses',
      type: '4',
      minimumQuantity: 0,
      maximumQuantity: 8,
      choices: [{ whmcsId: 61, name: 'Address', recurring: '2.00' }],
    });
  });

  test('the description stays HTML, as it was written', async () => {
    const { data } = await execute(`{ product(id: "1") { description } }`);
    expect(data).toEqual({ product: { description: '5 GB of space<br />\r\nOne site &amp; ten mailboxes' } });
  });

  const prices = `pricing {
    currencyCode currencyPrefix currencySuffix
    oneTime { price { amount } } monthly { price { amount formatted } setupFee { amount } } quarterly { price { amount } } biennially { price { amount } }
  }`;

  test('a cycle that is not offered has no price', async () => {
    const { data, calls } = await execute<{ product: { pricing: object[] } }>(`{ product(id: "4") { ${prices} } }`);
    expect(data.product.pricing[0]).toEqual({
      currencyCode: 'USD',
      currencyPrefix: '$',
      currencySuffix: ' USD',
      oneTime: null,
      monthly: { price: { amount: '24.00', formatted: '$24.00 USD' }, setupFee: { amount: '10.00' } },
      quarterly: { price: { amount: '72.00' } },
      biennially: { price: null },
    });
    expect(data.product.pricing).toHaveLength(4);
    expect(calls).toHaveLength(1);
  });

  test('a one-time price is not a monthly price', async () => {
    const { data } = await execute<{ product: { payType: string; pricing: object[] } }>(
      `{ product(id: "6") { payType ${prices} } }`,
    );
    expect(data.product.payType).toBe('ONE_TIME');
    expect(data.product.pricing[0]).toMatchObject({ oneTime: { price: { amount: '75.00' } }, monthly: null });
  });

  test('several products in one operation are one call', async () => {
    const { data, calls } = await execute(
      `{ a: product(id: "5") { name } b: product(id: "2") { name } c: product(id: "777") { name } }`,
    );
    expect(data).toEqual({ a: { name: 'Summit Dedicated' }, b: { name: 'Boulder' }, c: null });
    expect(calls.map(({ params }) => params['pid'])).toEqual(['2,5,777']);
  });

  test('a list can be narrowed to a group or a module, and be empty', async () => {
    const { data } = await execute(
      `{
        all: products { whmcsId }
        group: products(groupId: "3") { whmcsId }
        same: products(groupId: "${globalId('ProductGroup', 3)}") { whmcsId }
        module: products(module: "cpanel") { whmcsId }
        none: products(module: "nothing") { whmcsId }
      }`,
    );
    expect(data).toEqual({
      all: [1, 2, 3, 4, 5, 6, 7, 8].map((whmcsId) => ({ whmcsId })),
      group: [{ whmcsId: 4 }, { whmcsId: 5 }],
      same: [{ whmcsId: 4 }, { whmcsId: 5 }],
      module: [{ whmcsId: 1 }, { whmcsId: 2 }, { whmcsId: 3 }],
      none: [],
    });
  });

  test.each(['staff', 'partner', 'client'])('are shown to a %s', async (as) => {
    const id = globalId('Product', 7);
    const { data } = await execute(
      `query ($id: ID!) { node(id: $id) { id ... on Product { name } } product(id: $id) { type } paymentMethods { module displayName } }`,
      { id },
      { as },
    );
    expect(data).toMatchObject({ node: { id, name: 'Status Page' }, product: { type: 'other' } });
    expect(data['paymentMethods']).toContainEqual({ module: 'stripe', displayName: 'Card & Wallet' });
  });
});

describe('with a shared cache', () => {
  const { execute } = useGateway({ simulator: { clients: 3 } });

  test('the whole list answers for each of its products', async () => {
    await execute(`{ products { name } }`);
    const one = await execute(`{ product(id: "3") { name type } products(groupId: "1") { name } }`);
    expect(one.data).toEqual({
      product: { name: 'Quarry', type: 'reselleraccount' },
      products: [{ name: 'Pebble' }, { name: 'Boulder' }],
    });
    expect(one.calls).toEqual([]);
    const services = await execute(`{ services(clientId: "1") { nodes { product { type } } } }`);
    expect(namesOf(services.calls)).toEqual(['GetClientsProducts']);
  });
});
