/**
 * What each hook of WHMCS reports as changed. Hooks are hints: direct edits of the database and some cron jobs fire none, so cached
 * answers keep their time limits. A hook that fires before something is done, or that asks for a value, reports no change and is not here.
 *
 * Places are paths into the parameters of the hook. An id there is a number or numeric text, depending on where the event came from.
 */
import { columnAt } from '../declare/path.ts';
import { everythingOfClient } from '../subjects.ts';
import { ids, owner } from '../wire/values.ts';
import { changedTopics, changesTo, type AnyChanges, type Change } from './change.ts';

interface Reported {
  /** The place of the owner's id; absent where the hook does not name the client. */
  readonly client?: string;
  /** The topics that change, each with the place of the ids, or true where the hook does not name them. */
  readonly changes: AnyChanges;
}

const of = (client: string, changes: AnyChanges): readonly Reported[] => [{ client, changes }];
const ofUnknown = (changes: AnyChanges): readonly Reported[] => [{ changes }];

const contact = of('userid', { contacts: 'contactid' });
const order = ofUnknown({ orders: 'orderid', services: true, domains: true, invoices: true });
const fraudCheck = ofUnknown({ orders: 'orderid', invoices: 'invoiceid' });
/** Orders repeat the status of the addons in their lines. */
const addon = of('userid', { orders: true });
const invoice = ofUnknown({ invoices: 'invoiceid' });
const quote = ofUnknown({ quotes: 'quoteid' });
/** A payment or a refund: what is paid too much becomes credit. */
const paid = ofUnknown({ invoices: 'invoiceid', transactions: true, credit: true });
const service = of('userid', { services: 'serviceid' });
const module = of('params.userid', { services: 'params.serviceid' });
const registrar = of('params.userid', { domains: 'params.domainid' });
/** It changes who has the name. */
const registration = of('params.userid', { domains: 'params.domainid', domainNames: true });
const tld = ofUnknown({ tlds: true });
const upgrade = ofUnknown({ services: true, orders: true });
const domain = of('userid', { domains: 'domainid' });
const transfer = ofUnknown({ domains: 'domainId' });
/** Departments count their open tickets. */
const ticket = ofUnknown({ tickets: 'ticketid', departments: true });
const ticketOf = of('userid', { tickets: 'ticketid', departments: true });
const announcement = ofUnknown({ announcements: 'announcementid' });
/** Services repeat the names of their product and of its group. */
const product = ofUnknown({ products: 'pid', services: true });
/** Services repeat the name and the addresses of their server. */
const server = ofUnknown({ services: true });

