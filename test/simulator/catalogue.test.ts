import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/simulator/commands/index.ts';
import { loginPassword } from '../../src/simulator/commands/logins.ts';
import { documentation } from '../support/documented.ts';
import { Caller, type Body, type Fields } from './support.ts';

/** Calls whose answers together show everything that a command can answer. */
const questions: Readonly<Record<string, readonly Fields[]>> = {
  GetClientsDetails: [{ clientid: 1, stats: 1 }],
  GetClientsProducts: [{ clientid: 1 }],
  GetInvoice: [{ invoiceid: 1001 }],
  GetOrders: [{ userid: 1 }],
  GetTickets: [{ clientid: 1 }],
  GetTicket: [{ ticketid: 1 }],
  AddClient: [{ firstname: 'Ida', lastname: 'Berg', email: 'ida@new.example', skipvalidation: 1, password2: 'x' }],
  UpdateClient: [{ clientid: 1, notes: 'x' }],
  ResetPassword: [{ id: 5001 }],
  ModuleCreate: [{ serviceid: 1 }],
  ModuleSuspend: [{ serviceid: 1 }],
  ModuleUnsuspend: [{ serviceid: 1 }],
  ModuleTerminate: [{ serviceid: 1 }],
  AddOrder: [{ clientid: 1, paymentmethod: 'mailin', 'pid[0]': 1 }],
  AcceptOrder: [{ orderid: 3 }, { orderid: 6 }],
  UpdateInvoice: [{ invoiceid: 1001, notes: 'x' }],
  AddInvoicePayment: [{ invoiceid: 1002, transid: 't', gateway: 'mailin' }],
  OpenTicket: [{ clientid: 1, deptid: 1, subject: 's', message: 'm' }],
  AddTicketReply: [{ ticketid: 1, clientid: 1, message: 'm' }],
  GetContacts: [{ userid: 1 }],
  AddContact: [{ clientid: 1 }],
  UpdateContact: [{ contactid: 1 }],
  DeleteContact: [{ contactid: 2 }],
  GetQuotes: [{ limitnum: 100 }],
  AcceptQuote: [{ quoteid: 1 }],
  GetTicketNotes: [{ ticketid: 1 }],
  AddTicketNote: [{ ticketid: 1, message: 'm' }],
  UpdateToDoItem: [{ itemid: 1, adminid: 1 }],
  GetCredits: [{ clientid: 1 }],
  AddCredit: [{ clientid: 1, description: 'x', amount: 1 }],
  ApplyCredit: [{ invoiceid: 1010, amount: '0.01' }],
  DomainGetNameservers: [{ domainid: 1 }],
  DomainUpdateNameservers: [{ domainid: 4, ns1: 'a.example', ns2: 'b.example' }],
  DomainGetLockingStatus: [{ domainid: 1 }],
  DomainUpdateLockingStatus: [{ domainid: 1 }],
  AddAnnouncement: [{ title: 't', announcement: 'a', date: '2026-11-01' }],
  UpdateAnnouncement: [{ announcementid: 1, title: 't' }],
  DeleteAnnouncement: [{ announcementid: 2 }],
  AffiliateActivate: [{ userid: 2 }],
  GetConfigurationValue: [{ setting: 'CompanyName' }],
  GetTicketCounts: [{ includeCountsByStatus: 1 }],
  GetTicketAttachment: [{ relatedid: 1, type: 'ticket', index: 0 }],
  GetEmails: [{ clientid: 1 }],
  UpdateClientAddon: [{ id: 1, status: 'Suspended' }],
  GetPayMethods: [{ clientid: 1 }],
  UpdatePayMethod: [{ clientid: 1, paymethodid: 1, card_expiry: '0328' }],
  DeletePayMethod: [{ clientid: 1, paymethodid: 2 }],
  AddPayMethod: [{ clientid: 1, card_number: '4929000000000077', card_expiry: '0928' }],
  AddBillableItem: [{ clientid: 1, description: 'x', amount: 1, unit: 'hours' }],
  GenInvoices: [{ clientid: 1 }],
  GetProject: [{ projectid: 1 }],
  CreateProject: [{ title: 't', adminid: 1 }],
  UpdateProject: [{ projectid: 1, status: 'Completed' }],
  AddProjectTask: [{ projectid: 1, task: 't' }],
  AddProjectMessage: [{ projectid: 1, message: 'm' }],
  AddUser: [{ firstname: 'A', lastname: 'B', email: 'a.b@new.example', password2: 'x' }],
  UpdateUser: [{ user_id: 5001, language: 'german' }],
  GetUserPermissions: [{ user_id: 5001, client_id: 1 }],
  UpdateUserPermissions: [{ user_id: 5001, client_id: 2, permissions: 'tickets' }],
  CreateClientInvite: [{ client_id: 1, email: 'new@mail.example', permissions: 'tickets' }],
  AddCancelRequest: [{ serviceid: 1 }],
  CancelOrder: [{ orderid: 9 }],
  PendingOrder: [{ orderid: 2 }],
  FraudOrder: [{ orderid: 12 }],
  OrderFraudCheck: [{ orderid: 3 }],
  DeleteOrder: [{ orderid: 12 }],
  AddClientNote: [{ userid: 1, notes: 'n' }],
  CreateQuote: [{ subject: 's', stage: 'Draft', validuntil: '01/12/2026' }],
  AddProduct: [{ name: 'Cairn', gid: 1 }],
  UpdateQuote: [{ quoteid: 2, subject: 's' }],
  DeleteQuote: [{ quoteid: 3 }],
  SendQuote: [{ quoteid: 4 }],
  CreateInvoice: [{ userid: 1, itemdescription1: 'x', itemamount1: 1 }],
  AddTransaction: [{ paymentmethod: 'mailin', userid: 1, amountin: 1 }],
  UpdateTransaction: [{ transactionid: 1, description: 'x' }],
  UpdateTicket: [{ ticketid: 1, priority: 'Low' }],
  DeleteTicket: [{ ticketid: 10 }],
  DeleteTicketReply: [{ ticketid: 1, replyid: 2 }],
  DeleteTicketNote: [{ noteid: 1 }],
  UpdateTicketReply: [{ replyid: 3, message: 'm' }],
  UpdateClientProduct: [{ serviceid: 1, notes: 'x' }],
  ModuleChangePw: [{ serviceid: 1 }],
  ModuleChangePackage: [{ serviceid: 1 }],
  UpgradeProduct: [true, false].map((calconly) => ({
    serviceid: 1,
    paymentmethod: 'mailin',
    type: 'product',
    newproductid: 2,
    ...(calconly && { calconly: 1 }),
  })),
  ModuleCustom: [{ serviceid: 1, func_name: 'Reboot' }],
  DomainRegister: [{ domainid: 2 }],
  DomainRenew: [{ domainid: 1 }],
  DomainTransfer: [{ domainid: 3 }],
  DomainRequestEPP: [1, 4, 5, 6, 7, 8, 9, 10].map((domainid) => ({ domainid })),
  DomainToggleIdProtect: [{ domainid: 1 }],
  DomainGetWhoisInfo: [{ domainid: 1 }],
  DomainWhois: [{ domain: 'free.com' }],
  CreateOrUpdateTLD: [{ extension: '.com', id_protection: 1 }],
  DomainRelease: [{ domainid: 8, newtag: 'NORDIC' }],
  DomainUpdateWhoisInfo: [{ domainid: 1, xml: '<contactdetails><Tech><Name>x</Name></Tech></contactdetails>' }],
  UpdateClientDomain: [{ domainid: 1, notes: 'x' }],
  GetStats: [{ timeline_days: 7 }],
  GetModuleConfigurationParameters: [{ moduleType: 'gateway', moduleName: 'paypal' }],
  CloseClient: [{ clientid: 20 }],
  DeleteClient: [{ clientid: 21 }],
  DeleteUserClient: [{ user_id: 5001, client_id: 2 }],
  ValidateLogin: [{ email: 'siobhan.omalley.1@mail.example', password2: loginPassword }],
  CreateSsoToken: [{ client_id: 1 }],
  CreateOAuthCredential: [{ grantType: 'single_sign_on', scope: 'clientarea:sso', serviceId: 1 }],
  UpdateOAuthCredential: [{ credentialId: 1, resetSecret: 1 }],
  DeleteOAuthCredential: [{ credentialId: 2 }],
  SetConfigurationValue: [{ setting: 'CompanyName', value: 'x' }],
  GetClientPassword: [{ userid: 1 }],
  EncryptPassword: [{ password2: 'x' }],
  DecryptPassword: [{ password2: 'eA==' }],
  CapturePayment: [{ invoiceid: 1010 }],
  UpdateProjectTask: [{ taskid: 1, notes: 'x' }],
  DeleteProjectTask: [{ projectid: 2, taskid: 6 }],
  StartTaskTimer: [{ projectid: 1, timerid: 1 }],
  EndTaskTimer: [{ timerid: 2 }],
  MergeTicket: [{ ticketid: 1, mergeticketids: '3,4' }],
  BlockTicketSender: [{ ticketid: 5 }],
  SendEmail: [{ messagename: 'Client Signup Email', id: 1 }],
  ActivateModule: [{ moduleType: 'gateway', moduleName: 'mollie' }],
  DeactivateModule: [{ moduleType: 'gateway', moduleName: 'banktransfer' }],
  UpdateModuleConfiguration: [{ moduleType: 'gateway', moduleName: 'paypal' }],
  SendAdminEmail: [{ customsubject: 's', custommessage: 'm' }],
  TriggerNotificationEvent: [{ notification_identifier: 'i', title: 't', message: 'm' }],
};

