/** Writes of quotes, invoices, transactions, tickets, services and domains with effects of their own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, part, rows, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

const world = () => whmcs.simulator.world;

/** base64 of PHP serialize() of lines, each a flat map. */
function lineItems(...lines: readonly Record<string, string>[]): string {
  const text = (value: string): string => `s:${Buffer.byteLength(value)}:"${value}";`;
  const line = (fields: Record<string, string>): string => {
    const entries = Object.entries(fields).map(([key, value]) => text(key) + text(value));
    return `a:${entries.length}:{${entries.join('')}}`;
  };
  const list = lines.map((fields, index) => `i:${index};${line(fields)}`).join('');
  return Buffer.from(`a:${lines.length}:{${list}}`).toString('base64');
}

describe('a quote', () => {
  it('is created for any client id, with lines, and days in the format of the installation', async () => {
    const answer = await whmcs.call('CreateQuote', {
      subject: 'Hosting & care',
      stage: 'Draft',
      validuntil: '24/12/2026',
      userid: 99,
      lineitems: lineItems({ desc: 'Pear', qty: '3', up: '5.00', discount: '2.50', taxable: '0' }),
    });
    const quote = world().quotes.get(Number(answer['quoteid'])) ?? expect.fail('no quote');
    expect(quote).toMatchObject({ userid: 99, validuntil: '2026-12-24', subtotal: 1463, total: 1463 });
    const [line] = quote.lines;
    await whmcs.call('UpdateQuote', {
      quoteid: quote.id,
      lineitems: lineItems({ id: String(line?.id), qty: '1' }, { desc: 'Apple', up: '1.00' }),
    });
    expect(quote.lines).toMatchObject([{ description: 'Pear', quantity: 1 }, { description: 'Apple' }]);
    expect(quote.total).toBe(488 + 100);
  });

  it('is sent and removed', async () => {
    await whmcs.call('SendQuote', { quoteid: 2 });
    expect(world().quotes.get(2)).toMatchObject({ stage: 'Delivered', datesent: '2026-11-05' });
    expect(world().mails.all().at(-1)).toMatchObject({ template: 'Quote Delivery with PDF', clientid: 1 });
    await whmcs.call('DeleteQuote', { quoteid: 2 });
    expect(await whmcs.refusal('DeleteQuote', { quoteid: 2 })).toBe('Quote ID Not Found');
  });
});

describe('an invoice', () => {
  it('is made of numbered lines', async () => {
    const answer = await whmcs.call('CreateInvoice', {
      userid: 2,
      itemdescription1: 'First',
      itemamount1: '10',
      itemtaxed1: 1,
      itemdescription10: 'Tenth',
      itemamount10: '2.50',
      paymentmethod: 'unknown',
      sendinvoice: 1,
    });
    const invoice = world().invoices.get(Number(answer['invoiceid']));
    expect(answer['status']).toBe('Unpaid');
    expect(invoice).toMatchObject({ subtotal: 1250, tax: 190, total: 1440, duedate: '2026-11-05' });
    expect(invoice?.paymentmethod).not.toBe('unknown');
    expect(world().mails.all().at(-1)).toMatchObject({ template: 'Invoice Created', relatedId: invoice?.id });
  });

  it('is not sent as a draft', async () => {
    expect(await whmcs.refusal('CreateInvoice', { userid: 2, draft: 1, sendinvoice: 1 })).toMatch(/^Cannot create and/);
  });
});

