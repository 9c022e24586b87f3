/** The viewer and variables of each operation in schema/operations: valid in a freshly seeded simulator, with its first clients. */
import { globalId } from '../../src/graph/base/global-id.ts';

export type Role = 'staff' | 'partner' | 'client';

/** An operation's name says whose viewer sends it. */
export const roleOf = (operation: string): Role =>
  operation.startsWith('My') ? 'client' : operation.startsWith('Partner') ? 'partner' : 'staff';

export type Variables = Readonly<Record<string, unknown>>;

/** By the name of the operation. Client 1 has one of everything; a mutation may be sent once. */
export const variables: Readonly<Record<string, Variables>> = {
  ActivityLog: { first: 25 },
  Catalogue: {},
  ClientPage: { id: '1' },
  ContactsDesk: { clientId: '1', first: 25 },
  DomainDesk: { id: globalId('Domain', 1, 1) },
  InvoiceDetail: { id: '1001' },
  MyAccount: {},
  OrdersPage: { status: 'Pending', first: 25 },
  PartnerOverview: {},
  QuoteDesk: { first: 25 },
  ServiceDetail: { id: '1' },
  StaffDashboard: { days: 7 },
  StaffDesk: { first: 10 },
  TicketDesk: {},
  TicketQueue: { status: 'Open', first: 25 },
  TicketThread: { id: '1' },
  TldPriceList: { currencyCode: 'EUR' },
  UnpaidInvoices: { first: 25 },

  AcceptOrder: { orderId: '3' },
  AddCredit: { input: { clientId: '1', change: 'ADD', amount: '5.00', description: 'Goodwill for the outage' } },
  ApplyCredit: { input: { invoiceId: '1002', amount: '10.00' } },
  CapturePayment: { input: { invoiceId: '1010' } },
  RecordTransaction: {
    input: {
      clientId: '1',
      gateway: 'banktransfer',
      transactionId: 'BANK FEE 11/2026',
      amountOut: '3.20',
      on: '2026-10-31',
    },
  },
  WriteQuote: {
    input: {
      clientId: '1',
      subject: 'A second shop',
      stage: 'DRAFT',
      validUntil: '2026-12-31',
      items: [{ description: 'Setting up', quantity: '2', unitPrice: '45.00', isTaxed: true }],
    },
  },
  EditDraftInvoice: {
    input: {
      invoiceId: '1005',
      updateItems: [{ id: '13', description: 'Ridge VPS, half a month', amount: '11.05', taxed: true }],
      addItems: [{ description: 'Moving in', amount: '25.00', taxed: true }],
      removeItemIds: ['15'],
    },
  },
  UpdateNameservers: {
    input: { domainId: globalId('Domain', 1, 1), nameservers: ['ns1.omalley.example', 'ns2.omalley.example'] },
  },
  UpdateContact: {
    input: {
      id: globalId('Contact', 1, 1),
      firstName: 'Robyn',
      address: { city: 'Galway' },
      emailPreferences: { invoice: true },
    },
  },
  MergeTickets: { input: { ticketId: '1', mergedTicketIds: ['2'], subject: 'The site is down' } },
  NoteTicket: { input: { ticketId: '1', message: 'Has a larger plan from May on.' } },
  OpenTicket: {
    input: {
      clientId: '1',
      departmentId: '1',
      serviceId: '1',
      subject: 'Backups & restores',
      message: "How do I restore yesterday's backup?",
      priority: 'MEDIUM',
    },
  },
  PlaceOrder: {
    input: {
      clientId: '1',
      paymentMethod: 'stripe',
      products: [{ productId: '1', billingCycle: 'MONTHLY', domainName: 'omalley-shop.com' }],
      domains: [{ name: 'omalley-shop.com', type: 'REGISTER', years: 1 }],
    },
  },
  RecordPayment: { input: { invoiceId: '1002', transactionId: 'BANK-2026-0042', gateway: 'banktransfer' } },
  ReplyToTicket: { input: { ticketId: '1', message: 'Glad to hear it.', adminUsername: 'morgan' } },
  SendTemplateEmail: { template: 'Invoice Created', relatedId: globalId('Invoice', 1002, 1) },
  SignUpClient: {
    input: {
      firstName: 'Nell',
      lastName: 'Ashdown',
      email: 'nell.ashdown@mail.example',
      phoneNumber: '+44 1482 555010',
      address: {
        line1: '4 Harbour Row',
        city: 'Hull',
        state: 'East Riding',
        postcode: 'HU1 2BB',
        countryCode: 'GB',
      },
    },
  },
  SuspendService: { serviceId: '1', reason: 'Invoice overdue' },
  UnsuspendService: { serviceId: '2' },
  UpdateContactData: { input: { id: '1', phoneNumber: '+353 91 555 010', address: { line1: '7 Quay Lane' } } },
};