/** Documented fields that the documented example has under another name. */
const misnamed: ReadonlySet<string> = new Set(['GetProjects.invoices']);

/** All values at a path such as `products.product[].pricing{}`. */
function at(value: unknown, path: string): Body[] {
  const steps = path.split('.').flatMap((step) => step.split(/(?=\[\]|\{\})/));
  const reached = steps.reduce<unknown[]>(
    (values, step) =>
      values.flatMap((here): unknown[] => {
        if (typeof here !== 'object' || here === null) return [];
        if (step === '[]') return Array.isArray(here) ? here : [];
        if (step === '{}') return Object.values(here);
        return [(here as Body)[step]];
      }),
    [value],
  );
  return reached.filter((here): here is Body => typeof here === 'object' && here !== null);
}

describe('every documented field of', () => {
  let untidy: Caller;
  let tidy: Caller;
  beforeAll(async () => {
    [untidy, tidy] = await Promise.all([Caller.start(), Caller.start({ untidy: false })]);
    const letter = { messagename: 'Client Signup Email', id: 1 };
    await Promise.all([untidy, tidy].map((whmcs) => whmcs.call('SendEmail', letter)));
  });
  afterAll(() => Promise.all([untidy?.simulator.close(), tidy?.simulator.close()]));

  it.each([...commands.keys()])('%s is in an answer', async (name) => {
    const {
      kind,
      response,
      perRow = [],
      listPath,
      shapes = {},
    } = documentation.get(name) ?? expect.fail('not documented');
    expect(commands.get(name)?.kind).toBe(kind);
    const asked = questions[name] ?? [{}];
    const answers = (
      await Promise.all([untidy, tidy].map((whmcs) => Promise.all(asked.map((fields) => whmcs.call(name, fields)))))
    ).flat();
    expect(answers.filter(({ result, status }) => result !== 'success' && status !== 'success')).toEqual([]);
    const missing: string[] = [];
    for (const field of response.filter((each) => !misnamed.has(`${name}.${each}`))) {
      const owners = perRow.includes(field) ? answers.flatMap((answer) => at(answer, `${listPath}[]`)) : answers;
      if (!owners.some((owner) => Object.hasOwn(owner, field))) missing.push(field);
    }
    for (const [path, fields] of Object.entries(shapes)) {
      const owners = answers.flatMap((answer) => at(answer, path));
      for (const field of Object.keys(fields)) {
        const present = owners.some((owner) =>
          field === '*' ? Object.keys(owner).length > 0 : Object.hasOwn(owner, field),
        );
        if (!present) missing.push(`${path}.${field}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
