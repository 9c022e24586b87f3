import type { WallClock } from '../clock.ts';
import { clientGroups, configuration, promotionTable, staff } from './installation.ts';
import { queuedCalls } from './module-queue.ts';
import { seededOAuthCredentials } from './oauth-credentials.ts';
import { products } from './products.ts';
import { seededTlds } from './tlds.ts';
import { Table } from './table.ts';
import {
  clientFields,
  currencies,
  departments,
  paymentMethods,
  type ClientField,
  type Currency,
  type Department,
} from './reference.ts';
import { emailTemplates, type EmailTemplate } from './templates.ts';
import type {
  Activity,
  AdminMail,
  Affiliate,
  Announcement,
  BannedIp,
  BillableItem,
  Cancellation,
  Client,
  ClientGroup,
  ClientNote,
  Contact,
  Credit,
  Domain,
  Invoice,
  Mail,
  ModuleRun,
  Order,
  PayMethod,
  Project,
  Promotion,
  QueuedCall,
  Quote,
  SentNotification,
  Service,
  ServiceAddon,
  StaffMember,
  Ticket,
  Tld,
  ToDoItem,
  Transaction,
  Upgrade,
  User,
} from './model.ts';

/** The state of the installation. Tests may read it, and may change it to set a scene. */
export class World {
  readonly clock: WallClock;
  readonly clientFields: ClientField[] = clientFields();
  /** Set up by the operator, who may change it while callers have it in their caches. */
  readonly currencies: Currency[] = [...currencies];
  readonly paymentMethods: Record<string, string> = { ...paymentMethods };
  readonly departments: Department[] = [...departments];
  readonly emailTemplates: EmailTemplate[] = [...emailTemplates];
  readonly clientGroups: ClientGroup[] = [...clientGroups];
  readonly promotions: Promotion[] = [...promotionTable];
  readonly tlds: Tld[] = seededTlds();
  readonly oauthCredentials = seededOAuthCredentials();
  /** The settings, by WHMCS's names; some are secret. */
  readonly configuration: Record<string, string> = { ...configuration };
  readonly products = new Map(products.map((product) => [product.id, product]));
  readonly users = new Table<User>(undefined, 5001);
  readonly clients = new Table<Client>();
  readonly contacts = new Table<Contact>('userid');
  readonly services = new Table<Service>('clientid');
  readonly addons = new Table<ServiceAddon>('serviceid');
  readonly domains = new Table<Domain>('userid');
  readonly invoices = new Table<Invoice>('userid', 1001);
  readonly orders = new Table<Order>('userid');
  readonly quotes = new Table<Quote>('userid');
  readonly credits = new Table<Credit>('clientid');
  readonly tickets = new Table<Ticket>('userid');
  /** Addresses whose mail opens no ticket. */
  readonly blockedSenders = new Set<string>();
  /** By client; `payments` has those of an invoice. */
  readonly transactions = new Table<Transaction>('userid');
  /** The outbox: no mail is really sent. */
  readonly mails = new Table<Mail>('clientid');
  readonly toDoItems = new Table<ToDoItem>();
  readonly administrators = new Table<StaffMember>();
  readonly moduleQueue: QueuedCall[] = [...queuedCalls];
  /** The settings of active modules, by type and name; payment gateways are active if they are payment methods. */
  readonly moduleSettings = new Map<string, Record<string, string>>();
  readonly bannedIps = new Table<BannedIp>();
  readonly adminMails: AdminMail[] = [];
  readonly notifications: SentNotification[] = [];
  readonly announcements = new Table<Announcement>();
  readonly activity = new Table<Activity>('clientid');
  readonly affiliates = new Table<Affiliate>('clientid');
  readonly payMethods = new Table<PayMethod>('clientid');
  /** By client; no answer tells it. */
  readonly defaultPayMethods = new Map<number, number>();
  readonly billableItems = new Table<BillableItem>('userid');
  readonly clientNotes = new Table<ClientNote>('userid');
  /** The permissions of users who own no client, by the ids of user and client. */
  readonly permissions = new Map<string, readonly string[]>();
  readonly projects = new Table<Project>('userid');
  readonly cancellations = new Table<Cancellation>('relid');
  readonly upgrades = new Table<Upgrade>('serviceid');
  readonly moduleRuns = new Table<ModuleRun>('serviceid');
  /** Counts writes, so that a cached order of rows can tell that it is stale. */
  revision = 0;
  readonly #payments = new Map<number, Transaction[]>();
  readonly #emails = new Map<string, Client>();
  #lineId = 0;
  #replyId = 0;
  #quoteLineId = 0;
  #taskId = 0;

  constructor(clock: WallClock) {
    this.clock = clock;
    for (const member of staff) this.administrators.add({ ...member });
  }

  nextLineId(): number {
    return (this.#lineId += 1);
  }

  nextQuoteLineId(): number {
    return (this.#quoteLineId += 1);
  }

  /** For tasks, messages and time logs of projects. */
  nextTaskId(): number {
    return (this.#taskId += 1);
  }

  nextReplyId(): number {
    return (this.#replyId += 1);
  }

  addTransaction(transaction: Transaction): Transaction {
    this.transactions.add(transaction);
    if (transaction.invoiceid === 0) return transaction;
    const others = this.#payments.get(transaction.invoiceid);
    if (others) others.push(transaction);
    else this.#payments.set(transaction.invoiceid, [transaction]);
    return transaction;
  }

  /** Replaces a transaction, whose client or invoice may have changed. */
  changeTransaction(changed: Transaction): Transaction {
    const before = this.transactions.get(changed.id);
    const others = this.#payments.get(before?.invoiceid ?? 0);
    const at = others?.findIndex(({ id }) => id === changed.id) ?? -1;
    if (at >= 0) others?.splice(at, 1);
    this.transactions.delete(changed.id);
    return this.addTransaction(changed);
  }

  /** The transactions of one invoice. */
  payments(invoiceid: number): readonly Transaction[] {
    return this.#payments.get(invoiceid) ?? [];
  }

  addClient(client: Client): Client {
    this.#emails.set(client.email.toLowerCase(), client);
    return this.clients.add(client);
  }

  removeClient(client: Client): void {
    this.#emails.delete(client.email.toLowerCase());
    this.clients.delete(client.id);
  }

  changeEmail(client: Client, email: string): void {
    this.#emails.delete(client.email.toLowerCase());
    client.email = email;
    this.#emails.set(email.toLowerCase(), client);
  }

  /** Case-insensitive, as the column is. */
  clientByEmail(email: string): Client | undefined {
    return this.#emails.get(email.toLowerCase());
  }

  userByEmail(email: string): User | undefined {
    const wanted = email.toLowerCase();
    return this.users.find((user) => user.email.toLowerCase() === wanted);
  }
}