const table = {
  AcceptOrder: order,
  CancelOrder: order,
  DeleteOrder: order,
  FraudOrder: order,
  PendingOrder: order,
  CancelAndRefundOrder: ofUnknown({
    orders: 'orderid',
    services: true,
    domains: true,
    invoices: true,
    transactions: true,
    credit: true,
  }),
  AfterShoppingCartCheckout: ofUnknown({
    orders: 'OrderID',
    services: 'ServiceIDs',
    domains: 'DomainIDs',
    invoices: 'InvoiceID',
    clients: true,
    credit: true,
    products: true,
  }),
  OrderPaid: of('userId', { orders: 'orderId', invoices: 'invoiceId' }),
  AfterFraudCheck: fraudCheck,
  FraudCheckAwaitingUserInput: fraudCheck,
  FraudCheckFailed: fraudCheck,
  FraudCheckPassed: fraudCheck,

  AddonActivated: addon,
  AddonActivation: addon,
  AddonAdd: addon,
  AddonCancelled: addon,
  AddonEdit: addon,
  AddonFraud: addon,
  AddonRenewal: addon,
  AddonSuspended: addon,
  AddonTerminated: addon,
  AddonUnsuspended: addon,
  AddonDeleted: ofUnknown({ orders: true }),

  AddInvoiceLateFee: invoice,
  InvoiceCancelled: invoice,
  InvoiceChangeGateway: invoice,
  InvoiceCreated: invoice,
  InvoiceCreation: invoice,
  InvoiceCreationAdminArea: invoice,
  InvoiceUnpaid: invoice,
  UpdateInvoiceTotal: invoice,
  AddInvoicePayment: paid,
  InvoicePaid: paid,
  InvoiceRefunded: paid,
  ManualRefund: ofUnknown({ invoices: true, transactions: true, credit: true }),
  AddTransaction: of('userid', { transactions: 'id', invoices: true, credit: true }),
  InvoiceSplit: [{ changes: { invoices: 'originalinvoiceid' } }, { changes: { invoices: 'newinvoiceid' } }],
  AcceptQuote: ofUnknown({ quotes: 'quoteid', invoices: 'invoiceid' }),
  QuoteCreated: quote,
  QuoteStatusChange: quote,

  AdminServiceEdit: service,
  ServiceEdit: service,
  ServiceDelete: of('clientId', { services: 'serviceid' }),
  ServiceRecurringCompleted: ofUnknown({ services: 'serviceid' }),
  AfterModuleChangePackage: module,
  AfterModuleChangePassword: ofUnknown({ services: 'serviceid' }),
  AfterModuleCreate: module,
  AfterModuleCustom: module,
  AfterModuleSuspend: module,
  AfterModuleTerminate: module,
  AfterModuleUnsuspend: module,
  AfterConfigOptionsUpgrade: upgrade,
  AfterProductUpgrade: upgrade,

  DomainDelete: domain,
  DomainEdit: domain,
  DomainTransferCompleted: transfer,
  DomainTransferFailed: transfer,
  AfterRegistrarRegister: registration,
  AfterRegistrarRegistration: registration,
  AfterRegistrarRenew: registrar,
  AfterRegistrarRenewal: registrar,
  AfterRegistrarRequestDelete: registration,
  AfterRegistrarSaveContactDetails: registrar,
  AfterRegistrarSaveNameservers: registrar,
  AfterRegistrarTransfer: registrar,
  TopLevelDomainAdd: tld,
  TopLevelDomainDelete: tld,
  TopLevelDomainPricingUpdate: tld,
  TopLevelDomainUpdate: tld,

  TicketAddNote: ticket,
  TicketAdminReply: ticket,
  TicketClose: ticket,
  TicketDepartmentChange: ticket,
  TicketFlagged: ticket,
  TicketPriorityChange: ticket,
  TicketStatusChange: ticket,
  TicketSubjectChange: ticket,
  TicketDelete: ofUnknown({ tickets: 'ticketId', departments: true }),
  TicketDeleteReply: ofUnknown({ tickets: 'ticketId', departments: true }),
  TicketMerge: [
    { changes: { tickets: 'masterTicketId', departments: true } },
    { changes: { tickets: 'mergedTicketIds' } },
  ],
  TicketSplit: [
    { changes: { tickets: 'originalTicketId', departments: true } },
    { changes: { tickets: 'newTicketID' } },
  ],
  TicketOpen: ticketOf,
  TicketOpenAdmin: ticketOf,
  TicketUserReply: ticketOf,

  ContactAdd: contact,
  ContactDelete: contact,
  ContactEdit: contact,

  // WHMCS adds a user who owns the client, and mails a welcome.
  ClientAdd: of('userid', { clients: 'userid', users: true, emails: true }),
  // A change of the usual payment method is passed on to services, domains and unpaid invoices.
  ClientEdit: of('userid', { clients: 'userid', names: true, services: true, domains: true, invoices: true }),
  // Closing a client cancels what it has.
  ClientClose: of('userid', { clients: 'userid', services: true, domains: true, invoices: true }),
  ClientDelete: of('userid', { ...everythingOfClient, clients: 'userid', users: true }),
  AfterClientMerge: [
    { client: 'toUserID', changes: { ...everythingOfClient, users: true, clients: 'toUserID' } },
    { client: 'fromUserID', changes: { ...everythingOfClient, users: true, clients: 'fromUserID' } },
  ],
  // A client's record lists its users, and a user may manage several clients.
  UserAdd: ofUnknown({ users: 'user_id' }),
  UserEdit: ofUnknown({ clients: true, users: 'user_id' }),
  UserEmailVerificationComplete: ofUnknown({ clients: true, users: 'userId' }),

  AffiliateActivation: of('userid', { affiliates: 'affid', clients: 'userid' }),
  AffiliateClickthru: ofUnknown({ affiliates: 'affiliateId' }),
  LogActivity: ofUnknown({ activity: true }),

  AnnouncementAdd: announcement,
  AnnouncementEdit: announcement,

  AdminProductConfigFieldsSave: product,
  ProductDelete: product,
  ProductEdit: product,
  ServerDelete: server,
  ServerEdit: server,
} satisfies Readonly<Record<string, readonly Reported[]>>;

export type HookName = keyof typeof table;

/** The hooks that report a change of something that the graph shows, by WHMCS's name. */
export const hooks: Readonly<Record<HookName, readonly Reported[]>> = Object.freeze(table);

export const isHookName = (name: string): name is HookName => Object.hasOwn(hooks, name);

/** Where the hook does not name the client as expected, any client's records may have changed. */
function ownerAt(place: string | undefined, params: unknown): Change['client'] {
  if (place === undefined) return undefined;
  const [value] = columnAt(place)(params);
  return value === undefined ? undefined : owner.safeParse(value).data;
}

/** One id or several: a number, numeric text, or a list. */
const idsAt = (place: string, params: unknown): number[] => ids.parse(columnAt(place)(params)[0]) ?? [];

/** What a hook reports as changed, given its parameters. */
export const changesOfHook = (name: HookName, params: unknown): Change[] =>
  hooks[name].flatMap(({ client: place, changes }) => {
    const client = ownerAt(place, params);
    return changedTopics(changes).flatMap((topic) => {
      const at = changes[topic];
      return changesTo(topic, typeof at === 'string' ? idsAt(at, params) : [], client);
    });
  });
