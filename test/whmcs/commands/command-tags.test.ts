/** The tags of commands: what answers depend on, what writes invalidate, and how long answers keep. */
import { describe, expect, it } from 'vitest';
import { keepOf } from '../../../src/whmcs/command.ts';
import { staleTags } from '../../../src/whmcs/changes/change.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { sample } from './samples.ts';

describe('tags', () => {
  const tagged = <P, A>(command: { tags(params: P, answer: A): string[] }, params: P, answer: A): string[] =>
    command.tags(params, answer).toSorted();
  const { GetClientsDetails, GetClientsProducts, GetOrders, GetTickets, GetTicket, GetTransactions } = commands;

  it('of a record are its owner’s', () => {
    const details = decode(GetClientsDetails, sample('GetClientsDetails.tidy'), 200);
    expect(tagged(GetClientsDetails, { clientid: 11 }, details)).toEqual(['clients:11', 'credit:11', 'names:11']);
    expect(tagged(GetClientsDetails, { clientid: 11, stats: true }, details)).toEqual(
      expect.arrayContaining(['domains:11', 'invoices:11', 'services:11', 'tickets:11', 'transactions:11']),
    );
    const service = decode(GetClientsProducts, sample('GetClientsProducts.untidy'), 200);
    expect(tagged(GetClientsProducts, { serviceid: 801 }, service)).toEqual(['services:11']);
    const order = decode(GetOrders, sample('GetOrders.tidy'), 200);
    expect(tagged(GetOrders, { id: 610 }, order)).toEqual([
      'domains:11',
      'invoices:11',
      'names:11',
      'orders:11',
      'services:11',
    ]);
    const ticket = decode(GetTicket, sample('GetTicket.untidy'), 200);
    expect(tagged(GetTicket, { ticketid: 302 }, ticket)).toContain('tickets:0');
  });

  it('of a list are its client’s, or the topic’s and those of the names it repeats', () => {
    const services = decode(GetClientsProducts, sample('GetClientsProducts.tidy'), 200);
    expect(tagged(GetClientsProducts, { clientid: 11 }, services)).toEqual(['services:11']);
    expect(tagged(GetClientsProducts, { pid: 31 }, services)).toEqual(['services']);
    const tickets = decode(GetTickets, sample('GetTickets.untidy'), 200);
    expect(tagged(GetTickets, { status: 'Open' }, tickets)).toEqual(['names:11', 'tickets']);
    const orders = decode(GetOrders, sample('GetOrders.untidy'), 200);
    expect(tagged(GetOrders, {}, orders)).toEqual(['domains', 'invoices', 'names:11', 'orders', 'services']);
  });

  it('of an empty answer, or of a row without an owner, are the whole topic’s', () => {
    const none = decode(GetTransactions, sample('GetTransactions.none'), 200);
    expect(tagged(GetTransactions, { invoiceid: 2203 }, none)).toEqual(['transactions']);
    const some = decode(GetTransactions, sample('GetTransactions.untidy'), 200);
    expect(tagged(GetTransactions, { invoiceid: 2203 }, some)).toEqual(['transactions', 'transactions:11']);
    expect(tagged(GetTransactions, { transid: 'SEPA-1' }, some)).toEqual(['transactions']);
    expect(tagged(GetTransactions, { clientid: 11 }, some)).toEqual(['transactions:11']);
  });

  it('of a write cover the client’s answers and every list, but no other client’s', () => {
    expect(staleTags(commands.AddClient, 11).toSorted()).toEqual(['clients', 'clients:11', 'users']);
    expect(staleTags(commands.ModuleSuspend, 11).toSorted()).toEqual(['services', 'services:11']);
    expect(staleTags(commands.AddTicketReply, null).toSorted()).toEqual(['departments', 'tickets', 'tickets:0']);
    expect(staleTags(commands.SendEmail, 11)).toEqual(['emails', 'emails:11']);
    expect(staleTags(commands.AddClientNote, 11)).toEqual([]);
  });

  it('come with the lifetime of the request', () => {
    expect(keepOf(GetClientsProducts, { clientid: 11 })).toBe('list');
    expect(keepOf(GetClientsProducts, { serviceid: 801 })).toBe('record');
    expect(keepOf(GetOrders, { id: 610 })).toBe('record');
    expect(keepOf(commands.GetClientsDomains, { domainid: 51 })).toBe('record');
    expect(keepOf(GetTicket, { ticketid: 301 })).toBe('record');
    expect(keepOf(commands.GetProducts, {})).toBe('reference');
  });
});
