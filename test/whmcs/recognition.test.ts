/** What reading tells of a write whose answer was lost, for every write and every way to lose it. */
import { describe, expect, it } from 'vitest';
import type { FaultKind, Simulator } from '../../src/simulator/index.ts';
import type { WhmcsClient } from '../../src/whmcs/client.ts';
import type { Params, WriteCommand } from '../../src/whmcs/command.ts';
import { AddClient, UpdateClient } from '../../src/whmcs/commands/clients.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { AddInvoicePayment, UpdateInvoice } from '../../src/whmcs/commands/invoices.ts';
import { AcceptOrder, AddOrder } from '../../src/whmcs/commands/orders.ts';
import { ModuleCreate, ModuleSuspend, ModuleTerminate, ModuleUnsuspend } from '../../src/whmcs/commands/services.ts';
import { AddTicketReply, OpenTicket } from '../../src/whmcs/commands/tickets.ts';
import { decode } from '../../src/whmcs/decode.ts';
import type { Look, Noted, Others, Recognised, Verdict } from '../../src/whmcs/recognition.ts';
import { asking, failureOf, rig, type Rig } from './rig.ts';

const writes = Object.values(commands).filter((each) => each.kind === 'write');
const nobody: Others = { alike: [], later: [] };

describe('every write', () => {
  it.each(writes.map((each) => [each.name, each] as const))('%s has a rule, or says why there is none', (_, each) => {
    const { recognised } = each;
    if ('never' in recognised) expect(recognised.never).toMatch(/\w+ \w+/);
    else expect(recognised.absenceProves).toBe(!['ModuleCreate', 'AcceptOrder'].includes(each.name));
  });

  it('is recognised, but for mail', () => {
    const never = writes.filter(({ recognised }) => 'never' in recognised);
    expect(never.map(({ name }) => name)).toEqual(['ResetPassword', 'SendEmail']);
  });
});

const lookOf =
  (client: WhmcsClient): Look =>
  async (command, params) =>
    (await client.call(command, params, asking())).answer;

interface Lost {
  readonly evidence: Noted;
  judge(others?: Others): Promise<Verdict>;
}

function ruleOf<C extends WriteCommand>({ recognised }: C): Recognised<Params<C>> {
  return 'never' in recognised ? expect.fail(recognised.never) : recognised;
}

/** Notes, sends, and loses the answer in the given way. */
async function lose<C extends WriteCommand>(whmcs: Rig, command: C, params: Params<C>, kind: FaultKind): Promise<Lost> {
  const rule = ruleOf(command);
  const look = lookOf(whmcs.client);
  const evidence = await rule.note(params, look);
  whmcs.simulator.fail({ action: command.name, kind, times: 1 });
  const error = await failureOf(whmcs.client.call(command, params, asking()));
  expect(error).toHaveProperty('name', 'UnknownOutcomeError');
  return {
    // As disk keeps it.
    evidence: JSON.parse(JSON.stringify(evidence)) as Noted,
    async judge(others = nobody) {
      const verdict = await rule.judge(JSON.parse(JSON.stringify(evidence)), look, others);
      expect(whmcs.simulator.calls.of(command.name)).toBe(1);
      return verdict;
    },
  };
}

type World = Simulator['world'];
const SERVICE = 3;
const stand = (world: World, status: string): { serviceid: number } => {
  const service = world.services.get(SERVICE);
  if (!service) return expect.fail('no service');
  service.status = status;
  return { serviceid: SERVICE };
};
const unpaid = ({ invoices }: World): number =>
  invoices.find(({ status }) => status === 'Unpaid')?.id ?? expect.fail('no unpaid invoice');
const draft = ({ invoices }: World): number => {
  const invoice =
    invoices.find(({ status }) => status === 'Draft') ?? invoices.find(({ status }) => status === 'Unpaid');
  if (!invoice) return expect.fail('no invoice');
  invoice.status = 'Draft';
  return invoice.id;
};
const pending = ({ orders }: World): number =>
  orders.find(({ status, lines }) => status === 'Pending' && lines.length > 0)?.id ?? expect.fail('no pending order');
