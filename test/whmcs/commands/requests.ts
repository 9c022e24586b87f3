/**
 * A request of ours for every command, and the form that WHMCS expects for it. Most follow from the documentation: every plain parameter
 * with a value of its type. The table below has those whose parameters are encoded, or sent under other names.
 */
import { paramNames, type Command } from '../../../src/whmcs/command.ts';
import type { Documented } from '../../support/documented.ts';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

export interface ExampleRequest {
  readonly params: Readonly<Record<string, unknown>>;
  readonly sent: Readonly<Record<string, string>>;
}

const oldName = { serviceid: '801', accountid: '801' };

const requests: Readonly<Record<string, ExampleRequest>> = {
  AcceptOrder: {
    params: { orderid: 610, serverid: 4, registrar: 'openprovider', sendregistrar: false, autosetup: true },
    sent: { orderid: '610', serverid: '4', registrar: 'openprovider', sendregistrar: '0', autosetup: '1' },
  },
  AddContact: {
    params: { clientid: 11, firstname: 'Kai', email: 'kai@brandt-optik.example', email_preferences: { invoice: true } },
    sent: {
      clientid: '11',
      firstname: 'Kai',
      email: 'kai@brandt-optik.example',
      'email_preferences[invoice]': '1',
    },
  },
  AddClient: {
    params: {
      firstname: 'Ilse',
      lastname: 'Brandt & Söhne',
      email: 'ilse+shop@brandt-optik.example',
      address1: 'Hainstraße 4',
      city: 'Leipzig',
      state: 'Sachsen',
      postcode: '04103',
      country: 'DE',
      phonenumber: '+49.34155501',
      currency: 2,
      customfields: { 5: 'Großhandel' },
      marketingoptin: false,
      noemail: true,
      skipvalidation: false,
    },
    sent: {
      firstname: 'Ilse',
      lastname: 'Brandt & Söhne',
      email: 'ilse+shop@brandt-optik.example',
      address1: 'Hainstraße 4',
      city: 'Leipzig',
      state: 'Sachsen',
      postcode: '04103',
      country: 'DE',
      phonenumber: '+49.34155501',
      currency: '2',
      customfields: base64('a:1:{i:5;s:11:"Großhandel";}'),
      marketingoptin: '0',
      noemail: '1',
    },
  },
  ActivateModule: {
    params: {
      moduleType: 'gateway',
      moduleName: 'acmepay',
      parameters: { merchantId: 'Bäcker & Co', testMode: true, liveMode: false },
    },
    sent: {
      moduleType: 'gateway',
      moduleName: 'acmepay',
      'parameters[merchantId]': 'Bäcker & Co',
      'parameters[testMode]': '1',
      'parameters[liveMode]': '0',
    },
  },
  AddInvoicePayment: {
    params: {
      invoiceid: 2201,
      transid: 'SEPA 7/2025',
      gateway: 'banktransfer',
      date: '2025-07-01 08:30:00',
      amount: '119.00',
    },
    sent: {
      invoiceid: '2201',
      transid: 'SEPA 7/2025',
      gateway: 'banktransfer',
      date: '2025-07-01 08:30:00',
      amount: '119.00',
    },
  },
  AddOrder: {
    params: {
      clientid: 11,
      paymentmethod: 'banktransfer',
      pid: [31, 32],
      qty: [1, 2],
      domain: ['shop.example', 'größe.example'],
      idnlanguage: [undefined, 'ger'],
      billingcycle: ['annually', 'monthly'],
      addons: [[4, 7], undefined],
      configoptions: [{ 3: 12 }, undefined],
      customfields: [undefined, { 9: 'Debian' }],
      domaintype: ['register', undefined],
      regperiod: [2, undefined],
      idprotection: [true, false],
      nameserver1: 'ns1.host.example',
      servicerenewals: [801, 802],
      noinvoiceemail: true,
    },
    sent: {
      clientid: '11',
      paymentmethod: 'banktransfer',
      'pid[0]': '31',
      'pid[1]': '32',
      'qty[0]': '1',
      'qty[1]': '2',
      'domain[0]': 'shop.example',
      'domain[1]': 'größe.example',
      'idnlanguage[1]': 'ger',
      'billingcycle[0]': 'annually',
      'billingcycle[1]': 'monthly',
      'addons[0]': '4,7',
      'configoptions[0]': base64('a:1:{i:3;i:12;}'),
      'customfields[1]': base64('a:1:{i:9;s:6:"Debian";}'),
      'domaintype[0]': 'register',
      'regperiod[0]': '2',
      'idprotection[0]': '1',
      nameserver1: 'ns1.host.example',
      'servicerenewals[0]': '801',
      'servicerenewals[1]': '802',
      noinvoiceemail: '1',
    },
  },
  AddTicketNote: {
    params: {
      ticketid: 301,
      message: 'Knows the *old* plan',
      markdown: true,
      attachments: [{ name: 'plan.txt', data: base64('S') }],
      created: '2025-06-30 18:05:00',
    },
    sent: {
      ticketid: '301',
      message: 'Knows the *old* plan',
      markdown: '1',
      attachments: base64('[{"name":"plan.txt","data":"Uw=="}]'),
      created: '2025-06-30 18:05:00',
    },
  },
  AddProduct: {
    params: {
      name: 'Cloud & Mail',
      gid: 6,
      type: 'server',
      paytype: 'recurring',
      autosetup: '',
      subdomain: '.host.example,.host2.example',
      hidden: true,
      tax: false,
      pricing: { 2: { monthly: '12.00', msetupfee: '5.00', annually: '-1.00' } },
      recommendations: [{ id: 31, order: 0 }],
    },
    sent: {
      name: 'Cloud & Mail',
      gid: '6',
      type: 'server',
      paytype: 'recurring',
      autosetup: '',
      subdomain: '.host.example,.host2.example',
      hidden: '1',
      tax: '0',
      'pricing[2][monthly]': '12.00',
      'pricing[2][msetupfee]': '5.00',
      'pricing[2][annually]': '-1.00',
      'recommendations[0][id]': '31',
      'recommendations[0][order]': '0',
    },
  },
  // These permissions are words; elsewhere commas separate ids.
  CreateClientInvite: {
    params: { client_id: 11, email: 'kai@brandt-optik.example', permissions: ['products', 'tickets'] },
    sent: { client_id: '11', email: 'kai@brandt-optik.example', permissions: 'products,tickets' },
  },
  GetAffiliates: {
    params: { userid: 11, paytype: 'percentage', onetime: false, balance: '48.75', limitnum: 5 },
    sent: { userid: '11', paytype: 'percentage', onetime: '0', balance: '48.75', limitnum: '5' },
  },
  UpdateUserPermissions: {
    params: { user_id: 7, client_id: 11, permissions: ['invoices'] },
    sent: { user_id: '7', client_id: '11', permissions: 'invoices' },
  },
  AddTicketReply: {
    params: {
      ticketid: 301,
      clientid: 11,
      message: 'Works again.\nThank you!',
      markdown: true,
      attachments: [{ name: 'trace route.txt', data: base64('1 192.0.2.1') }],
    },
    sent: {
      ticketid: '301',
      clientid: '11',
      message: 'Works again.\nThank you!',
      markdown: '1',
      attachments: base64('[{"name":"trace route.txt","data":"MSAxOTIuMC4yLjE="}]'),
    },
  },
  CreateInvoice: {
    params: {
      userid: 11,
      status: 'Unpaid',
      sendinvoice: true,
      paymentmethod: 'banktransfer',
      taxrate: '19.00',
      date: '2025-09-30',
      duedate: '2025-10-14',
      notes: 'Thank you & see you',
      itemdescriptionx: ['Größe XL', 'Discount'],
      itemamountx: ['95.50', '-5.00'],
      itemtaxedx: [true, false],
      autoapplycredit: false,
    },
    sent: {
      userid: '11',
      status: 'Unpaid',
      sendinvoice: '1',
      paymentmethod: 'banktransfer',
      taxrate: '19.00',
      date: '2025-09-30',
      duedate: '2025-10-14',
      notes: 'Thank you & see you',
      itemdescription1: 'Größe XL',
      itemdescription2: 'Discount',
      itemamount1: '95.50',
      itemamount2: '-5.00',
      itemtaxed1: '1',
      itemtaxed2: '0',
    },
  },
  CreateQuote: {
    params: {
      subject: 'Move & more',
      stage: 'Draft',
      validuntil: '31/10/2025',
      userid: 11,
      postcode: '04103',
      lineitems: [{ desc: 'Größe XL', qty: 2, up: '95.50', discount: '10.00', taxable: true }, { desc: 'Post' }],
    },
    sent: {
      subject: 'Move & more',
      stage: 'Draft',
      validuntil: '31/10/2025',
      userid: '11',
      postcode: '04103',
      lineitems: base64(
        'a:2:{i:0;a:5:{s:4:"desc";s:10:"Größe XL";s:3:"qty";i:2;s:2:"up";s:5:"95.50";s:8:"discount";s:5:"10.00";s:7:"taxable";b:1;}i:1;a:1:{s:4:"desc";s:4:"Post";}}',
      ),
    },
  },
  GenInvoices: {
    params: { clientid: 11, noemails: true, serviceids: [801, 802], domainids: [5], addonids: [] },
    sent: { clientid: '11', noemails: '1', 'serviceids[0]': '801', 'serviceids[1]': '802', 'domainids[0]': '5' },
  },
  // Documented as a number, and it is text.
  DomainTransfer: { params: { domainid: 41, eppcode: 'K7-&x' }, sent: { domainid: '41', eppcode: 'K7-&x' } },
  DomainUpdateWhoisInfo: {
    params: {
      domainid: 41,
      xml: { Registrant: { 'First Name': 'Ilse', Company: 'Brandt & Söhne' }, Tech: { Email: 'desk@host.example' } },
    },
    sent: {
      domainid: '41',
      xml: '<contactdetails><Registrant><First_Name>Ilse</First_Name><Company>Brandt &amp; Söhne</Company></Registrant><Tech><Email>desk@host.example</Email></Tech></contactdetails>',
    },
  },
  GetAutomationLog: {
    params: { startdate: '2025-09-29', enddate: '2025-09-30', namespace: 'CreateInvoices' },
    sent: { startdate: '2025-09-29', enddate: '2025-09-30', namespace: 'CreateInvoices' },
  },
  GetClients: {
    params: { search: 'brandt', status: 'Active', orderby: 'id', sorting: 'DESC', limitstart: 0, limitnum: 50 },
    sent: { search: 'brandt', status: 'Active', orderby: 'id', sorting: 'DESC', limitstart: '0', limitnum: '50' },
  },
  GetClientsDetails: { params: { clientid: 11, stats: true }, sent: { clientid: '11', stats: '1' } },
  GetClientsDomains: {
    params: { clientid: 11, domain: 'shop.example' },
    sent: { clientid: '11', domain: 'shop.example' },
  },
  GetClientsProducts: {
    params: { clientid: 11, pid: 31, username2: 'brandtop' },
    sent: { clientid: '11', pid: '31', username2: 'brandtop' },
  },
  GetInvoices: {
    params: { userid: 11, status: 'Overdue', orderby: 'duedate', order: 'desc' },
    sent: { userid: '11', status: 'Overdue', orderby: 'duedate', order: 'desc' },
  },
  GetModuleQueue: {
    params: {
      serviceType: 'domain',
      relatedId: 455,
      moduleName: 'opensrs',
      moduleAction: 'Renew',
      since: '2025-09-30 08:30:00',
    },
    sent: {
      serviceType: 'domain',
      relatedId: '455',
      moduleName: 'opensrs',
      moduleAction: 'Renew',
      since: '2025-09-30 08:30:00',
    },
  },
  GetProducts: { params: { pid: [31, 32], module: 'plesk' }, sent: { pid: '31,32', module: 'plesk' } },
  GetSupportDepartments: { params: { ignore_dept_assignments: true }, sent: { ignore_dept_assignments: '1' } },
  GetProjects: {
    params: { userid: 11, ticketids: [301, 302], invoiceids: [2201], completed: false },
    sent: { userid: '11', ticketids: '301,302', invoiceids: '2201', completed: '0' },
  },
  GetTicket: { params: { ticketid: 301, repliessort: 'ASC' }, sent: { ticketid: '301', repliessort: 'ASC' } },
  GetTickets: {
    params: { clientid: 11, subject: 'Mail & DNS', ignore_dept_assignments: false },
    sent: { clientid: '11', subject: 'Mail & DNS' },
  },
  // Any text is documented as its type; these are the types of templates.
  GetEmailTemplates: { params: { type: 'product', language: 'german' }, sent: { type: 'product', language: 'german' } },
  ModuleChangePackage: { params: { serviceid: 801 }, sent: oldName },
  ModuleChangePw: {
    params: { serviceid: 801, servicepassword: 'blau+grün' },
    sent: { ...oldName, servicepassword: 'blau+grün' },
  },
  ModuleCreate: { params: { serviceid: 801 }, sent: oldName },
  ModuleCustom: { params: { serviceid: 801, func_name: 'reboot' }, sent: { ...oldName, func_name: 'reboot' } },
  ModuleSuspend: {
    params: { serviceid: 801, suspendreason: 'Sends spam' },
    sent: { ...oldName, suspendreason: 'Sends spam' },
  },
  ModuleTerminate: { params: { serviceid: 801 }, sent: oldName },
  ModuleUnsuspend: { params: { serviceid: 801 }, sent: oldName },
  OpenTicket: {
    params: {
      deptid: 2,
      clientid: 11,
      subject: 'No mail since noon',
      message: 'It **bounces**.',
      priority: 'High',
      serviceid: 801,
      markdown: true,
      admin: false,
      preventClientClosure: false,
    },
    sent: {
      deptid: '2',
      clientid: '11',
      subject: 'No mail since noon',
      message: 'It **bounces**.',
      priority: 'High',
      serviceid: '801',
      markdown: '1',
      preventClientClosure: '0',
    },
  },
  ResetPassword: { params: { email: 'ilse@brandt-optik.example' }, sent: { email: 'ilse@brandt-optik.example' } },
  SendAdminEmail: {
    params: {
      customsubject: 'Disk full',
      custommessage: '<p>{$server}</p>',
      type: 'support',
      deptid: 2,
      mergefields: { server: 'Heron & Kestrel' },
    },
    sent: {
      customsubject: 'Disk full',
      custommessage: '<p>{$server}</p>',
      type: 'support',
      deptid: '2',
      'mergefields[server]': 'Heron & Kestrel',
    },
  },
  SendEmail: {
    params: {
      id: 801,
      customtype: 'product',
      customsubject: 'Your new server',
      custommessage: '<p>It runs: {$address}</p>',
      customvars: { address: '198.51.100.21' },
    },
    sent: {
      id: '801',
      customtype: 'product',
      customsubject: 'Your new server',
      custommessage: '<p>It runs: {$address}</p>',
      customvars: base64('a:1:{s:7:"address";s:13:"198.51.100.21";}'),
    },
  },
  TriggerNotificationEvent: {
    params: {
      notification_identifier: 'rack.full',
      title: 'Rack 4 is full',
      message: 'Order another one.',
      statusStyle: 'danger',
      attributes: [{ label: 'Rack', value: '4', url: 'https://racks.example/4' }],
    },
    sent: {
      notification_identifier: 'rack.full',
      title: 'Rack 4 is full',
      message: 'Order another one.',
      statusStyle: 'danger',
      'attributes[0][label]': 'Rack',
      'attributes[0][value]': '4',
      'attributes[0][url]': 'https://racks.example/4',
    },
  },
  UpdateAnnouncement: {
    params: { announcementid: 57, title: 'Rack & power', date: '2025-06-30 18:05:00', published: false },
    sent: { announcementid: '57', title: 'Rack & power', date: '2025-06-30 18:05:00', published: '0' },
  },
  UpdateClient: {
    params: { clientid: 11, companyname: '', taxexempt: false, email_preferences: { invoice: true, support: false } },
    sent: {
      clientid: '11',
      companyname: '',
      taxexempt: '0',
      'email_preferences[invoice]': '1',
      'email_preferences[support]': '0',
    },
  },
  UpdateClientProduct: {
    params: {
      serviceid: 801,
      pid: 32,
      recurringamount: '9.90',
      status: 'Active',
      overideautosuspend: 'on',
      unset: ['notes', 'ns2'],
      autorecalc: false,
      customfields: { 9: 'Debian' },
      configoptions: { 3: 14, 5: { optionid: 17, qty: 2 } },
    },
    sent: {
      serviceid: '801',
      pid: '32',
      recurringamount: '9.90',
      status: 'Active',
      overideautosuspend: 'on',
      'unset[0]': 'notes',
      'unset[1]': 'ns2',
      customfields: base64('a:1:{i:9;s:6:"Debian";}'),
      configoptions: base64('a:2:{i:3;i:14;i:5;a:2:{s:8:"optionid";i:17;s:3:"qty";i:2;}}'),
    },
  },
  UpdateContact: {
    params: { contactid: 71, city: '', email_preferences: { invoice: false, support: true } },
    sent: {
      contactid: '71',
      city: '',
      'email_preferences[invoice]': '0',
      'email_preferences[support]': '1',
    },
  },
  UpdateQuote: {
    params: {
      quoteid: 42,
      stage: 'On Hold',
      validuntil: '31.10.2025',
      lineitems: [
        { id: 7, up: '80.00', taxable: false },
        { desc: 'Travel', qty: '1.5' },
      ],
    },
    sent: {
      quoteid: '42',
      stage: 'On Hold',
      validuntil: '31.10.2025',
      lineitems: base64(
        'a:2:{i:0;a:3:{s:2:"id";i:7;s:2:"up";s:5:"80.00";s:7:"taxable";b:0;}i:1;a:2:{s:4:"desc";s:6:"Travel";s:3:"qty";s:3:"1.5";}}',
      ),
    },
  },
  UpdateInvoice: {
    params: {
      invoiceid: 2201,
      duedate: '2025-08-01',
      itemdescription: { 71: 'Hosting, July' },
      itemamount: { 71: '9.90' },
      itemtaxed: { 71: false },
      newitemdescription: ['Setup'],
      newitemamount: ['25.00'],
      newitemtaxed: [true],
      deletelineids: [72, 73],
      publish: true,
    },
    sent: {
      invoiceid: '2201',
      duedate: '2025-08-01',
      'itemdescription[71]': 'Hosting, July',
      'itemamount[71]': '9.90',
      'itemtaxed[71]': '0',
      'newitemdescription[0]': 'Setup',
      'newitemamount[0]': '25.00',
      'newitemtaxed[0]': '1',
      'deletelineids[0]': '72',
      'deletelineids[1]': '73',
      publish: '1',
    },
  },
  UpdateTicket: {
    params: {
      ticketid: 301,
      deptid: 2,
      status: 'On Hold',
      userid: 11,
      priority: 'High',
      created: '2025-06-30 18:05:00',
      removeFlag: true,
      markdown: false,
      customfields: { 7: 'Größe' },
      preventClientClosure: false,
    },
    sent: {
      ticketid: '301',
      deptid: '2',
      status: 'On Hold',
      userid: '11',
      priority: 'High',
      created: '2025-06-30 18:05:00',
      removeFlag: '1',
      markdown: '0',
      customfields: base64('a:1:{i:7;s:7:"Größe";}'),
      preventClientClosure: '0',
    },
  },
  UpdateTicketReply: {
    params: { replyid: 912, message: 'Solved.', markdown: false, created: '2025-06-30 18:05:00' },
    sent: { replyid: '912', message: 'Solved.', markdown: '0', created: '2025-06-30 18:05:00' },
  },
  UpgradeProduct: {
    params: { serviceid: 801, paymentmethod: 'banktransfer', type: 'configoptions', configoptions: { 3: 14 } },
    sent: { serviceid: '801', paymentmethod: 'banktransfer', type: 'configoptions', 'configoptions[3]': '14' },
  },
  // Days, although numbers are documented.
  UpdateToDoItem: {
    params: {
      itemid: 7,
      adminid: 3,
      status: 'In Progress',
      date: '2025-09-01',
      description: '',
      duedate: '2025-10-01',
    },
    sent: {
      itemid: '7',
      adminid: '3',
      status: 'In Progress',
      date: '2025-09-01',
      description: '',
      duedate: '2025-10-01',
    },
  },
};

