import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, ids, serialized, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

const order = (fields: Fields) => whmcs.call('AddOrder', { clientid: 6, paymentmethod: 'stripe', ...fields });
const refused = (fields: Fields) => whmcs.refusal('AddOrder', { clientid: 6, paymentmethod: 'stripe', ...fields });
const invoiceLines = (id: unknown) =>
  whmcs.simulator.world.invoices.get(Number(id))?.lines.map(({ type, amount }) => [type, amount]);

describe('AddOrder', () => {
  it('aligns its lists by index: a product with a domain, and a domain alone', async () => {
    const { world } = whmcs.simulator;
    const answer = await order({
      'pid[0]': 1,
      'billingcycle[0]': 'annually',
      'domain[0]': 'first.com',
      'domaintype[0]': 'register',
      'regperiod[0]': 2,
      'domain[1]': 'second.org',
      'domaintype[1]': 'transfer',
      'eppcode[1]': 'E-1',
      'idprotection[1]': 1,
      'pid[2]': 4,
      'qty[2]': 2,
      'configoptions[2]': serialized({ 5: '52', 6: '3' }),
      'customfields[2]': serialized({ 12: 'Zoë' }),
      'addons[2]': '1,3',
      nameserver1: 'ns1.x.example',
    });
    expect(answer).toMatchObject({
      result: 'success',
      addonids: '13,14',
    });
    const [pebble, ridge] = ids(answer['serviceids']).map((id) => world.services.get(id));
    expect(pebble).toMatchObject({
      pid: 1,
      status: 'Pending',
      domain: 'first.com',
      billingcycle: 'Annually',
      recurringamount: 4950,
      nextduedate: '2026-11-05',
    });
    expect(ridge).toMatchObject({
      qty: 2,
      recurringamount: 2 * (2400 + 800 + 600),
      firstpaymentamount: 7600 + 1000,
      customFields: [{ id: 12, value: 'Zoë' }],
    });
    const names = ids(answer['domainids']).map((id) => world.domains.get(id));
    expect(names).toMatchObject([
      { domainname: 'first.com', regperiod: 2, recurringamount: 2900 },
      { domainname: 'second.org', regtype: 'Transfer', idprotection: true },
    ]);
    expect(world.orders.get(Number(answer['orderid']))).toMatchObject({
      status: 'Pending',
      eppCodes: { 'second.org': 'E-1' },
      nameservers: 'ns1.x.example',
    });
    expect(invoiceLines(answer['invoiceid'])).toEqual([
      ['Hosting', 4950],
      ['DomainRegister', 2900],
      ['DomainTransfer', 1390],
      ['Hosting', 7600],
      ['Setup', 1000],
      ['Addon', 350],
      ['Addon', 900],
    ]);
  });

  it('takes prices, a promotion, and orders without invoice or mail', async () => {
    const mails = whmcs.simulator.world.mails.size;
    const quiet = await order({ 'pid[]': 1, 'priceoverride[]': '3.00', noinvoice: 1, noemail: 1 });
    expect(quiet).toMatchObject({ invoiceid: '0', domainids: '' });
    expect(whmcs.simulator.world.mails.size).toBe(mails);
    const promoted = await order({ 'pid[]': 2, promocode: 'AUTUMN20' });
    expect(invoiceLines(promoted['invoiceid'])).toEqual([
      ['Hosting', 1295],
      ['PromoHosting', -259],
    ]);
    expect(await order({ 'pid[]': 7 })).toMatchObject({ result: 'success', invoiceid: '0' });
  });

  it('adds addons to services, and renews existing records', async () => {
    const { world } = whmcs.simulator;
    const [service] = world.services.of(6);
    const [domain] = world.domains.of(6);
    const addons = await order({ 'addonids[0]': 2, 'serviceids[0]': service?.id ?? 0, 'addonidsqty[0]': 3 });
    expect(invoiceLines(addons['invoiceid'])).toEqual([['Addon', 1200]]);
    const renewed = await order({
      [`domainrenewals[${domain?.domainname}]`]: 2,
      'servicerenewals[0]': service?.id ?? 0,
    });
    expect(invoiceLines(renewed['invoiceid'])?.map(([type]) => type)).toEqual(['Domain', 'Hosting']);
    expect(world.orders.get(Number(renewed['orderid']))?.renewals).toMatchObject({
      domains: { [domain?.domainname ?? '']: 2 },
      services: [service?.id],
    });
  });

  it('ignores fields in the wrong encoding', async () => {
    const { serviceids } = await order({ 'pid[]': 4, 'customfields[]': '{"12":"x"}', 'configoptions[]': 'bm90' });
    expect(whmcs.simulator.world.services.get(Number(serviceids))).toMatchObject({
      customFields: [],
      recurringamount: 2400,
    });
  });

  it('refuses without any effect', async () => {
    const { world } = whmcs.simulator;
    const sizes = () =>
      [world.orders, world.services, world.domains, world.invoices, world.addons].map(({ size }) => size);
    const before = sizes();
    const pending = world.domains.of(6)[1]?.domainname;
    expect(await refused({ clientid: 999 })).toBe('Client ID Not Found');
    expect(await refused({ paymentmethod: 'gold' })).toBe(
      'Invalid Payment Method. Valid options include mailin,banktransfer,paypal,stripe',
    );
    expect(await refused({})).toBe('No items added to cart so order cannot proceed');
    for (const name of ['pid', 'domain', 'addons', 'customfields', 'servicerenewals', 'domainrenewals']) {
      expect(await refused({ [name]: 1 })).toBe(`Expecting parameter '${name}' to be an array`);
    }
    expect(await refused({ 'pid[0]': 1, 'pid[1]': 1, 'addons[1]': '77' })).toBe('Addon ID invalid');
    expect(await refused({ addonid: 1, serviceid: 1 })).toBe('Service ID not owned by Client ID provided');
    expect(await refused({ 'domainrenewals[nobodys.com]': 1 })).toBe('Domain not owned by Client ID provided');
    expect(await refused({ [`domainrenewals[${pending}]`]: 1 })).toBe(
      "Domain status is set to 'Pending' and cannot be renewed",
    );
    expect(await refused({ 'servicerenewals[]': 1 })).toBe('Service ID 1 can not be renewed at this time.');
    await whmcs.call('UpdateClient', { clientid: 8, status: 'Closed' });
    expect(await refused({ clientid: 8, 'pid[]': 1 })).toBe('Unable to add order when client status is Closed');
    expect(sizes()).toEqual(before);
  });
});