const payment = (world: World) => ({
  invoiceid: unpaid(world),
  transid: 'ch_1',
  gateway: 'paypal',
  date: '2026-01-31 10:00:00',
});
const ticket = ({ tickets }: World): number => tickets.of(1)[0]?.id ?? expect.fail('no ticket');

const signup = {
  firstname: 'Ada',
  lastname: 'Byron',
  email: 'Ada.Byron@example.org',
  address1: '1 Road',
  city: 'London',
  state: 'London',
  postcode: 'N1',
  country: 'GB',
  phonenumber: '+44 20 1234',
  password2: 'a-Secret-1',
};

/** A write that can be lost, and what is told of it where it has happened. */
interface Case {
  readonly name: string;
  readonly lose: (whmcs: Rig, kind: FaultKind) => Promise<Lost>;
  readonly applied: object;
}

const losing = <C extends WriteCommand>(
  name: string,
  command: C,
  params: (world: World) => Params<C>,
  applied: object = {},
): Case => ({
  name: `${command.name} ${name}`,
  lose: (whmcs, kind) => lose(whmcs, command, params(whmcs.simulator.world), kind),
  applied: { is: 'applied', ...applied },
});

const cases: readonly Case[] = [
  losing('with an amount', AddInvoicePayment, (world) => ({ ...payment(world), amount: '1.50' })),
  losing('of the whole balance', AddInvoicePayment, payment),
  losing('of a fee-free line and a note', UpdateInvoice, (world) => ({
    invoiceid: draft(world),
    notes: 'One & two',
    newitemdescription: ['Work'],
    newitemamount: ['7.00'],
    newitemtaxed: [false],
  })),
  losing('of a pending service', ModuleCreate, (world) => stand(world, 'Pending')),
  losing('of an active one', ModuleSuspend, (world) => stand(world, 'Active'), { ids: { serviceid: SERVICE } }),
  losing('of a suspended one', ModuleUnsuspend, (world) => stand(world, 'Suspended')),
  losing('of a suspended one', ModuleTerminate, (world) => stand(world, 'Suspended')),
  losing('with set-up', AcceptOrder, (world) => ({ orderid: pending(world), autosetup: true, sendregistrar: true })),
  losing(
    'of a product',
    AddOrder,
    () => ({ clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] }),
    {
      inferred: true,
      ids: { orderid: expect.any(Number), serviceids: [expect.any(Number)], domainids: [] },
    },
  ),
  losing('of a domain', AddOrder, () => ({
    clientid: 1,
    paymentmethod: 'paypal',
    domain: ['New.example.com'],
    domaintype: ['register' as const],
    regperiod: [1],
  })),
  losing('of a stranger', AddClient, () => signup, { inferred: true, ids: { clientid: expect.any(Number) } }),
  losing('of a name and an empty company', UpdateClient, () => ({ clientid: 1, firstname: 'Zoë', companyname: '' })),
  losing('of a client', OpenTicket, () => ({ clientid: 1, deptid: 1, subject: "It's  <down>", message: 'Help' }), {
    inferred: true,
    ids: { id: expect.any(Number) },
  }),
  losing('of a client', AddTicketReply, (world) => ({ ticketid: ticket(world), clientid: 1, message: 'A & B\r\n"C"' })),
  losing('of staff', AddTicketReply, (world) => ({ ticketid: ticket(world), adminusername: 'admin', message: 'Done' })),
];

describe.each(cases)('$name', ({ lose: lost, applied }) => {
  it.each(['reset-after', 'hang-after', 'html-500-after', 'truncated'] as const)(
    'is told to have happened (%s)',
    async (kind) => {
      const whmcs = await rig({ writeTimeoutMs: kind === 'hang-after' ? 250 : 5_000 });
      const { judge } = await lost(whmcs, kind);
      expect(await judge()).toMatchObject(applied);
    },
  );

  it('is absent where it never came (reset-before)', async () => {
    const whmcs = await rig();
    const { judge } = await lost(whmcs, 'reset-before');
    expect(await judge()).toEqual({ is: 'absent' });
  });

  it('leaves no text behind', async () => {
    const whmcs = await rig();
    const { evidence } = await lost(whmcs, 'reset-after');
    expect(JSON.stringify(evidence)).not.toMatch(/ch_1|paypal|Secret|example|Zoë|down|Help|A & B|Done|Work|two/);
  });
});