/** The example of a command: the one of the table, or one that is made from the documentation. */
export const requestFor = (command: Command, documented: Documented): ExampleRequest =>
  requests[command.name] ?? madeFrom(command, documented);

function madeFrom(command: Command, { params, types = {}, marks = {} }: Documented): ExampleRequest {
  const known = new Set(paramNames(command.params));
  const plain = Object.keys(params).filter((name) => known.has(name) && !marks[name]?.encoding);
  const made = plain.flatMap((name) => {
    const example = exampleOf(types[name] ?? 'string', marks[name] ?? {});
    return example ? [{ name, ...example }] : [];
  });
  return {
    params: Object.fromEntries(made.map(({ name, value }) => [name, value])),
    sent: Object.fromEntries(made.map(({ name, text }) => [name, text])),
  };
}

type Mark = NonNullable<Documented['marks']>[string];

/** A value as callers of ours give it, and as WHMCS expects it; null for what the type alone does not describe. */
function exampleOf(type: string, { csv, oneOf, format }: Mark): { value: unknown; text: string } | null {
  if (csv) return { value: [31, 32], text: '31,32' };
  const word = oneOf?.find((each) => each !== '');
  if (word !== undefined) return { value: word, text: word };
  if (format === 'YYYY-MM-DD') return { value: '2025-09-30', text: '2025-09-30' };
  if (format === 'YYYY-MM-DD HH:mm:ss') return { value: '2025-09-30 08:30:00', text: '2025-09-30 08:30:00' };
  if (format === 'MMYY') return { value: '0928', text: '0928' };
  if (format?.startsWith('localised date')) return { value: '30/09/2025', text: '30/09/2025' };
  if (type === 'int') return { value: 41, text: '41' };
  if (type === 'bool') return { value: true, text: '1' };
  if (type.startsWith('float')) return { value: '19.50', text: '19.50' };
  return type === 'string' ? { value: 'Grün & Söhne+1', text: 'Grün & Söhne+1' } : null;
}
