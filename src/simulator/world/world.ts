import type { WallClock } from '../clock.ts';
import { products } from './products.ts';
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
  Client,
  Contact,
  Domain,
  Invoice,
  Mail,
  ModuleRun,
  Order,
  Service,
  ServiceAddon,
  Ticket,
  Transaction,
  User,
} from './model.ts';

/** The state of the installation. Tests may read it, and may change it to set a scene. */
export class World {
  readonly clock: WallClock;
  readonly clientFields: ClientField[] = clientFields();
  /** What the operator has set up, and changes while others have it in memory. */
  readonly currencies: Currency[] = [...currencies];
  readonly paymentMethods: Record<string, string> = { ...paymentMethods };
  readonly departments: Department[] = [...departments];
  readonly emailTemplates: EmailTemplate[] = [...emailTemplates];
  readonly products = new Map(products.map((product) => [product.id, product]));
  readonly users = new Table<User>(undefined, 5001);
  readonly clients = new Table<Client>();
  readonly contacts = new Table<Contact>((contact) => contact.userid);
  readonly services = new Table<Service>((service) => service.clientid);
  readonly addons = new Table<ServiceAddon>((addon) => addon.serviceid);
  readonly domains = new Table<Domain>((domain) => domain.userid);
  readonly invoices = new Table<Invoice>((invoice) => invoice.userid, 1001);
  readonly orders = new Table<Order>((order) => order.userid);
  readonly tickets = new Table<Ticket>((ticket) => ticket.userid);
  /** By client; for those of an invoice see `payments`. */
  readonly transactions = new Table<Transaction>((transaction) => transaction.userid);
  /** The outbox: nothing leaves the building. */
  readonly mails = new Table<Mail>((mail) => mail.clientid);
  readonly moduleRuns = new Table<ModuleRun>((run) => run.serviceid);
  /** Counts writes, so that whoever remembers an order of rows knows when to forget it. */
  revision = 0;
  readonly #payments = new Map<number, Transaction[]>();
  readonly #emails = new Map<string, Client>();
  #lineId = 0;
  #replyId = 0;

  constructor(clock: WallClock) {
    this.clock = clock;
  }

  nextLineId(): number {
    return (this.#lineId += 1);
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

  /** The transactions of one invoice. */
  payments(invoiceid: number): readonly Transaction[] {
    return this.#payments.get(invoiceid) ?? [];
  }

  addClient(client: Client): Client {
    this.#emails.set(client.email.toLowerCase(), client);
    return this.clients.add(client);
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