describe('what may have come of something else is unclear', () => {
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

  it('a new order of which another operation knows that it is its own', async () => {
    const whmcs = await rig();
    const { evidence, judge } = await lose(whmcs, AddOrder, order, 'reset-before');
    whmcs.simulator.calls.reset();
    const { answer } = await whmcs.client.call(AddOrder, order, asking());
    expect(await judge()).toMatchObject({ is: 'applied' });
    expect(await judge({ alike: [{ evidence, ids: { orderid: answer.orderid } }], later: [] })).toEqual({
      is: 'absent',
    });
  });

  it('one new order of which two operations are lost', async () => {
    const whmcs = await rig();
    const { evidence, judge } = await lose(whmcs, AddOrder, order, 'reset-after');
    expect(await judge({ alike: [{ evidence, ids: null }], later: [] })).toEqual({ is: 'unclear' });
  });

  it('a new order of other things', async () => {
    const whmcs = await rig();
    const { judge } = await lose(whmcs, AddOrder, order, 'reset-before');
    whmcs.simulator.calls.reset();
    const domain = { domain: ['other.example.com'], domaintype: ['register' as const], regperiod: [1] };
    await whmcs.client.call(AddOrder, { clientid: 1, paymentmethod: 'paypal', ...domain }, asking());
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it('a payment like an earlier one is not taken for it', async () => {
    const whmcs = await rig();
    const paid = { ...payment(whmcs.simulator.world), amount: '1.00' };
    await whmcs.client.call(AddInvoicePayment, paid, asking());
    whmcs.simulator.calls.reset();
    const { judge } = await lose(whmcs, AddInvoicePayment, paid, 'reset-before');
    expect(await judge()).toEqual({ is: 'absent' });
  });

  it('a payment of which only one of two lists tells', async () => {
    const whmcs = await rig();
    const paid = { ...payment(whmcs.simulator.world), amount: '1.00' };
    await lose(whmcs, AddInvoicePayment, paid, 'reset-after');
    const told = lookOf(whmcs.client);
    const look: Look = async (command, params) =>
      command.name === 'GetInvoice' ? decode(command, { transactions: '' }, 200) : told(command, params);
    const evidence = await ruleOf(AddInvoicePayment).note(paid, look);
    expect(await ruleOf(AddInvoicePayment).judge(evidence, look, nobody)).toMatchObject({ is: 'applied' });
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
    expect(await judge({ alike: [], later: [{ evidence, ids: null }] })).toEqual({ is: 'unclear' });
  });

  it('an accepted order of which a line still waits', async () => {
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

  it('fields that are neither as before nor as asked', async () => {
    const whmcs = await rig();
    const { judge } = await lose(whmcs, UpdateClient, { clientid: 1, firstname: 'Zoë', city: 'Paris' }, 'reset-after');
    const client = whmcs.simulator.world.clients.get(1);
    if (client) client.city = 'Rome';
    expect(await judge()).toEqual({ is: 'unclear' });
  });

  it('evidence of a form that is not known', async () => {
    const { client } = await rig();
    expect(await ruleOf(ModuleSuspend).judge({ service: 3 }, lookOf(client), nobody)).toEqual({ is: 'unclear' });
    expect(await ruleOf(AddOrder).judge(null, lookOf(client), nobody)).toEqual({ is: 'unclear' });
  });

  /** What another WHMCS than the simulated one may answer. */
  const seeing =
    (answer: object): Look =>
    async (command) =>
      decode(command, { ...answer }, 200);
  const judged = async (before: object, now: object) =>
    ruleOf(AddOrder).judge(await ruleOf(AddOrder).note(order, seeing(before)), seeing(now), nobody);
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
