/** What the samples of orders, tickets and the installation become. */
export const ordersAndTickets: Readonly<Record<string, object>> = {
  'GetTicket.rated': {
    ticketid: 303,
    replies: [
      { replyid: 0, attachments: [{ filename: 'top.png', index: 0 }], attachments_removed: true, admin: null },
      { replyid: 77, attachments: [], rating: 0, admin: 'Vera' },
    ],
    notes: [{ noteid: 5, attachments: [] }],
  },
  'GetTickets.unowned': { tickets: [{ id: 304, userid: null, flag: null, service: null }] },
  'GetOrders.tidy': {
    orders: [
      {
        id: 610,
        ordernum: '4417203958',
        userid: 11,
        admin_requestor_id: null,
        date: '2024-02-29 11:42:05',
        renewalsByType: { domains: [51], services: [801], addons: [9] },
        promovalue: '10.00',
        amount: '47.00',
        invoiceid: 2201,
        fraudoutput: '{"score":3,"isp":"A &amp; B"}',
        currencysuffix: ' EUR',
        lineitems: [
          { type: 'product', relid: 801, billingcycle: 'Quarterly', amount: '39.00' },
          { type: 'domain', relid: 51, domain: 'brandt-optik.example', status: 'Pending Transfer' },
        ],
      },
    ],
  },
  'GetOrders.untidy': {
    totalresults: 40,
    orders: [
      {
        id: 611,
        ordernum: '9999999999',
        contactid: null,
        date: null,
        renewalsByType: {},
        invoiceid: null,
        paymentstatus: null,
        fraudoutput: null,
        name: 'Ilse & Kai',
        lineitems: [],
      },
      {
        id: 612,
        ordernum: '17',
        userid: null,
        date: '2024-03-01 00:00:00',
        amount: '5.00',
        lineitems: [{ relid: 3, amount: '5' }],
      },
    ],
  },
  'AddOrder.tidy': { orderid: 613, serviceids: [802, 803], addonids: [], domainids: [52], invoiceid: 2202 },
  'AddOrder.untidy': { orderid: 613, productids: [802], addonids: [], domainids: [], invoiceid: null },
  'GetTickets.tidy': {
    tickets: [
      {
        id: 301,
        tid: 'KQT-204418',
        deptid: 2,
        userid: 11,
        requestor_type: 'Sub-account',
        admin: null,
        attachment: '1_screen.png|2_log.txt',
        attachments: [
          { filename: 'screen.png', index: 0 },
          { filename: 'log.txt', index: 1 },
        ],
        attachments_removed: false,
        flag: 3,
        service: 'S801',
      },
    ],
  },
  'GetTickets.untidy': {
    totalresults: 2,
    numreturned: 2,
    tickets: [
      {
        id: 302,
        ticketid: 302,
        deptname: 'Support',
        userid: null,
        name: null,
        subject: `It doesn't "work"`,
        priority: null,
        attachments: [],
        attachments_removed: false,
        lastreply: null,
        flag: null,
        service: null,
      },
      { id: 303, tid: '516759', userid: 11, subject: null },
    ],
  },
  'GetTickets.none': { totalresults: 0, tickets: [] },
  'GetTicket.tidy': {
    ticketid: 301,
    deptname: 'Support',
    contactid: null,
    subject: 'Shop is slow',
    replies: [
      {
        replyid: 0,
        message: 'Pages take ten seconds.\r\n\r\nKai',
        attachments: [{ index: 0 }, { index: 1 }],
        admin: null,
      },
      { replyid: 88, userid: null, requestor_type: 'Operator', admin: 'Support Desk', rating: 4 },
    ],
    notes: [{ noteid: 15, date: '2025-01-07 10:05:00', message: 'Node is full', attachments: [] }],
  },
  'GetTicket.untidy': {
    ticketid: 302,
    deptname: 'Sales & Support',
    userid: null,
    name: null,
    subject: '&lt;b&gt;',
    lastreply: null,
    service: 'D51',
    replies: [{ replyid: 0, message: '1 < 2', attachments: [], attachments_removed: true }],
    notes: [],
  },
  'OpenTicket.tidy': { id: 304, tid: 'KQT-204420' },
  'OpenTicket.untidy': { id: 305, tid: '516760' },
  'GetSupportDepartments.tidy': {
    totalresults: 2,
    departments: [
      { id: 2, name: 'Support', awaitingreply: 4, opentickets: 9 },
      { id: 3, awaitingreply: 0 },
    ],
  },
  'GetSupportDepartments.untidy': {
    departments: [{ id: 2, name: 'Sales & Support', awaitingreply: 4, opentickets: 9 }],
  },
  'WhmcsDetails.tidy': { whmcs: { version: '8.13.1', canonicalversion: '8.13.1-release.1' } },
  'WhmcsDetails.untidy': { whmcs: { version: '8.2.0', canonicalversion: null } },
  'GetTicketNotes.tidy': {
    notes: [{ id: 5, date: '2025-06-02 10:20:00', attachment: null, attachments_removed: false }],
  },
  'GetTicketNotes.untidy': {
    totalresults: 2,
    notes: [
      {
        noteid: 5,
        date: null,
        message: 'Rack & power',
        attachment: '612034_trace.txt|612035_photo.png',
        attachments_removed: null,
      },
      { id: 6, message: null },
    ],
  },
  'GetToDoItems.tidy': {
    totalresults: 1,
    items: [{ id: 8, admin: 1, title: 'Renew the certificate', status: 'Pending', duedate: '2025-07-14' }],
  },
  'GetToDoItems.untidy': { totalresults: 0, items: [] },
};
