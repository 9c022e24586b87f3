/** What the samples of invoices, payments and currencies become. */
export const billing: Readonly<Record<string, object>> = {
  'GetPayMethods.none': { clientid: 11, paymethods: [] },
  'GetTransactions.single': {
    transactions: [{ id: 91, userid: 12, invoiceid: 2209, transid: 'SINGLE/91', fees: '0.61' }],
  },
  'GetInvoice.manual': {
    userid: 12,
    items: [
      { type: null, relid: null, description: 'Travel', amount: '80.00', taxed: false },
      { relid: null, amount: '5', taxed: true },
    ],
    transactions: [],
  },
  'GetInvoices.tidy': {
    invoices: [
      {
        id: 2201,
        userid: 11,
        invoicenum: 'RE-2024-17',
        duedate: '2024-03-14',
        datepaid: '2024-03-10 08:00:00',
        date_refunded: null,
        tax: '8.93',
        taxrate: '19.000',
        paymethodid: 12,
        updated_at: '2024-03-10 08:00:01',
        currencycode: 'EUR',
        currencysuffix: ' EUR',
      },
    ],
  },
  'GetInvoices.untidy': {
    totalresults: 3,
    invoices: [
      {
        id: 2203,
        userid: 11,
        companyname: 'A & B',
        invoicenum: null,
        duedate: null,
        datepaid: null,
        last_capture_attempt: null,
        subtotal: '47.00',
        tax: '0',
        tax2: null,
        total: '50708894.26',
        taxrate: '23.00',
        paymethodid: null,
        created_at: null,
        updated_at: null,
      },
    ],
  },
  'GetInvoice.tidy': {
    invoiceid: 2201,
    userid: 11,
    lastcaptureattempt: '2024-03-09 01:00:00',
    balance: '0.00',
    ccgateway: false,
    items: [
      { id: 9001, relid: 801, description: 'Cloud M (29/02/2024 - 28/05/2024)\nBackups: Daily', taxed: true },
      { id: 9002, type: null, relid: null, amount: '-1.00', taxed: false },
    ],
    transactions: [{ id: 71, amountin: '48.93', transid: 'SEPA-1', refundid: null }],
  },
  'GetInvoice.untidy': {
    invoiceid: 2203,
    invoicenum: null,
    duedate: null,
    datepaid: null,
    total: '0.00',
    credit: '47.00',
    balance: '0',
    ccgateway: false,
    items: [{ id: 9003, description: 'Café plan', amount: '47.00', taxed: true }],
    transactions: [],
  },
  'UpdateInvoice.tidy': { invoiceid: 2201 },
  'GetTransactions.tidy': {
    transactions: [
      {
        id: 71,
        userid: 11,
        currency: null,
        date: '2024-03-10 08:00:00',
        fees: '0.35',
        rate: '1.00000',
        invoiceid: 2201,
      },
    ],
  },
  'GetTransactions.untidy': {
    totalresults: 2,
    transactions: [
      {
        id: 71,
        currency: 2,
        gateway: null,
        date: null,
        description: 'Refund of Müller',
        fees: null,
        amountout: '20.00',
        transid: null,
        invoiceid: null,
        refundid: 70,
      },
      { id: null, userid: null, amountin: null },
    ],
  },
  'GetTransactions.none': { totalresults: 0, transactions: [] },
  'GetCurrencies.tidy': {
    currencies: [
      { id: 2, code: 'EUR', prefix: '€', suffix: ' EUR', format: 3, rate: '1.00000' },
      { id: 3, code: 'CHF', suffix: null, rate: '0.94210' },
    ],
  },
  'GetCurrencies.untidy': { totalresults: 1, currencies: [{ id: 2, code: 'EUR', format: 3, rate: '1.00000' }] },
  'GetPaymentMethods.tidy': {
    paymentmethods: [
      { module: 'banktransfer', displayname: 'Bank Transfer' },
      { module: 'stripe', displayname: 'Credit Card' },
    ],
  },
  'GetPaymentMethods.untidy': { paymentmethods: [{ module: 'banktransfer', displayname: 'Überweisung' }] },
  'ApplyCredit.tidy': { invoiceid: 2201, amount: '19.00', invoicepaid: false },
  'ApplyCredit.untidy': { invoiceid: 2201, amount: '450000.00', invoicepaid: true },
  'AcceptQuote.tidy': { invoiceid: 2230 },
  'GetQuotes.tidy': {
    quotes: [
      {
        id: 41,
        stage: 'Delivered',
        userid: 11,
        client: { id: 11, companyname: 'Brandt Optik GmbH', groupid: 3 },
        currency: 1,
        total: '238.00',
        dateaccepted: null,
        items: [{ id: 1, quantity: '2', unitprice: '100.00', taxable: true }],
      },
    ],
  },
  'GetQuotes.untidy': {
    quotes: [
      {
        id: 42,
        subject: 'R&D',
        validuntil: null,
        userid: null,
        firstname: 'Wim',
        currency: 'EUR',
        total: '1234.50',
        items: [],
      },
      { id: 43, stage: 'Accepted', userid: 11, currency: 1, dateaccepted: '2025-07-01', items: [] },
    ],
  },
};
