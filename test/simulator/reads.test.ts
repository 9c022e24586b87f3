import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, part, rows, type Body, type Fields } from './support.ts';

let whmcs: Caller;
let tidy: Caller;
beforeAll(async () => {
  [whmcs, tidy] = await Promise.all([Caller.start({ clients: 60 }), Caller.start({ clients: 60, untidy: false })]);
});
afterAll(() => Promise.all([whmcs.simulator.close(), tidy.simulator.close()]));

const rowsOf = async (path: string, action: string, fields: Fields = {}): Promise<readonly Body[]> =>
  rows(await whmcs.call(action, fields), path);

describe('GetClients', () => {
  it('pages by 25 by default, and counts the filtered rows', async () => {
    expect(await whmcs.call('GetClients')).toMatchObject({ totalresults: 60, startnumber: 0, numreturned: 25 });
    const last = await whmcs.call('GetClients', { limitstart: 50, limitnum: 5000 });
    expect(last).toMatchObject({ totalresults: 60, startnumber: 50, numreturned: 10 });
  });

  it('searches for the start of a field, ignoring case', async () => {
    const found = await rowsOf('clients.client', 'GetClients', { search: "O'MALL" });
    expect(found.map(({ id, lastname }) => [id, lastname])).toEqual([[1, 'O&#039;Malley']]);
  });

  it('sorts by a column, and by name for an unknown column', async () => {
    const ids = (await rowsOf('clients.client', 'GetClients', { orderby: 'id', sorting: 'DESC', limitnum: 3 })).map(
      ({ id }) => id,
    );
    expect(ids).toEqual([60, 59, 58]);
    const names = (await rowsOf('clients.client', 'GetClients', { orderby: 'constructor' })).map(({ firstname }) =>
      String(firstname),
    );
    expect(names).toEqual(names.toSorted((left, right) => (left < right ? -1 : 1)));
  });

  it('filters by status', async () => {
    const found = await rowsOf('clients.client', 'GetClients', { status: 'Closed' });
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set(['Closed']));
  });
});

describe('GetClientsDetails', () => {
  it('finds a client by e-mail ignoring case, and repeats the record with differences', async () => {
    const email = whmcs.simulator.world.clients.get(3)?.email.toUpperCase() ?? '';
    const answer = await whmcs.call('GetClientsDetails', { email });
    expect(answer['id']).toBe(3);
    expect(answer).toHaveProperty('cctype', null);
    expect(answer['client']).not.toHaveProperty('cctype');
    expect(answer['client']).toMatchObject({ id: 3, customfields1: 'PO 3 &amp; co.', currency_code: 'USD' });
  });

  it('gives its own error messages', async () => {
    expect(await whmcs.refusal('GetClientsDetails')).toBe('Either clientid Or email Is Required');
    expect(await whmcs.refusal('GetClientsDetails', { clientid: 999_999 })).toBe('Client Not Found');
  });

  it('formats the money of its statistics', async () => {
    const stats = async (clientid: number): Promise<Body> =>
      part(await whmcs.call('GetClientsDetails', { clientid, stats: 1 }), 'stats');
    expect((await stats(6))['creditbalance']).toBe('$15.00 USD');
    expect((await stats(4))['creditbalance']).toBe('15円');
  });
});

describe('rows of a client', () => {
  it('ignore unknown filters', async () => {
    const all = await whmcs.call('GetClientsProducts', { clientid: 1 });
    expect(await whmcs.call('GetClientsProducts', { clientid: 1, status: 'Active', serverid: 1 })).toEqual(all);
    expect(all).toMatchObject({ clientid: '1', serviceid: null, totalresults: '9', startnumber: 0 });
  });

  it('are filtered by known filters', async () => {
    const [service] = await rowsOf('products.product', 'GetClientsProducts', { clientid: 1 });
    const same = { serviceid: service?.['id'], domain: service?.['domain'], username2: service?.['username'] };
    for (const [name, value] of Object.entries(same)) {
      expect(await rowsOf('products.product', 'GetClientsProducts', { [name]: String(value) })).toEqual([service]);
    }
    expect(await whmcs.call('GetClientsDomains', { domainid: 1 })).toMatchObject({
      domainid: '1',
      totalresults: '1',
      numreturned: '1',
    });
  });

  it('have the status Overdue, which is never stored', async () => {
    const found = await rowsOf('invoices.invoice', 'GetInvoices', { userid: 1, status: 'Overdue' });
    expect(found.map(({ status, duedate }) => [status, String(duedate) < '2026-11-01'])).toEqual([['Unpaid', true]]);
  });

  it('are sorted by the requested column', async () => {
    const found = await rowsOf('invoices.invoice', 'GetInvoices', {
      userid: 7,
      orderby: 'total',
      order: 'desc',
      limitnum: 200,
    });
    const totals = found.map(({ total }) => Number(total));
    expect(totals).toHaveLength(120);
    expect(totals).toEqual(totals.toSorted((left, right) => right - left));
  });

  it('include orders, newest first, with and without invoice', async () => {
    const found = await rowsOf('orders.order', 'GetOrders', { userid: 1 });
    expect(found.map(({ id, status, paymentstatus }) => [id, status, paymentstatus])).toEqual([
      [3, 'Pending', 'Unpaid'],
      [2, 'Active', null],
      [1, 'Active', 'Paid'],
    ]);
    expect(found[0]?.['ordernum']).toBeGreaterThan(2 ** 32);
    expect(JSON.parse(String(found[1]?.['fraudoutput']))).toMatchObject({ marker: 'STAFF-fraud-2' });
  });

  it('include transactions, by client or by invoice', async () => {
    const ofClient = await rowsOf('transactions.transaction', 'GetTransactions', { clientid: 1 });
    expect(ofClient.filter(({ invoiceid }) => invoiceid === '0')).toHaveLength(1);
    const ofInvoice = await rowsOf('transactions.transaction', 'GetTransactions', { invoiceid: 1003 });
    expect(ofInvoice.map(({ userid, transid }) => [userid, transid])).toEqual([['0', 'PART-1']]);
    expect(await rowsOf('transactions.transaction', 'GetTransactions', { transid: 'DEP-2' })).toHaveLength(1);
  });
});

