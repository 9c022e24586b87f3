/** All reads of one client's data, and staff's lists over all clients: operations by name. */
import type { World } from '../../src/simulator/index.ts';

const money = '{ amount }';

const fields = {
  client: `whmcsId firstName lastName fullName companyName email status phoneNumber language paymentMethod taxExempt
    address { line1 city } currency { code } credit ${money}`,
  stats: `stats { serviceCount activeServiceCount domainCount activeDomainCount ticketCount activeTicketCount
    paidInvoiceCount unpaidInvoiceCount draftInvoiceCount unpaidInvoiceTotal ${money} dueInvoiceBalance ${money}
    creditBalance ${money} income ${money} }`,
  service: `whmcsId name status suspensionReason domainName username paymentMethod nextDueOn recurringAmount ${money}`,
  domain: 'whmcsId name status registrar paymentMethod expiresOn',
  invoice: `whmcsId status paymentMethod dueOn paidAt notes total ${money} credit ${money}`,
  record: `balance ${money} items { description amount ${money} } transactions { transactionId amountIn ${money} }`,
  named: 'client { fullName companyName }',
  transaction: `whmcsId transactionId at amountIn ${money} amountOut ${money}`,
  order: `whmcsId status paymentStatus paymentMethod amount ${money} client { fullName } items { description status }`,
  ticket: 'whmcsId subject status priority name email lastReplyAt',
  messages: 'messages { body authorName at }',
  contact: 'whmcsId firstName lastName email address { city }',
  project: 'whmcsId title status isCompleted notes',
  work: 'tasks { title isCompleted } timeEntries { taskId endedAt } messages { body }',
  department: 'whmcsId name openTickets awaitingReply',
};

const page = (list: string, selection: string, filter = ''): string =>
  `${list}(first: 100 ${filter}) { totalCount nodes { ${selection} } }`;

/** This many of each kind are read one by one: services active, suspended and pending; invoices paid, unpaid and overdue. */
const FEW = 3;

/**
 * The entities that a client has now; those created later appear only in the lists. Single entities come before lists, so
 * that each causes a call of its own where a list would answer it too.
 */
export function readsOfClient(id: number, world: World) {
  const each = (field: string, things: readonly { readonly id: number }[], selection: string): string[] =>
    things.slice(0, FEW).map((thing) => `{ ${field}(id: "${thing.id}") { ${selection} } }`);
  const client = (selection: string): string[] => [`{ client(id: "${id}") { ${selection} } }`];
  const email = world.clients.get(id)?.email ?? '';
  return {
    client: client(fields.client),
    clientByEmail: [`{ client(email: "${email}") { ${fields.client} } }`],
    stats: client(fields.stats),
    service: each('service', world.services.of(id), fields.service),
    services: client(page('services', fields.service)),
    domain: each('domain', world.domains.of(id), fields.domain),
    domains: client(page('domains', fields.domain)),
    invoice: each('invoice', world.invoices.of(id), `${fields.invoice} ${fields.record}`),
    invoices: client(page('invoices', `${fields.invoice} ${fields.named}`)),
    payments: world.invoices
      .of(id)
      .slice(0, FEW)
      .map((invoice) => `{ ${page('transactions', fields.transaction, `invoiceId: "${invoice.id}"`)} }`),
    transactions: client(page('transactions', fields.transaction)),
    order: each('order', world.orders.of(id), fields.order),
    orders: client(page('orders', fields.order)),
    contacts: client(page('contacts', fields.contact)),
    project: each('project', world.projects.of(id), `${fields.project} ${fields.work}`),
    projects: client(page('projects', fields.project)),
    ticket: each('ticket', world.tickets.of(id), `${fields.ticket} ${fields.messages}`),
    tickets: client(page('tickets', fields.ticket)),
  };
}

/** Lists over all clients, and data that belongs to no client. */
export const readsOfStaff = {
  allClients: [`{ ${page('clients', 'whmcsId fullName companyName email status')} }`],
  allServices: [`{ ${page('services', fields.service)} }`],
  allDomains: [`{ ${page('domains', fields.domain)} }`],
  allInvoices: [`{ ${page('invoices', `${fields.invoice} ${fields.named}`)} }`],
  allOrders: [`{ ${page('orders', fields.order)} }`],
  allTickets: [`{ ${page('tickets', fields.ticket)} }`],
  allProjects: [`{ ${page('projects', fields.project)} }`],
  departments: [`{ ticketDepartments { ${fields.department} } }`],
  products: ['{ products { whmcsId name quantityAvailable } }'],
  toDoItems: ['{ toDoItems(status: "Incomplete") { nodes { whmcsId title status administratorId } } }'],
  administrators: ['{ administrators { username notes } currentAdministrator { notes } }'],
  tldPricing: [
    '{ tldPricing(currencyCode: "EUR") { extension group register { years price { amount } } idProtection } }',
  ],
};

export type Reads = Readonly<Record<string, readonly string[]>>;
export type Read = keyof ReturnType<typeof readsOfClient> | keyof typeof readsOfStaff;
