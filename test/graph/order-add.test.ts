/** orderAdd: what AddOrder is told, what comes back, and what is refused before anything is sent. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/graph/global-id.ts';
import { decodeSerialized } from '../../src/simulator/unserialize.ts';
import { useGateway, type As } from '../support/gateway.ts';
import { expectUnknown } from '../support/unknown.ts';

interface Added {
  orderAdd: {
    __typename: string;
    message?: string;
    path?: string[];
    reason?: string;
    order?: { whmcsId: number; status: string; items: { type: string }[] } | null;
    invoice?: { whmcsId: number; status: string; items: { description: string }[] } | null;
    services?: { whmcsId: number; status: string; name: string }[];
    domains?: { whmcsId: number; name: string }[];
    addonIds?: number[];
  } | null;
}

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: true } });
const world = () => gateway.simulator.world;

const document = `mutation ($input: OrderAddInput!) { orderAdd(input: $input) {
  __typename
  ... on OrderAddPayload {
    order { whmcsId status items { type } } invoice { whmcsId status items { description } }
    services { whmcsId status name } domains { whmcsId name } addonIds
  }
  ... on UserError { message } ... on InvalidInputError { path } ... on RefusedError { reason }
} }`;

const add = async (input: object, as: As = 'staff') => {
  const { data, errors, calls } = await gateway.execute<Added>(document, { input }, { as });
  const sent = calls.filter(({ action }) => action === 'AddOrder');
  const { action: _, responsetype: __, ...form } = sent[0]?.params ?? {};
  return { ending: data.orderAdd, errors, calls, sent, form };
};

const common = { clientId: '1', paymentMethod: 'stripe' };
const pebble = { productId: '1', billingCycle: 'MONTHLY' };

describe('what AddOrder is told', () => {
  test('everything of a rich order, each item under its number', async () => {
    const renewed = world()
      .domains.of(1)
      .find(({ status }) => status === 'Active');
    const { form, ending, errors } = await add({
      clientId: globalId('Client', 1),
      paymentMethod: 'stripe',
      products: [
        {
          ...pebble,
          productId: globalId('Product', 1),
          quantity: 2,
          domainName: 'Twin.example',
          addonIds: ['1', '3'],
        },
        {
          productId: '4',
          billingCycle: 'SEMI_ANNUALLY',
          hostname: 'vps.example',
          nameserverPrefixes: ['ns1', 'ns2'],
          rootPassword: 'hünter2&',
          priceOverride: '19.90',
          customFields: [{ fieldId: globalId('CustomField', 12), value: 'Zoë "Z" & Co' }],
          configOptions: [
            { optionId: globalId('ConfigOption', 5), value: '52' },
            { optionId: '6', value: '3' },
          ],
        },
      ],
      domains: [
        {
          name: 'alone.example',
          type: 'TRANSFER',
          years: 2,
          eppCode: 'code<1>',
          idnLanguage: 'fre',
          dnsManagement: false,
        },
        {
          name: 'twin.EXAMPLE',
          type: 'REGISTER',
          years: 1,
          idProtection: true,
          emailForwarding: true,
          priceOverride: '5',
          renewalPriceOverride: '6.50',
          fields: [{ name: 'Legal Form', value: 'GmbH' }],
        },
      ],
      addons: [
        { addonId: '2', serviceId: globalId('Service', 1, 1) },
        { addonId: '3', serviceId: '1', quantity: 4 },
      ],
      domainRenewals: [{ domainId: globalId('Domain', renewed?.id ?? 0, 1), years: 3 }],
      serviceRenewalIds: ['1'],
      nameservers: ['ns1.example', 'ns2.example', 'ns3.example', 'ns4.example', 'ns5.example'],
      contactId: '1',
      affiliateId: '9',
      promotionCode: 'AUTUMN20',
      promotionOverride: true,
      createInvoice: false,
      sendInvoiceEmail: false,
      sendEmail: false,
      clientIp: '203.0.113.9',
    });
    expect(errors).toBeUndefined();
    expect(ending?.message).toBeUndefined();
    const { customfields, configoptions, domainfields, ...plain } = form;
    expect(plain).toEqual({
      clientid: '1',
      paymentmethod: 'stripe',
      pid: { 0: '1', 1: '4' },
      qty: { 0: '2' },
      billingcycle: { 0: 'monthly', 1: 'semiannually' },
      addons: { 0: '1,3' },
      hostname: { 1: 'vps.example' },
      ns1prefix: { 1: 'ns1' },
      ns2prefix: { 1: 'ns2' },
      rootpw: { 1: 'hünter2&' },
      priceoverride: { 1: '19.90' },
      domain: { 0: 'Twin.example', 2: 'alone.example' },
      domaintype: { 0: 'register', 2: 'transfer' },
      regperiod: { 0: '1', 2: '2' },
      eppcode: { 2: 'code<1>' },
      idnlanguage: { 2: 'fre' },
      idprotection: { 0: '1' },
      emailforwarding: { 0: '1' },
      domainpriceoverride: { 0: '5' },
      domainrenewoverride: { 0: '6.50' },
      addonids: { 0: '2', 1: '3' },
      serviceids: { 0: '1', 1: '1' },
      addonidsqty: { 1: '4' },
      domainrenewals: { [renewed?.domainname ?? '']: '3' },
      servicerenewals: { 0: '1' },
      nameserver1: 'ns1.example',
      nameserver2: 'ns2.example',
      nameserver3: 'ns3.example',
      nameserver4: 'ns4.example',
      nameserver5: 'ns5.example',
      contactid: '1',
      affid: '9',
      promocode: 'AUTUMN20',
      promooverride: '1',
      noinvoice: '1',
      noinvoiceemail: '1',
      noemail: '1',
      clientip: '203.0.113.9',
    });
    const decoded = (value: unknown) =>
      Object.fromEntries(
        Object.entries(value as Record<string, string>).map(([index, text]) => [index, decodeSerialized(text)]),
      );
    expect(decoded(customfields)).toEqual({ 1: { 12: 'Zoë "Z" & Co' } });
    expect(decoded(configoptions)).toEqual({ 1: { 5: '52', 6: '3' } });
    expect(decoded(domainfields)).toEqual({ 0: { 'Legal Form': 'GmbH' } });
    expect(ending?.invoice).toBeNull();
    expect(ending?.services).toHaveLength(2);
    expect(ending?.domains?.map(({ name }) => name).toSorted()).toEqual(['alone.example', 'twin.example']);
    expect(ending?.addonIds).toHaveLength(4);
  });

  test('by default nothing but the item, so that WHMCS makes an invoice and mails', async () => {
    const { form } = await add({ ...common, products: [{ productId: '1' }] });
    expect(form).toEqual({ clientid: '1', paymentmethod: 'stripe', pid: { 0: '1' } });
  });

  test.each([
    ['FREE', 'free'],
    ['ONE_TIME', 'onetime'],
    ['QUARTERLY', 'quarterly'],
    ['ANNUALLY', 'annually'],
    ['BIENNIALLY', 'biennially'],
    ['TRIENNIALLY', 'triennially'],
  ])('%s is %s', async (billingCycle, word) => {
    const { form } = await add({ ...common, products: [{ productId: '1', billingCycle }] });
    expect(form['billingcycle']).toEqual({ 0: word });
  });
});

describe('what comes back', () => {
  test('order, invoice, services and domains, freshly read', async () => {
    await gateway.execute(
      '{ orders(clientId: "1") { nodes { whmcsId } } client(id: "1") { services { totalCount } } }',
    );
    const { ending, errors } = await add({
      ...common,
      products: [pebble],
      domains: [{ name: 'fresh.example', type: 'REGISTER' }],
    });
    expect(errors).toBeUndefined();
    const order = world().orders.get(ending?.order?.whmcsId ?? 0);
    expect(ending).toMatchObject({
      __typename: 'OrderAddPayload',
      order: { status: 'Pending', items: [{ type: 'product' }, { type: 'domain' }] },
      invoice: { whmcsId: order?.invoiceid, status: 'UNPAID' },
      services: [{ status: 'PENDING', name: 'Pebble' }],
      domains: [{ name: 'fresh.example' }],
      addonIds: [],
    });
    expect(order?.userid).toBe(1);
    const { data } = await gateway.execute<{ orders: { nodes: { whmcsId: number }[] } }>(
      '{ orders(clientId: "1", first: 100) { nodes { whmcsId } } }',
    );
    expect(data.orders.nodes).toContainEqual({ whmcsId: order?.id });
  });

  test('a failed reading-back leaves the rest of the payload', async () => {
    gateway.simulator.fail({ kind: 'html-200', action: 'GetInvoice' });
    const { ending, errors, sent } = await add({ ...common, products: [pebble] });
    gateway.simulator.heal();
    expect(sent).toHaveLength(1);
    expect(ending).toMatchObject({ order: { status: 'Pending' }, invoice: null });
    expect(errors?.[0]).toMatchObject({
      path: ['orderAdd', 'invoice'],
      extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' },
    });
  });
});

describe('a key makes repeating harmless', () => {
  const input = { ...common, products: [pebble], idempotencyKey: 'order-1' };

  test('same key and same input: one AddOrder, one answer', async () => {
    const before = gateway.simulator.calls.of('AddOrder');
    const [first, second] = await Promise.all([add(input), add(input)]);
    const third = await add(input);
    expect(gateway.simulator.calls.of('AddOrder') - before).toBe(1);
    expect(first.ending?.order?.status).toBe('Pending');
    expect(second.ending).toEqual(first.ending);
    expect(third.ending).toEqual(first.ending);
  });

  test('same key and other input is refused', async () => {
    const { ending, sent } = await add({ ...input, paymentMethod: 'paypal' });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'idempotencyKey'] });
    expect(sent).toEqual([]);
  });
});

describe('what is refused before anything is sent', () => {
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
      'a field that is none',
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
  ])('a %s that is not there', async (_, input) => {
    const { ending, sent } = await add({ ...common, ...input });
    expect(ending?.__typename).toBe('NotFoundError');
    expect(sent).toEqual([]);
  });

  test("WHMCS's own refusals are told in its words", async () => {
    gateway.simulator.fail({ action: 'AddOrder', kind: 'json-error', message: 'No items added to cart', times: 1 });
    const { ending } = await add({ ...common, products: [pebble] });
    expect(ending?.__typename).toBe('RefusedError');
    expect(ending?.reason).toContain('No items added to cart');
  });
});

describe('an order whose answer was lost', () => {
  const lost = async () => {
    const before = world().orders.all().length;
    gateway.simulator.fail({ kind: 'reset-after', action: 'AddOrder', times: 1 });
    const { ending, sent } = await add({ ...common, products: [pebble] });
    gateway.simulator.heal();
    const made = world().orders.all().slice(before);
    expect([sent.length, made.length]).toEqual([1, 1]);
    return { ending, made };
  };

  test('is told as it is where reading finds it, and not repeated', async () => {
    const { ending, made } = await lost();
    expect(ending).toMatchObject({
      __typename: 'OrderAddPayload',
      order: { whmcsId: made[0]?.id, status: 'Pending', items: [{ type: 'product' }] },
      invoice: { whmcsId: made[0]?.invoiceid, status: 'UNPAID' },
      services: [{ status: 'PENDING', name: 'Pebble' }],
      domains: [],
      addonIds: [],
    });
  });

  test('is unknown where nobody knows what was there before, and not repeated', async () => {
    gateway.simulator.fail({ kind: 'json-error', action: 'GetOrders', times: 1 });
    const { ending } = await lost();
    expect(ending?.__typename).toBe('UnknownOutcomeError');
  });
});

describe.each<[As, string]>([
  ['partner', '2'],
  ['client', '1'],
])('a %s', (as, clientId) => {
  const input = { paymentMethod: 'stripe', clientId, products: [pebble] };

  test('orders for a client of theirs', async () => {
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

  test("finds nothing of anybody else's, just as if it were not there", async () => {
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
