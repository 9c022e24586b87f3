/** orderAdd: the parameters sent to AddOrder, and the payload. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { decodeSerialized } from '../../../../src/simulator/http/unserialize.ts';
import { common, pebble, useOrderAdd } from './order-add-rig.ts';

const { gateway, world, add } = useOrderAdd();

describe('the parameters of AddOrder', () => {
  test('hold everything of a rich order, each item under its number', async () => {
    const renewed = world()
      .domains.of(1)
      .find(({ status }) => status === 'Active');
    const { form, ending, errors } = await add({
      clientId: globalId('Client', 1),
      paymentMethod: 'stripe',
      products: [
        {
          ...pebble,
          productId: globalId('Product', 8),
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
      pid: { 0: '8', 1: '4' },
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

  test('hold only the item by default, so that WHMCS makes an invoice and sends mail', async () => {
    const { form } = await add({ ...common, products: [{ productId: '1' }] });
    expect(form).toEqual({ clientid: '1', paymentmethod: 'stripe', pid: { 0: '1' } });
  });

  test.each([
    ['FREE', 'free', '7'],
    ['ONE_TIME', 'onetime', '6'],
    ['QUARTERLY', 'quarterly', '1'],
    ['SEMI_ANNUALLY', 'semiannually', '8'],
    ['ANNUALLY', 'annually', '1'],
    ['BIENNIALLY', 'biennially', '8'],
    ['TRIENNIALLY', 'triennially', '8'],
  ])('%s is %s', async (billingCycle, word, productId) => {
    const { form } = await add({ ...common, products: [{ productId, billingCycle }] });
    expect(form['billingcycle']).toEqual({ 0: word });
  });
});

describe('the payload', () => {
  test('holds order, invoice, services and domains, read fresh', async () => {
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

  test('keeps its other fields if one read-back fails', async () => {
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