describe('a transaction', () => {
  const payment: Fields = {
    paymentmethod: 'mailin',
    userid: 2,
    amountin: '7.00',
    transid: 'CHQ-1',
    date: '01/11/2026',
  };

  it('is added once for each number, and may become credit', async () => {
    await whmcs.call('AddTransaction', { ...payment, credit: 1 });
    const added = world().transactions.of(2).at(-1);
    expect(added).toMatchObject({ amountin: 700, date: '2026-11-01 12:00:00', transid: 'CHQ-1' });
    expect(world().credits.of(2).at(-1)).toMatchObject({ amount: 700 });
    expect(await whmcs.refusal('AddTransaction', payment)).toBe('Transaction ID must be Unique');
    await whmcs.call('AddTransaction', { ...payment, allowduplicatetransid: 1 });
    await whmcs.call('UpdateTransaction', { transactionid: added?.id ?? 0, amountin: '6.50', gateway: 'paypal' });
    expect(world().transactions.get(added?.id ?? 0)).toMatchObject({ amountin: 650, gateway: 'paypal' });
  });

  it.each<[Fields, string]>([
    [{ userid: 99 }, 'Client ID Not Found'],
    [{ invoiceid: 9 }, 'Invoice ID Not Found'],
    [{ invoiceid: 1001 }, 'User ID does not own the given Invoice ID'],
    [{ currencyid: 9 }, 'Currency ID Not Found'],
    [{ currencyid: 1 }, 'Currency ID does not match Client currency'],
    [{ userid: 0 }, 'A Currency ID is required for non-customer related transactions'],
    [{ paymentmethod: '' }, 'Payment Method is required'],
  ])('is refused for %j', async (fields, message) => {
    expect(await whmcs.refusal('AddTransaction', { ...payment, ...fields })).toBe(message);
  });
});

describe('a ticket', () => {
  it('is changed, loses replies and notes, and is removed', async () => {
    await whmcs.call('UpdateTicket', { ticketid: 6, priority: 'low', status: 'closed', subject: 'New', flag: 1 });
    const ticket = world().tickets.get(6) ?? expect.fail('no ticket');
    expect(ticket).toMatchObject({ priority: 'Low', status: 'Closed', subject: 'New', flag: 1 });
    await whmcs.call('UpdateTicket', { ticketid: 6, userid: 4, name: 'Zoë', removeFlag: 1 });
    expect(world().tickets.of(4)).toContain(ticket);
    expect(ticket).toMatchObject({ userid: 4, flag: 0, opening: { by: { name: 'Zoë' } } });
    const [first, second] = ticket.replies;
    await whmcs.call('UpdateTicketReply', { replyid: first?.id ?? 0, message: 'Changed' });
    expect(first?.message).toBe('Changed');
    await whmcs.call('DeleteTicketReply', { ticketid: 6, replyid: second?.id ?? 0 });
    expect(ticket.replies).toHaveLength(1);
    await whmcs.call('DeleteTicketNote', { noteid: ticket.notes[0]?.id ?? 0 });
    expect(ticket.notes).toEqual([]);
    await whmcs.call('DeleteTicket', { ticketid: 6 });
    expect(await whmcs.refusal('GetTicket', { ticketid: 6 })).toBe('Ticket ID Not Found');
  });

  it.each<[string, Fields, string]>([
    ['UpdateTicket', { ticketid: 99 }, 'Ticket ID Not Found'],
    ['UpdateTicket', { ticketid: 1, deptid: 9 }, 'Department ID Not Found'],
    ['UpdateTicket', { ticketid: 1, priority: 'x' }, 'Invalid Ticket Priority. Valid priorities are: Low,Medium,High'],
    [
      'UpdateTicket',
      { ticketid: 1, status: 'x' },
      'Invalid Ticket Status. Valid statuses are: Open,Answered,Customer-Reply,On Hold,In Progress,Closed',
    ],
    ['DeleteTicket', { ticketid: 99 }, 'Ticket ID not found'],
    ['DeleteTicketReply', {}, 'Ticket ID Required'],
    ['DeleteTicketReply', { ticketid: 1 }, 'Reply ID Required'],
    ['DeleteTicketReply', { ticketid: 1, replyid: 999 }, 'Reply ID Not Found'],
    ['DeleteTicketNote', { noteid: 999 }, 'Note ID Not Found'],
    ['UpdateTicketReply', {}, 'Reply ID Required'],
    ['UpdateTicketReply', { replyid: 2 }, 'Message is Required'],
    ['UpdateTicketReply', { replyid: 999, message: 'x' }, 'Reply ID Not Found'],
  ])('%s refuses %j', async (action, fields, message) => {
    expect(await whmcs.refusal(action, fields)).toBe(message);
  });
});

