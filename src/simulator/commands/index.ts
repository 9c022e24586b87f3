import * as clientAdd from './client-add.ts';
import * as clientDetails from './client-details.ts';
import * as clientUpdate from './client-update.ts';
import * as clients from './clients.ts';
import { Command } from './command.ts';
import * as configuration from './configuration.ts';
import * as contacts from './contacts.ts';
import * as credits from './credits.ts';
import * as quotes from './quotes.ts';
import * as ticketNotes from './ticket-notes.ts';
import * as toDoItems from './to-do-items.ts';
import * as departments from './departments.ts';
import * as domains from './domains.ts';
import * as emails from './emails.ts';
import * as invoiceUpdate from './invoice-update.ts';
import * as invoices from './invoices.ts';
import * as oauthCredentials from './oauth-credentials.ts';
import * as orderAccept from './order-accept.ts';
import * as orderAdd from './order-add.ts';
import * as orders from './orders.ts';
import * as products from './products.ts';
import * as productAdd from './product-add.ts';
import * as serviceUpgrade from './service-upgrade.ts';
import * as services from './services.ts';
import * as system from './system.ts';
import * as ticketWrites from './ticket-writes.ts';
import * as tickets from './tickets.ts';
import * as transactions from './transactions.ts';
import * as userPermissions from './user-permissions.ts';
import * as users from './users.ts';
import * as affiliates from './affiliates.ts';
import * as announcements from './announcements.ts';
import * as logs from './logs.ts';
import * as predefinedReplies from './predefined-replies.ts';
import * as promotions from './promotions.ts';
import * as staff from './staff.ts';
import * as ticketCounts from './ticket-counts.ts';
import * as tlds from './tlds.ts';
import * as addons from './addons.ts';
import * as cancellations from './cancellations.ts';
import * as clientNotes from './client-notes.ts';
import * as orderStatus from './order-status.ts';
import * as payMethods from './pay-methods.ts';
import * as projects from './projects.ts';
import * as domainActs from './domain-acts.ts';
import * as domainContacts from './domain-contacts.ts';
import * as invoiceCreate from './invoice-create.ts';
import * as modules from './modules.ts';
import * as notifications from './notifications.ts';
import * as quoteWrites from './quote-writes.ts';
import * as serviceUpdate from './service-update.ts';
import * as stats from './stats.ts';
import * as ticketChanges from './ticket-changes.ts';
import * as transactionWrites from './transaction-writes.ts';
import * as clientEnds from './client-ends.ts';
import * as invoiceCapture from './invoice-capture.ts';
import * as logins from './logins.ts';
import * as projectTasks from './project-tasks.ts';
import * as ticketMerge from './ticket-merge.ts';
import * as billableItems from './billable-items.ts';
import * as invoicesGenerate from './invoices-generate.ts';

const files: readonly object[] = [
  clientAdd,
  clientDetails,
  clientUpdate,
  clients,
  configuration,
  contacts,
  credits,
  quotes,
  ticketNotes,
  toDoItems,
  departments,
  domains,
  emails,
  invoiceUpdate,
  invoices,
  oauthCredentials,
  orderAccept,
  orderAdd,
  orders,
  products,
  productAdd,
  serviceUpgrade,
  services,
  system,
  ticketWrites,
  tickets,
  transactions,
  userPermissions,
  users,
  affiliates,
  announcements,
  logs,
  predefinedReplies,
  promotions,
  staff,
  ticketCounts,
  tlds,
  addons,
  cancellations,
  clientNotes,
  orderStatus,
  payMethods,
  projects,
  domainActs,
  domainContacts,
  invoiceCreate,
  modules,
  notifications,
  quoteWrites,
  serviceUpdate,
  stats,
  ticketChanges,
  transactionWrites,
  clientEnds,
  invoiceCapture,
  logins,
  projectTasks,
  ticketMerge,
  billableItems,
  invoicesGenerate,
];

/** Every simulated command by WHMCS's name of it: the exports of the files that are commands. */
export const commands: ReadonlyMap<string, Command> = new Map(
  files.flatMap((file) =>
    Object.entries(file).filter((entry): entry is [string, Command] => entry[1] instanceof Command),
  ),
);

const names = new Map([...commands.keys()].map((name) => [name.toLowerCase(), name]));

/** The command and its name as WHMCS spells it. Action names are compared without case. */
export function commandNamed(action: string): { readonly name: string; readonly command: Command } | undefined {
  const name = names.get(action.toLowerCase());
  const command = name === undefined ? undefined : commands.get(name);
  return name === undefined || command === undefined ? undefined : { name, command };
}
