/** No outcome is claimed if something else may have caused what reads show. */
import { describe, expect, it } from 'vitest';
import { UpdateClient } from '../../../src/whmcs/commands/clients.ts';
import { AddInvoicePayment } from '../../../src/whmcs/commands/invoices.ts';
import { AcceptOrder, AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { ModuleSuspend } from '../../../src/whmcs/commands/services.ts';
import { OpenTicket } from '../../../src/whmcs/commands/tickets.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import type { FreshRead } from '../../../src/whmcs/reconcile/rule.ts';
import { lookOf, lose, nobody, payment, pending, ruleOf, stand } from './lost.ts';
import { asking, failureOf, rig } from '../rig.ts';

describe('a result that something else may have caused is unclear', () => {
  const order = { clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] };

  it('several new orders of one client', async () => {
    const whmcs = await rig();
    const { judge } = await lose(whmcs, AddOrder, order, 'reset-after');
    expect(await judge()).toMatchObject({ is: 'applied' });
    const { simulator, client } = whmcs;
    await client.call(AddOrder, order, asking());
    simulator.calls.reset();
    simulator.fail({ action: 'AddOrder', kind: 'reset-before', times: 1 });
    await failureOf(client.call(AddOrder, order, asking()));
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it('a new order that another operation has claimed', async () => {
    const whmcs = await rig();
    const { evidence, judge } = await lose(whmcs, AddOrder, order, 'reset-before');
    whmcs.simulator.calls.reset();
    const { answer } = await whmcs.client.call(AddOrder, order, asking());
    expect(await judge()).toMatchObject({ is: 'applied' });
    expect(await judge({ alike: [{ evidence, ids: { orderid: answer.orderid } }], earlier: [], later: [] })).toEqual({
      is: 'absent',
    });
  });

  it('one new order for two lost operations', async () => {
    const whmcs = await rig();
    const { evidence, judge } = await lose(whmcs, AddOrder, order, 'reset-after');
    expect(await judge({ alike: [{ evidence, ids: null }], earlier: [], later: [] })).toEqual({ is: 'unclear' });
  });

  it('a new order of other items', async () => {
    const whmcs = await rig();
    const { judge } = await lose(whmcs, AddOrder, order, 'reset-before');
    whmcs.simulator.calls.reset();
    const domain = { domain: ['other.example.com'], domaintype: ['register' as const], regperiod: [1] };
    await whmcs.client.call(AddOrder, { clientid: 1, paymentmethod: 'paypal', ...domain }, asking());
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  const monthly = { clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'], domain: ['a.example'] };
  it.each([
    ['paid otherwise', { ...monthly, paymentmethod: 'stripe' }],
    ['for another time', { ...monthly, billingcycle: ['annually'] }],
    ['of another name', { ...monthly, domain: ['b.example'] }],
    ['of two of it', { ...monthly, pid: [1, 1], billingcycle: ['monthly', 'monthly'], domain: ['a.example'] }],
  ])('a new order %s', async (_, other) => {
    const whmcs = await rig();
    const { judge } = await lose(whmcs, AddOrder, monthly, 'reset-before');
    whmcs.simulator.calls.reset();
    await whmcs.client.call(AddOrder, other, asking());
    expect(await judge()).toEqual({ is: 'unclear' });
    whmcs.simulator.calls.reset();
    await whmcs.client.call(AddOrder, monthly, asking());
    expect(await judge()).toMatchObject({ is: 'applied' });
  });

  it('a new ticket with the same subject and other words', async () => {
    const whmcs = await rig();
    const help = { clientid: 1, deptid: 1, subject: 'Help', message: 'It is down' };
    const { judge } = await lose(whmcs, OpenTicket, help, 'reset-before');
    whmcs.simulator.calls.reset();
    await whmcs.client.call(OpenTicket, { ...help, message: 'It is slow' }, asking());
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it('a ticket that its own operation claims during the closer read', async () => {
    const whmcs = await rig();
    const help = { clientid: 1, deptid: 1, subject: 'Help', message: 'It is down' };
    const { evidence } = await lose(whmcs, OpenTicket, help, 'reset-before');
    const { answer } = await whmcs.client.call(OpenTicket, help, asking());
    const known = lookOf(whmcs.client);
    let isTold = false;
    const look: FreshRead = (command, params) => {
      isTold ||= command.name === 'GetTicket';
      return known(command, params);
    };
    const others = () => ({ ...nobody, alike: isTold ? [{ evidence, ids: { id: answer.id } }] : [] });
    expect(await ruleOf(OpenTicket).judge(evidence, look, others)).toEqual({ is: 'unclear' });
  });

  it('a payment of another amount than the whole balance', async () => {
    const whmcs = await rig();
    const whole = payment(whmcs.simulator.world);
    const { judge } = await lose(whmcs, AddInvoicePayment, whole, 'reset-before');
    whmcs.simulator.calls.reset();
    await whmcs.client.call(AddInvoicePayment, { ...whole, amount: '0.01' }, asking());
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it('a payment that matches an earlier one is not mistaken for it', async () => {
    const whmcs = await rig();
    const paid = { ...payment(whmcs.simulator.world), amount: '1.00' };
    await whmcs.client.call(AddInvoicePayment, paid, asking());
    whmcs.simulator.calls.reset();
    const { judge } = await lose(whmcs, AddInvoicePayment, paid, 'reset-before');
    expect(await judge()).toEqual({ is: 'absent' });
  });

  it('a payment that only one of two lists reports', async () => {
    const whmcs = await rig();
    const paid = { ...payment(whmcs.simulator.world), amount: '1.00' };
    await lose(whmcs, AddInvoicePayment, paid, 'reset-after');
    const told = lookOf(whmcs.client);
    const look: FreshRead = async (command, params) =>
      command.name === 'GetInvoice' ? decode(command, { transactions: '' }, 200) : told(command, params);
    const evidence = await ruleOf(AddInvoicePayment).note(paid, look);
    expect(await ruleOf(AddInvoicePayment).judge(evidence, look, () => nobody)).toMatchObject({ is: 'applied' });
  });

  it('a service that was suspended before', async () => {
    const whmcs = await rig();
    const { judge } = await lose(whmcs, ModuleSuspend, stand(whmcs.simulator.world, 'Suspended'), 'reset-after');
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it('a service that another operation has changed since', async () => {
    const whmcs = await rig();
    const { judge, evidence } = await lose(whmcs, ModuleSuspend, stand(whmcs.simulator.world, 'Active'), 'reset-after');
    stand(whmcs.simulator.world, 'Active');
    expect(await judge({ alike: [], earlier: [], later: [{ evidence, ids: null }] })).toEqual({ is: 'unclear' });
  });

  it('an accepted order with a line that still waits', async () => {
    const whmcs = await rig();
    const orderid = pending(whmcs.simulator.world);
    const { judge } = await lose(whmcs, AcceptOrder, { orderid, autosetup: true, sendregistrar: true }, 'reset-after');
    const line = whmcs.simulator.world.orders.get(orderid)?.lines[0];
    const thing =
      line?.type === 'domain'
        ? whmcs.simulator.world.domains.get(line.relid)
        : whmcs.simulator.world.services.get(line?.relid ?? 0);
    if (!thing) return expect.fail('no line');
    thing.status = 'Pending';
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it('a pending order with a line that has changed', async () => {
    const whmcs = await rig();
    const { world } = whmcs.simulator;
    const orderid = pending(world);
    const { judge } = await lose(whmcs, AcceptOrder, { orderid, autosetup: true, sendregistrar: true }, 'reset-after');
    const order = world.orders.get(orderid) ?? expect.fail('no order');
    order.status = 'Pending';
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it.each([
    ['as it was', 'Pending', 'Pending', 'absent'],
    ['of which an addon has moved', 'Pending', 'Active', 'unclear'],
    ['of which it is not told how a line stands', '', '', 'unclear'],
  ])('a pending order %s', async (_, before, now, is) => {
    const line = (type: string, status: string) => ({ type, relid: 9, status });
    const seen =
      (status: string): FreshRead =>
      async (command) => {
        const order = {
          id: 5,
          status: 'Pending',
          lineitems: { lineitem: [line('product', 'Pending'), line('addon', status)] },
        };
        return decode(command, { totalresults: 1, orders: { order: [order] } }, 200);
      };
    const rule = ruleOf(AcceptOrder);
    const evidence = await rule.note({ orderid: 5 }, seen(before));
    expect(await rule.judge(evidence, seen(now), () => nobody)).toEqual({ is });
  });

  it('fields that are neither as before nor as requested', async () => {
    const whmcs = await rig();
    const { judge } = await lose(whmcs, UpdateClient, { clientid: 1, firstname: 'Zoë', city: 'Paris' }, 'reset-after');
    const client = whmcs.simulator.world.clients.get(1);
    if (client) client.city = 'Rome';
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it('evidence in an unknown form', async () => {
    const { client } = await rig();
    expect(await ruleOf(ModuleSuspend).judge({ service: 3 }, lookOf(client), () => nobody)).toEqual({ is: 'unclear' });
    expect(await ruleOf(AddOrder).judge(null, lookOf(client), () => nobody)).toEqual({ is: 'unclear' });
  });

  /** Answers of another WHMCS than the simulated one. */
  const seeing =
    (answer: object): FreshRead =>
    async (command) =>
      decode(command, { ...answer }, 200);
  const judged = async (before: object, now: object) =>
    ruleOf(AddOrder).judge(await ruleOf(AddOrder).note(order, seeing(before)), seeing(now), () => nobody);
  const row = (id: unknown, more: object = {}) => ({
    id,
    userid: '1',
    lineitems: { lineitem: [{ type: 'product', relid: 9 }] },
    ...more,
  });
  const page = (total: unknown, ...rows: object[]) => ({ totalresults: total, orders: { order: rows } });

  it.each<[string, object, object, string]>([
    ['a new one', page('1', row(5)), page('2', row('6'), row('5')), 'applied'],
    ['the first of all', { totalresults: 0, orders: '' }, page(1, row(6)), 'applied'],
    ['none', page('1', row(5)), page('1', row('5')), 'absent'],
    ['none, uncounted', page(0, row(5), row(4)), page(0, row(5), row(4)), 'absent'],
    ['none among the newest of many', page(90, row(5), row(4)), page(90, row(5), row(4)), 'absent'],
    ['a page that begins with the oldest', page(90, row(1), row(2)), page(91, row(1), row(2)), 'unclear'],
    [
      'a page of newer ones alone',
      page(90, row(5), row(4)),
      page(99, row(9, { userid: 2 }), row(8, { userid: 2 })),
      'unclear',
    ],
    ['a row without a number', page(1, row(5)), page(2, row(''), row(5)), 'unclear'],
    [
      'a row of somebody else, where the filter is ignored',
      page(1, row(5)),
      page(2, row(6, { userid: 2 }), row(5)),
      'absent',
    ],
    ['a row of nobody knows whom', page(1, row(5)), page(2, row(6, { userid: '' }), row(5)), 'applied'],
  ])('a list with %s', async (_, before, now, is) => {
    expect(await judged(before, now)).toHaveProperty('is', is);
  });
});
