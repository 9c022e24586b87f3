/** The published operations in schema/operations: each runs without errors, at its known price. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { roleOf, variables } from './bench/variables.ts';
import * as documents from './generated/graphql.ts';
import { startTestGateway } from './support/gateway.ts';

/** Calls to WHMCS with a cold cache, and for an immediate repetition. Writes are sent once. */
const prices: Readonly<Record<string, { cold: number; warm?: number }>> = {
  AcceptOrder: { cold: 3 },
  AddCredit: { cold: 4 },
  ApplyCredit: { cold: 4 },
  CapturePayment: { cold: 3 },
  QuoteDesk: { cold: 2, warm: 0 },
  RecordTransaction: { cold: 6 },
  WriteQuote: { cold: 4 },
  ActivityLog: { cold: 2, warm: 0 },
  Catalogue: { cold: 4, warm: 0 },
  ClientPage: { cold: 4, warm: 0 },
  ContactsDesk: { cold: 2, warm: 0 },
  DomainDesk: { cold: 5, warm: 0 },
  EditDraftInvoice: { cold: 3 },
  InvoiceDetail: { cold: 3, warm: 0 },
  MergeTickets: { cold: 4 },
  MyAccount: { cold: 3, warm: 0 },
  NoteTicket: { cold: 4 },
  // The department is looked up; later tickets find it in the cache.
  OpenTicket: { cold: 6 },
  OrdersPage: { cold: 1, warm: 0 },
  PartnerOverview: { cold: 15, warm: 0 },
  PlaceOrder: { cold: 9 },
  RecordPayment: { cold: 5 },
  ReplyToTicket: { cold: 3 },
  SendTemplateEmail: { cold: 3 },
  ServiceDetail: { cold: 1, warm: 0 },
  SignUpClient: { cold: 4 },
  StaffDashboard: { cold: 2, warm: 0 },
  StaffDesk: { cold: 9, warm: 0 },
  SuspendService: { cold: 3 },
  TicketDesk: { cold: 3, warm: 0 },
  TicketQueue: { cold: 2, warm: 0 },
  TicketThread: { cold: 1, warm: 0 },
  TldPriceList: { cold: 2, warm: 0 },
  UnpaidInvoices: { cold: 1, warm: 0 },
  UnsuspendService: { cold: 3 },
  UpdateContact: { cold: 3 },
  UpdateContactData: { cold: 3 },
  UpdateNameservers: { cold: 5 },
};

const byName = new Map<string, unknown>(Object.entries(documents));

test('has a price for every operation', () => {
  const files = readdirSync(new URL('../schema/operations/', import.meta.url)).map((file) =>
    file.replace('.graphql', ''),
  );
  expect(Object.keys(prices).toSorted()).toEqual(files.toSorted());
});

test.each(Object.entries(prices))('%s', async (name, { cold, warm }) => {
  const gateway = await startTestGateway();
  try {
    const ask = () => gateway.execute(String(byName.get(`${name}Document`)), variables[name], { as: roleOf(name) });
    const first = await ask();
    expect(first.errors).toBeUndefined();
    expect(JSON.stringify(first.data)).not.toMatch(/"__typename":"\w+Error"/);
    expect(first.calls.map(({ action }) => action)).toHaveLength(cold);
    if (roleOf(name) === 'staff') expect(first.extensions?.whmcs?.calls).toBe(cold);
    if (warm !== undefined) expect((await ask()).calls).toHaveLength(warm);
  } finally {
    await gateway.close();
  }
});

test('returns typed data for typed documents', async () => {
  const gateway = await startTestGateway();
  try {
    const { data } = await gateway.execute(documents.UnpaidInvoicesDocument, { first: 3 });
    const [invoice] = data.invoices?.nodes ?? [];
    expect(invoice?.status).toBe('UNPAID');
    expect(invoice?.total?.amount).toMatch(/^\d+\.\d\d$/);
  } finally {
    await gateway.close();
  }
});
