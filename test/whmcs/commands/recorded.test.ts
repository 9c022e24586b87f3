import { describe, expect, it, test } from 'vitest';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { isObject, leavesOf } from './answers.ts';
import { commandOf, isRegistered } from './samples.ts';
import { describeShared, recordings } from '../../support/shared.ts';

/** The answers of installations, by file: other versions, types and gaps than the documentation's. */
const said: Readonly<Record<string, object>> = {
  'GetClients__fintech-systems': { totalresults: 1, clients: [{ id: 1, groupid: 1, datecreated: '2020-10-18' }] },
  GetClients__pywhmcs: {
    totalresults: 1,
    startnumber: 0,
    clients: [{ id: 1, groupid: null, datecreated: '2012-11-22' }],
  },
  GetClients__whmcsgo: {
    totalresults: 683,
    startnumber: 1,
    clients: [
      { id: 638, lastname: null, status: 'Inactive' },
      { id: 632, groupid: 2 },
    ],
  },
  GetClientsDetails__computestacks: {
    client: {
      id: 3,
      email_preferences: { general: true },
      billingcid: null,
      emailoptout: true,
      allowSingleSignOn: true,
      credit: '0.00',
      currency_code: 'USD',
      lastlogin: 'No Login Logged',
      countrycode: 'US',
      tax_id: null,
    },
  },
  'GetClientsDetails__continuum-string-id': {
    client: { id: 42, customfields: [{ fieldname: 'Discord ID', value: '183xxx' }, {}] },
  },
  GetClientsProducts__computestacks: {
    serviceid: null,
    products: [
      { id: 10, clientid: 3, billingcycle: 'Free Account', nextduedate: null, lastupdate: null, customfields: [] },
    ],
  },
  'GetClientsProducts__computestacks-2': {
    serviceid: 10,
    products: [{ overideautosuspend: false, diskusage: 0, serverid: 1 }],
  },
  'GetClientsProducts__continuum-single-object': { products: [{ pid: 9, name: 'Solo', clientid: null }] },
  'GetClientsProducts__mohn93-service': { clientid: 42, products: [{ id: 1001, firstpaymentamount: '10.00' }] },
  'GetClientsDomains__mohn93-all': { domains: [{ id: 301 }, { status: 'Pending Transfer' }, { userid: 43 }] },
  'GetInvoice__mohn93-detailed': {
    userid: 42,
    items: [{ taxed: false }, {}, { type: null, relid: null, amount: '5.00' }],
    transactions: [],
  },
  'GetOrders__mohn93-client': { orders: [{ ordernum: '2001', date: '2025-01-15 00:00:00' }, { id: 2002 }] },
  GetProducts__computestacks: {
    products: [{ pid: 2, paytype: 'free', pricing: { USD: { monthly: '-1.00', suffix: ' USD' } } }],
  },
  'GetProducts__continuum-empty-array': { products: [] },
  'GetProducts__continuum-empty-string': { products: [] },
  'GetProducts__continuum-string-pid': { products: [{ pid: 7, name: 'Strong' }] },
  'GetProducts__truehost-2': {
    totalresults: 4,
    products: [{ pid: 92, module: null, pricing: { CNY: { prefix: '¥', suffix: null } } }],
  },
  GetProducts__truehost: { products: [{ pricing: { CNY: { monthly: '677.64' }, EUR: { triennially: '326.17' } } }] },
  GetSupportDepartments__slntopp: { departments: [{ id: 1, awaitingreply: 5, opentickets: 10 }] },
  GetTicket__slntopp: {
    ticketid: 1,
    replies: [
      {
        replyid: 0,
        attachments: [{ filename: 'attachment_name.png', index: 0 }],
        attachments_removed: true,
        admin: null,
      },
      { replyid: 1, attachments: [], rating: 0 },
    ],
    notes: [{ noteid: 1, attachments: [] }],
  },
  'GetTickets__mohn93-client': { tickets: [{ id: 8001, tid: 'TKT-8001', userid: 42, deptname: 'Support' }] },
  GetTickets__slntopp: { tickets: [{ id: 1, userid: null, flag: null, service: null }] },
  'GetTransactions__yashodhank-array': {
    transactions: [{ id: 5001, fees: '1.50' }, { amountout: '20.00' }, { invoiceid: 99 }],
  },
  'GetTransactions__yashodhank-empty': { totalresults: 0, transactions: [] },
  'GetTransactions__yashodhank-malformed': {
    transactions: [{ id: null, userid: null, invoiceid: null, date: null, amountin: null, amountout: null }],
  },
  'GetTransactions__yashodhank-numeric-keyed': {
    transactions: [{ id: 6001 }, { id: 6002, date: '2026-05-01 10:05:00' }],
  },
  'GetTransactions__yashodhank-single-object': { transactions: [{ id: 7001, transid: 'SINGLE-001' }] },
  WhmcsDetails__computestacks: { whmcs: { version: '8.2.0', canonicalversion: '8.2.0-release.1' } },
  GetEmailTemplates__slntopp: { emailtemplates: [{ id: 38, custom: false }, { id: 64 }] },
};

describeShared('recorded answers', () => {
  const ours = recordings().flatMap(({ name, answer }) => {
    const [command = ''] = name.split('__');
    return isRegistered(command) ? [{ name, command: commandOf(command), answer }] : [];
  });
  const root = (answer: unknown) => (isObject(answer) ? answer : expect.fail('no object'));

  it('exist', () => {
    expect(ours.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(said)));
  });

  test.each(ours)('$name is decoded', ({ name, command, answer }) => {
    const decoded = decode(command, root(answer), 200);
    expect(decoded).toMatchObject(said[name] ?? {});
  });

  describe('lose their secrets', () => {
    test.each(ours)('$name', ({ command, answer }) => {
      const secrets = secretsIn(answer);
      const kept = leavesOf(decode(command, root(answer), 200));
      expect(kept.filter((leaf) => typeof leaf === 'string' && secrets.includes(leaf))).toEqual([]);
    });
  });
});

/** The values under names that no answer may keep. */
function secretsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    /^(password|securityqans|cc.*|c|transfersecret)$/.test(key) && typeof each === 'string' ? [each] : secretsIn(each),
  );
}