describe('AcceptOrder', () => {
  it('sets up pending lines once', async () => {
    const { world } = whmcs.simulator;
    const {
      orderid: placed,
      serviceids,
      domainids,
    } = await order({
      'pid[]': 1,
      'domain[]': 'accepted.com',
      'domaintype[]': 'register',
    });
    const orderid = Number(placed);
    await whmcs.call('AcceptOrder', { orderid, autosetup: 1, serviceusername: 'me', registrar: 'opensrs' });
    expect(world.services.get(Number(serviceids))).toMatchObject({ status: 'Active', username: 'me' });
    expect(world.domains.get(Number(domainids))).toMatchObject({
      status: 'Active',
      registrar: 'opensrs',
      expirydate: '2027-11-05',
    });
    expect(await whmcs.refusal('AcceptOrder', { orderid, autosetup: 1 })).toBe(
      'Order ID not found or Status not Pending',
    );
    expect(await whmcs.refusal('AcceptOrder', { orderid: 99_999 })).toBe('Order ID not found or Status not Pending');
  });

  it('keeps the first line if the module of the second fails', async () => {
    const { world } = whmcs.simulator;
    const { orderid, serviceids } = await order({ 'pid[0]': 1, 'pid[1]': 1 });
    whmcs.simulator.fail({ action: 'AcceptOrder', kind: 'json-error-halfway', message: 'disk full', times: 1 });
    expect(await whmcs.refusal('AcceptOrder', { orderid: Number(orderid), autosetup: 1 })).toBe('disk full');
    const statuses = String(serviceids)
      .split(',')
      .map((id) => world.services.get(Number(id))?.status);
    expect([world.orders.get(Number(orderid))?.status, ...statuses]).toEqual(['Pending', 'Active', 'Pending']);
  });

  it('leaves services pending without automatic set-up', async () => {
    await whmcs.call('AcceptOrder', { orderid: 3 });
    expect(whmcs.simulator.world.orders.get(3)?.status).toBe('Active');
    expect(whmcs.simulator.world.services.get(3)?.status).toBe('Pending');
  });
});