describe('tickets', () => {
  it('of departments without the administrator appear only on request', async () => {
    expect(await whmcs.call('GetTickets', { clientid: 1 })).toMatchObject({ totalresults: '4' });
    expect(await whmcs.call('GetTickets', { clientid: 1, ignore_dept_assignments: 1 })).toMatchObject({
      totalresults: '5',
    });
    expect((await whmcs.call('GetSupportDepartments'))['totalresults']).toBe(3);
  });

  it.each([
    ['Awaiting Reply', 2],
    ['All Active Tickets', 3],
    ['My Flagged Tickets', 1],
    ['closed', 1],
  ])('are filtered by status: %s', async (status, count) => {
    expect(await rowsOf('tickets.ticket', 'GetTickets', { clientid: 1, status })).toHaveLength(count);
  });

  it('of guests are found by e-mail', async () => {
    const found = await rowsOf('tickets.ticket', 'GetTickets', { email: 'WANDA@elsewhere.example' });
    expect(found.map(({ userid, requestor_type }) => [userid, requestor_type])).toEqual([['0', 'Guest']]);
  });

  it('have an id and a different ticket number', async () => {
    const { ticketid, tid, replies } = await whmcs.call('GetTicket', { ticketid: 1, repliessort: 'DESC' });
    expect(await whmcs.call('GetTicket', { ticketnum: String(tid) })).toMatchObject({ ticketid });
    expect(await whmcs.refusal('GetTicket', { ticketnum: String(ticketid) })).toBe('Ticket ID Not Found');
    expect(
      rows({ replies }, 'replies.reply')
        .map(({ replyid }) => Number(replyid))
        .at(-1),
    ).toBe(0);
  });
});

describe('the catalogue', () => {
  it('accepts several product ids at once', async () => {
    const found = await rowsOf('products.product', 'GetProducts', { pid: '6,7' });
    expect(found.map(({ paytype, pricing }) => [paytype, part(pricing as Body, 'USD')['monthly']])).toEqual([
      ['onetime', '75.00'],
      ['free', '-1.00'],
    ]);
    expect(await rowsOf('products.product', 'GetProducts', { gid: 1 })).toHaveLength(2);
    expect(await rowsOf('products.product', 'GetProducts', { module: 'virtualizor' })).toHaveLength(1);
  });

  it('has templates of every type', async () => {
    for (const type of ['general', 'product', 'domain', 'invoice', 'support', 'affiliate']) {
      expect((await rowsOf('emailtemplates.emailtemplate', 'GetEmailTemplates', { type })).length).toBeGreaterThan(0);
    }
  });
});

describe('an empty result', () => {
  it.each([
    ['GetClients', { search: 'zzz' }, { clients: { client: [] } }],
    ['GetClientsProducts', { clientid: 8 }, { products: '' }],
    ['GetClientsDomains', { clientid: 8 }, { domains: '' }],
    ['GetInvoices', { userid: 8 }, { invoices: { invoice: [] } }],
    ['GetOrders', { userid: 8 }, { orders: [] }],
    ['GetTransactions', { clientid: 8 }, { transactions: {} }],
    ['GetProducts', { gid: 99 }, { products: [] }],
  ])('of %s has its own shape', async (action, fields: Fields, expected) => {
    expect(await whmcs.call(action, fields)).toMatchObject(expected);
  });

  it('of GetTickets has no list', async () => {
    expect(await whmcs.call('GetTickets', { clientid: 8 })).not.toHaveProperty('tickets');
  });

  it('has one shape in a tidy installation', async () => {
    expect(await tidy.call('GetTickets', { clientid: 8 })).toMatchObject({ totalresults: 0, tickets: { ticket: [] } });
    expect(await tidy.call('GetClientsProducts', { clientid: 8 })).toMatchObject({ products: { product: [] } });
  });

  it('has three forms of a zero date', async () => {
    const found = await rowsOf('invoices.invoice', 'GetInvoices', { limitnum: 500 });
    const zeros = new Set(found.map(({ date_refunded }) => date_refunded));
    for (const zero of ['0000-00-00 00:00:00', '0000-00-00', '-0001-11-30 00:00:00']) expect(zeros).toContain(zero);
  });
});

it('answers with the secrets that a gateway must drop', async () => {
  const answers = await Promise.all([
    whmcs.call('GetClientsProducts', { clientid: 1 }),
    whmcs.call('GetClientsDetails', { clientid: 1 }),
    whmcs.call('GetOrders', { userid: 1 }),
    whmcs.call('GetTickets', { clientid: 1 }),
  ]);
  const text = JSON.stringify(answers);
  for (const secret of ['SECRET-pw-', 'SECRET-hash-', 'SECRET-answer-', 'SECRET-epp-', 'SECRET-c-', 'STAFF-note-'])
    expect(text).toContain(secret);
});
