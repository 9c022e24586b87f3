/** What a dry run derives from the declarations of commands, in the place of tables by command. */
import { expect, it } from 'vitest';
import { commands } from '../../../src/whmcs/commands/index.ts';
import {
  cellSelectedBy,
  holdsTransactions,
  isUnpaged,
  kindNamedBy,
  kindsOfRows,
  listsNamingClients,
  ownIdCell,
  rowsOf,
} from '../../../src/whmcs/dry-run/declared.ts';

const { GetClients, GetClientsDetails, GetClientsProducts, GetInvoice, GetOrders, GetTicket, GetTransactions } =
  commands;

it('lists whose rows name their clients', () => {
  expect(listsNamingClients).toEqual(expect.arrayContaining(['GetInvoices', 'GetOrders', 'GetTickets']));
  expect(listsNamingClients).not.toContain('GetClients');
  expect(listsNamingClients).not.toContain('GetClientsProducts');
});

it('the cell and the kind of entity that a parameter selects', () => {
  expect(cellSelectedBy(GetTicket, 'ticketnum')).toBe('tid');
  expect(cellSelectedBy(GetOrders, 'status')).toBe('status');
  expect(kindNamedBy(GetClientsProducts, 'serviceid')).toBe('service');
  expect(kindNamedBy(GetTransactions, 'invoiceid')).toBe('invoice');
  expect(kindNamedBy(GetTicket, 'ticketnum')).toBeUndefined();
  expect([ownIdCell(GetClientsDetails), ownIdCell(GetClients)]).toEqual(['id', undefined]);
});

it('the rows of a list', () => {
  expect(rowsOf(GetTransactions)).toBe('transactions');
  expect([GetTransactions, GetOrders, commands.GetProducts].map(isUnpaged)).toEqual([true, false, false]);
  expect(kindsOfRows(GetOrders, 'orders[].lineitems')).toEqual({ cell: 'type', values: ['product', 'domain'] });
  expect(kindsOfRows(GetOrders, 'orders')).toBeNull();
  expect(holdsTransactions(GetInvoice, 'transactions')).toBe(true);
  expect(holdsTransactions(GetInvoice, 'items')).toBe(false);
});
