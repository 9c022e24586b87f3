/** What the samples of clients and mail become. */
export const clients: Readonly<Record<string, object>> = {
  'GetClients.tidy': {
    totalresults: 2,
    startnumber: 0,
    numreturned: 2,
    clients: [
      {
        id: 11,
        firstname: 'Ilse',
        companyname: 'Brandt Optik GmbH',
        datecreated: '2021-03-09',
        groupid: 3,
        status: 'Active',
      },
      { id: 12, firstname: 'Tomás', companyname: null, groupid: null, status: 'Inactive' },
    ],
  },
  'GetClients.untidy': {
    totalresults: 31,
    startnumber: 1,
    clients: [
      { id: 11, lastname: null, companyname: 'Brandt & Söhne', datecreated: null, groupid: null, status: 'Closed' },
      { id: 12, firstname: "O'Neil", lastname: null, email: 'oneil@example.net' },
    ],
  },
  'GetClientsDetails.tidy': {
    client: {
      id: 11,
      owner_user_id: 7,
      fullname: 'Ilse Brandt',
      address2: 'Hinterhaus',
      postcode: '04103',
      phonecc: '49',
      email_preferences: { general: true, support: false, affiliate: false },
      billingcid: null,
      currency: 2,
      credit: '17.50',
      latefeeoveride: true,
      taxexempt: false,
      allowSingleSignOn: true,
      lastlogin: 'Date: 02/05/2025 09:14<br>IP Address: 192.0.2.44<br>Host: dsl.example',
      currency_code: 'EUR',
      customfields: [
        { id: 5, value: 'Wholesale' },
        { id: 2, value: null },
      ],
      users: [
        { id: 7, is_owner: true },
        { id: 9, name: 'Kai Brandt', is_owner: false },
      ],
    },
    stats: {
      numdueinvoices: 0,
      dueinvoicesbalance: '1001.01',
      incredit: true,
      income: '-12.40',
      numtickets: 37,
      isAffiliate: false,
    },
  },
  'GetClientsDetails.untidy': {
    client: {
      id: 11,
      firstname: 'Ilse "Isi"',
      lastname: null,
      companyname: null,
      currency_code: 'EUR',
      credit: '17.50',
      taxexempt: true,
      separateinvoices: false,
      allowSingleSignOn: false,
      email_preferences: {},
      groupid: null,
      language: null,
      lastlogin: 'No Login Logged',
      customfields: [{ id: 5, value: 'Großhandel', fieldname: 'Kind' }],
      users: [],
    },
    stats: { numdueinvoices: 2, dueinvoicesbalance: '1234.56', incredit: true, income: '-8.67', isAffiliate: false },
  },
  'GetClientsDetails.rootonly': {
    client: { id: 11, firstname: 'Ilse', email: 'ilse@brandt-optik.example' },
    stats: {},
  },
  'GetClientsDetails.nameonly': {
    client: {
      id: 12,
      emailoptout: true,
      allowSingleSignOn: true,
      billingcid: null,
      tax_id: null,
      lastlogin: 'No Login Logged',
      email_preferences: { general: true, invoice: true, support: false },
      customfields: [
        { fieldname: 'Matrix', value: '@tomas:oneil.example' },
        { fieldname: 'Shoe size', value: null },
      ],
    },
  },
  'AddClient.tidy': { clientid: 311 },
  'UpdateClient.tidy': { clientid: 311 },
  'GetEmailTemplates.tidy': {
    emailtemplates: [
      { id: 4, name: 'Invoice Created', subject: 'Invoice #{$invoice_num}', custom: false },
      { id: 90, custom: true },
    ],
  },
  'GetEmailTemplates.untidy': { emailtemplates: [{ id: 4, name: 'Terms & Conditions', subject: null, custom: true }] },
  'GetAffiliates.untidy': {
    totalresults: 2,
    affiliates: [
      {
        id: 5,
        clientid: 11,
        date: null,
        visitors: 0,
        paytype: null,
        onetime: false,
        balance: '48.75',
        updated_at: null,
      },
      { id: 9, clientid: 12, paytype: 'fixedamount', onetime: true, payamount: '7' },
    ],
  },
  'GetCredits.untidy': {
    clientid: 11,
    credits: [{ id: 61, date: null, description: 'Goodwill & thanks', amount: '-4.00', relid: null }],
  },
  'GetClientGroups.untidy': {
    groups: [
      {
        id: 3,
        groupname: 'Re&sellers',
        groupcolour: null,
        discountpercent: '7.5',
        susptermexempt: true,
        separateinvoices: false,
      },
    ],
  },
  'GetEmails.untidy': {
    emails: [
      {
        id: 1601,
        userid: 11,
        subject: 'Your "invoice"',
        message: '<p>a &amp; b</p>',
        to: "Ilse O'Neil",
        cc: null,
        failed: false,
        campaign_id: null,
      },
    ],
  },
  'GetActivityLog.untidy': {
    totalresults: 2,
    activity: [
      { id: 7001, clientId: 11, date: null, description: 'A & B', ipaddress: null },
      { id: 7003, clientId: null, userId: null, adminId: null },
    ],
  },
  'GetUsers.untidy': {
    users: [
      { id: 7, firstname: 'Ilse "Isi"', lastname: null, datecreated: null, clients: [{ id: 11, isOwner: true }] },
    ],
  },
  'GetPermissionsList.tidy': { permissions: ['profile', 'invoices', 'orders'] },
  'GetPermissionsList.untidy': { permissions: ['profile', 'invoices', 'orders'] },
  'GetUserPermissions.tidy': { permissions: ['products', 'tickets'] },
  'GetUserPermissions.untidy': { permissions: [] },
  'AddUser.tidy': { user_id: 8 },
  'AddClientNote.tidy': { noteid: 91 },
  'DeleteClient.tidy': { clientid: 11 },
  'AddContact.tidy': { contactid: 71 },
  'GetContacts.tidy': {
    totalresults: 1,
    contacts: [
      {
        id: 71,
        userid: 11,
        firstname: 'Kai',
        address2: 'Hinterhaus',
        domainemails: true,
        generalemails: false,
        created_at: '2023-05-02 10:11:12',
      },
    ],
  },
  'GetContacts.untidy': {
    contacts: [
      {
        id: 71,
        userid: 11,
        firstname: "O'Neil",
        lastname: null,
        domainemails: true,
        generalemails: false,
        created_at: null,
      },
      { id: 73, firstname: 'Zoë', phonenumber: null, invoiceemails: true, updated_at: null },
    ],
  },
};
