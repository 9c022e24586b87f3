/** The verdicts of reads about writes with lost answers, for every write and every way to lose it. */
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/simulator/index.ts';
import type { Params, WriteCommand } from '../../../src/whmcs/command.ts';
import { LogActivity } from '../../../src/whmcs/commands/activity.ts';
import { AffiliateActivate } from '../../../src/whmcs/commands/affiliates.ts';
import { CloseClient, DeleteClient } from '../../../src/whmcs/commands/client-ends.ts';
import { AddClient, UpdateClient } from '../../../src/whmcs/commands/clients.ts';
import { UpdateAdminNotes } from '../../../src/whmcs/commands/administrators.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { AddContact, DeleteContact, UpdateContact } from '../../../src/whmcs/commands/contacts.ts';
import { DomainRegister, DomainRelease, DomainRenew, DomainTransfer } from '../../../src/whmcs/commands/domain-acts.ts';
import {
  DomainToggleIdProtect,
  DomainUpdateLockingStatus,
  DomainUpdateNameservers,
  DomainUpdateWhoisInfo,
} from '../../../src/whmcs/commands/domain-settings.ts';
import { UpdateClientDomain } from '../../../src/whmcs/commands/domain-update.ts';
import { AcceptQuote } from '../../../src/whmcs/commands/quotes.ts';
import { AddInvoicePayment, ApplyCredit, UpdateInvoice } from '../../../src/whmcs/commands/invoices.ts';
import { ActivateModule, DeactivateModule } from '../../../src/whmcs/commands/modules.ts';
import { AcceptOrder, AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { AddProduct } from '../../../src/whmcs/commands/product-add.ts';
import { UpgradeProduct } from '../../../src/whmcs/commands/service-upgrade.ts';
import { AddCancelRequest } from '../../../src/whmcs/commands/cancellations.ts';
import { CancelOrder, DeleteOrder, FraudOrder, PendingOrder } from '../../../src/whmcs/commands/order-status.ts';
import { UpdateClientProduct } from '../../../src/whmcs/commands/service-update.ts';
import { ModuleCreate, ModuleSuspend, ModuleTerminate, ModuleUnsuspend } from '../../../src/whmcs/commands/services.ts';
import { AddTicketReply, OpenTicket } from '../../../src/whmcs/commands/tickets.ts';
import { UpdateToDoItem } from '../../../src/whmcs/commands/to-do-items.ts';
import {
  cancelled,
  domain,
  draft,
  lose,
  noted,
  openQuote,
  owing,
  payment,
  pending,
  SERVICE,
  stand,
  ticket,
  type Lost,
  type World,
} from './lost.ts';
import { DeleteUserClient, UpdateUserPermissions } from '../../../src/whmcs/commands/user-permissions.ts';
import { AddUser, UpdateUser } from '../../../src/whmcs/commands/users.ts';
import { giveUpWhatHangs } from '../../support/deadlines.ts';
import { rig, type Rig } from '../rig.ts';

const writes = Object.values(commands).filter((each) => each.kind === 'write');

/** What a third party may still do after WHMCS's answer was lost; and the notes, of which another administrator's may be read. */
const slow: ReadonlySet<string> = new Set([
  'AddPayMethod',
  'DeletePayMethod',
  'UpdatePayMethod',

  'AcceptOrder',
  'CapturePayment',
  'DomainRegister',
  'DomainRelease',
  'DomainRenew',
  'DomainToggleIdProtect',
  'DomainTransfer',
  'DomainUpdateLockingStatus',
  'DomainUpdateNameservers',
  'DomainUpdateWhoisInfo',
  'ModuleCreate',
  'SendQuote',
  'UpdateAdminNotes',
]);

/** Writes whose effect no command shows. */
const unseen: readonly string[] = [
  'AddBannedIp',
  'AddBillableItem',
  'AddClientNote',
  'BlockTicketSender',
  'CreateClientInvite',
  'CreateOAuthCredential',
  'CreateOrUpdateTLD',
  'CreateSsoToken',
  'DeleteOAuthCredential',
  'DeleteTicketNote',
  'DomainRequestEPP',
  'ModuleChangePackage',
  'ModuleChangePw',
  'ModuleCustom',
  'OrderFraudCheck',
  'ResetPassword',
  'SendAdminEmail',
  'SendEmail',
  'SetConfigurationValue',
  'TriggerNotificationEvent',
  'UpdateClientAddon',
  'UpdateModuleConfiguration',
  'UpdateOAuthCredential',
  'UpdateTicketReply',
  'ValidateLogin',
];

describe('every write', () => {
  it.each(writes.map((each) => [each.name, each] as const))(
    '%s has a rule, or a reason why there is none',
    (_, each) => {
      const { reconcile } = each;
      if ('never' in reconcile) expect(reconcile.never).toMatch(/\w+ \w+/);
      else expect(reconcile.absenceProves).toBe(!slow.has(each.name));
    },
  );

  it('can be reconciled, except where no command shows the effect', () => {
    const never = writes.filter(({ reconcile }) => 'never' in reconcile);
    expect(never.map(({ name }) => name)).toEqual(unseen.toSorted());
  });
});

const signup = {
  firstname: 'Ada',
  lastname: 'Byron',
  email: 'Ada.Byron@example.org',
  address1: '1 Road',
  city: 'London',
  state: 'London',
  postcode: 'N1',
  country: 'GB',
  phonenumber: '+44 20 1234',
  password2: 'a-Secret-1',
};

/** A write with a lost answer, and the verdict if it has happened. */
interface Case {
  readonly name: string;
  readonly lose: (whmcs: Rig, kind: FaultKind) => Promise<Lost>;
  readonly applied: object;
}

const losing = <C extends WriteCommand>(
  name: string,
  command: C,
  params: (world: World) => Params<C>,
  applied: object = {},
  owner: number | null = null,
): Case => ({
  name: `${command.name} ${name}`,
  lose: (whmcs, kind) => lose(whmcs, command, params(whmcs.simulator.world), kind, owner),
  applied: { is: 'applied', ...applied },
});

const cases: readonly Case[] = [
  losing('with an amount', AddInvoicePayment, (world) => ({ ...payment(world), amount: '1.50' })),
  losing('of the whole balance', AddInvoicePayment, payment),
  losing('of a fee-free line and a note', UpdateInvoice, (world) => ({
    invoiceid: draft(world),
    notes: 'One & two',
    newitemdescription: ['Work'],
    newitemamount: ['7.00'],
    newitemtaxed: [false],
  })),
  losing('of a pending service', ModuleCreate, (world) => stand(world, 'Pending')),
  losing('of an active one', ModuleSuspend, (world) => stand(world, 'Active'), { ids: { serviceid: SERVICE } }),
  losing('of a suspended one', ModuleUnsuspend, (world) => stand(world, 'Suspended')),
  losing('of a suspended one', ModuleTerminate, (world) => stand(world, 'Suspended')),
  losing('with set-up', AcceptOrder, (world) => ({ orderid: pending(world), autosetup: true, sendregistrar: true })),
  losing(
    'of a product',
    AddOrder,
    () => ({ clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] }),
    {
      inferred: true,
      ids: { orderid: expect.any(Number), serviceids: [expect.any(Number)], domainids: [] },
    },
  ),
  losing('of a domain', AddOrder, () => ({
    clientid: 1,
    paymentmethod: 'paypal',
    domain: ['New.example.com'],
    domaintype: ['register' as const],
    regperiod: [1],
  })),
  losing('of a new person', AddClient, () => signup, { inferred: true, ids: { clientid: expect.any(Number) } }),
  losing('of a name', AddProduct, () => ({ name: 'Cairn', gid: 1, type: 'other' as const, module: 'cpanel' }), {
    inferred: true,
  }),
  losing(
    'of another product',
    UpgradeProduct,
    () => ({ serviceid: SERVICE, paymentmethod: 'mailin', type: 'product' as const, newproductid: 2 }),
    { inferred: true, ids: { orderid: expect.any(Number) } },
  ),
  losing('of a service without one', AddCancelRequest, () => ({ serviceid: SERVICE, type: 'Immediate' as const })),
  losing('of a pending order', CancelOrder, (world) => ({ orderid: pending(world) })),
  losing('of a cancelled order', DeleteOrder, (world) => ({ orderid: cancelled(world) })),
  losing('of a pending order', FraudOrder, (world) => ({ orderid: pending(world), cancelsub: true })),
  losing('of a cancelled order', PendingOrder, (world) => ({ orderid: cancelled(world) })),
  losing('of prices, an account and a cleared note', UpdateClientProduct, (world) => ({
    ...noted(world),
    recurringamount: '7.5',
    serviceusername: 'Renamed',
    overideautosuspend: 'on' as const,
    unset: ['notes' as const],
  })),
  losing('of a name and an empty company', UpdateClient, () => ({ clientid: 1, firstname: 'Zoë', companyname: '' })),
  losing('of a client', OpenTicket, () => ({ clientid: 1, deptid: 1, subject: "It's  <down>", message: 'Help' }), {
    inferred: true,
    ids: { id: expect.any(Number) },
  }),
  losing('of a client', AddTicketReply, (world) => ({ ticketid: ticket(world), clientid: 1, message: 'A & B\r\n"C"' })),
  losing('of a colleague', AddContact, () => ({ clientid: 1, firstname: 'Zoë', email: 'Zoe@example.org' }), {
    inferred: true,
    ids: { contactid: expect.any(Number) },
  }),
  losing(
    "of a colleague's name and mail",
    UpdateContact,
    () => ({ contactid: 1, firstname: 'Zoë', email_preferences: { invoice: false } }),
    { ids: { contactid: 1 } },
    1,
  ),
  losing('of a colleague', DeleteContact, () => ({ contactid: 1 }), { ids: { contactid: 1 } }, 1),
  losing('of an active one', CloseClient, () => ({ clientid: 3 }), { ids: { clientid: 3 } }),
  losing('of one with everything', DeleteClient, () => ({ clientid: 3 }), { ids: { clientid: 3 } }),
  losing('of a client', AffiliateActivate, () => ({ userid: 2 }), { inferred: true }),
  losing('about a client', LogActivity, () => ({ clientid: 1, description: 'Help & more' }), { inferred: true }),
  losing('about nobody', LogActivity, () => ({ description: 'Done' }), { inferred: true }),
  losing(
    'of a colleague',
    AddUser,
    () => ({ firstname: 'Zoë', lastname: 'B', email: 'Zoe@example.org', password2: 'a-Secret-1' }),
    { inferred: true, ids: { user_id: expect.any(Number) } },
  ),
  losing('of a name', UpdateUser, () => ({ user_id: 5001, firstname: 'Zoë' }), { ids: { user_id: 5001 } }),
  losing('of a colleague', DeleteUserClient, () => ({ user_id: 5001, client_id: 2 }), { ids: { user_id: 5001 } }),
  losing(
    'of a colleague',
    UpdateUserPermissions,
    () => ({ user_id: 5001, client_id: 2, permissions: ['orders', 'tickets'] }),
    { ids: { user_id: 5001 } },
  ),
  losing('of a prospect or client', AcceptQuote, (world) => ({ quoteid: openQuote(world) })),
  losing('of part of the balance', ApplyCredit, (world) => ({ invoiceid: owing(world), amount: '1.5' })),
  losing('of an inactive gateway', ActivateModule, () => ({ moduleType: 'gateway', moduleName: 'mollie' })),
  losing('of an active gateway', DeactivateModule, () => ({ moduleType: 'gateway', moduleName: 'stripe' })),
  losing('of words and an assignment', UpdateToDoItem, () => ({ itemid: 25, adminid: 2, title: 'Help & Work' })),
  losing('of the administrator', UpdateAdminNotes, () => ({ notes: 'Help & Work' })),
  losing('of an ordered one', DomainRegister, (world) => domain(world, 'Pending')),
  losing('of an ordered one', DomainTransfer, (world) => ({ ...domain(world, 'Pending'), eppcode: 'Secret-epp' })),
  losing('of a registered one', DomainRenew, (world) => ({ ...domain(world, 'Active'), regperiod: 3 }), {
    inferred: true,
  }),
  losing('of a registered one', DomainRelease, (world) => ({ ...domain(world, 'Active'), newtag: 'Secret-tag' })),
  losing('of a registered one', DomainUpdateNameservers, (world) => ({
    ...domain(world, 'Active'),
    ns1: 'NS1.example.org',
    ns2: 'ns2.example.org',
  })),
  losing('of a registered one', DomainUpdateLockingStatus, (world) => ({
    ...domain(world, 'Active', { locked: true }),
    lockstatus: false,
  })),
  losing('of a registered one', DomainToggleIdProtect, (world) => ({
    ...domain(world, 'Active', { idprotection: true }),
    idprotect: false,
  })),
  losing('of a registered one', DomainUpdateWhoisInfo, (world) => ({
    ...domain(world, 'Active'),
    xml: { Tech: { 'First Name': 'Zoë', Email: 'Zoe@example.org' } },
  })),
  losing('of a registered one', UpdateClientDomain, (world) => ({
    ...domain(world, 'Active', { donotrenew: true }),
    notes: 'One & two',
    donotrenew: false,
    recurringamount: '7.5',
    promoid: 2,
  })),
  losing('of staff', AddTicketReply, (world) => ({ ticketid: ticket(world), adminusername: 'admin', message: 'Done' })),
];

describe.each(cases)('$name', ({ lose: lost, applied }) => {
  it.each(['reset-after', 'hang-after', 'html-500-after', 'truncated'] as const)(
    'is found to have happened (%s)',
    async (kind) => {
      const whmcs = await rig();
      giveUpWhatHangs(whmcs.simulator);
      const { judge } = await lost(whmcs, kind);
      expect(await judge()).toMatchObject(applied);
    },
  );

  it('is absent if it never arrived (reset-before)', async () => {
    const whmcs = await rig();
    const { judge } = await lost(whmcs, 'reset-before');
    expect(await judge()).toEqual({ is: 'absent' });
  });

  it('leaves no text in the evidence', async () => {
    const whmcs = await rig();
    const { evidence } = await lost(whmcs, 'reset-after');
    expect(JSON.stringify(evidence)).not.toMatch(/ch_1|paypal|Secret|example|Zoë|down|Help|A & B|Done|Work|two/);
  });
});