it('changes a service by the names of the API, and ignores others', async () => {
  const before = world().services.get(1)?.username;
  await whmcs.call('UpdateClientProduct', {
    serviceid: 1,
    recurringamount: '4.20',
    servicepassword: 'pw',
    username: 'x',
  });
  expect(world().services.get(1)).toMatchObject({ recurringamount: 420, password: 'pw', username: before });
  await whmcs.call('ModuleChangePw', { serviceid: 1, servicepassword: 'other' });
  expect(world().services.get(1)?.password).toBe('other');
  expect(await whmcs.refusal('ModuleChangePackage', { serviceid: 3 })).toBe('Sorry, you must specify a user!');
});

describe('a domain', () => {
  it('is renewed each time', async () => {
    const domain = world().domains.get(1) ?? expect.fail('no domain');
    const year = Number(domain.expirydate.slice(0, 4));
    await whmcs.call('DomainRenew', { domainid: 1, regperiod: 1 });
    await whmcs.call('DomainRenew', { domain: domain.domainname, regperiod: 1 });
    expect(Number(domain.expirydate.slice(0, 4))).toBe(year + 2);
    expect(await whmcs.refusal('DomainRenew', { domainid: 999 })).toBe('Domain Not Found');
  });

  it('is registered and looked up', async () => {
    await whmcs.call('DomainRegister', { domainid: 2 });
    const domain = world().domains.get(2);
    expect(domain).toMatchObject({ status: 'Active', registrar: 'enom', regdate: '2026-11-05' });
    const taken = await whmcs.call('DomainWhois', { domain: domain?.domainname ?? '' });
    expect(taken).toMatchObject({ result: 'success', status: expect.stringMatching(/^(unavailable|registered)$/) });
    expect(await whmcs.call('DomainWhois', { domain: 'nobody-has-it.com' })).toMatchObject({ status: 'available' });
    expect(await whmcs.refusal('DomainWhois', { domain: 'x' })).toBe('Domain not valid');
    expect(await whmcs.refusal('DomainWhois', { domain: 'x.moon' })).toMatch(/^The given TLD/);
    const whois = await whmcs.call('DomainGetWhoisInfo', { domainid: 2 });
    expect(JSON.stringify(whois['Registrant'])).toMatch(/First_Name.*Siobhán.*Country.*IE/);
  });

  it('is changed, its nameservers on request', async () => {
    await whmcs.call('UpdateClientDomain', { domainid: 3, donotrenew: 1, ns1: 'a.example', ns2: 'b.example' });
    expect(world().domains.get(3)?.donotrenew).toBe(true);
    expect(world().domains.get(3)?.nameservers[0]).toBe('ns1.hosting.example');
    await whmcs.call('UpdateClientDomain', { domainid: 3, updatens: 1, ns1: 'a.example', ns2: 'b.example' });
    expect(world().domains.get(3)?.nameservers).toEqual(['a.example', 'b.example']);
  });
});

it('counts the installation, with a line for each day', async () => {
  const stats = await whmcs.call('GetStats', { timeline_days: 3 });
  expect(stats).toMatchObject({ income_alltime: expect.stringMatching(/^\$\d+\.\d\d USD$/), staff_online: 1 });
  expect(Object.keys(part(stats, 'timeline_data', 'income'))).toEqual(['2026-11-05', '2026-11-04', '2026-11-03']);
});

it('lists module calls that failed', async () => {
  expect(rows(await whmcs.call('GetModuleQueue', { moduleName: 'cpanel' }), 'queue')).toMatchObject([{ id: '1' }]);
  expect(rows(await whmcs.call('GetModuleQueue', { since: '2027-01-01' }), 'queue')).toEqual([]);
  expect(await whmcs.refusal('GetModuleConfigurationParameters', { moduleType: 'x' })).toMatch(/^Invalid module type/);
});
