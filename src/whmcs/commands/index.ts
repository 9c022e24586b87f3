/** Every command that the gateway knows, by WHMCS's name of it. A command that a file below exports is registered; it needs no line here. */
import type { Command } from '../command.ts';
import * as administrators from './administrators.ts';
import * as announcements from './announcements.ts';
import * as billableItems from './billable-items.ts';
import * as activity from './activity.ts';
import * as affiliates from './affiliates.ts';
import * as clientEnds from './client-ends.ts';
import * as clientGroups from './client-groups.ts';
import * as clientNotes from './client-notes.ts';
import * as addons from './addons.ts';
import * as cancellations from './cancellations.ts';
import * as clients from './clients.ts';
import * as configuration from './configuration.ts';
import * as contacts from './contacts.ts';
import * as credits from './credits.ts';
import * as departments from './departments.ts';
import * as domainActs from './domain-acts.ts';
import * as domainSettings from './domain-settings.ts';
import * as domainUpdate from './domain-update.ts';
import * as domains from './domains.ts';
import * as emails from './emails.ts';
import * as invoiceCapture from './invoice-capture.ts';
import * as invoiceCreate from './invoice-create.ts';
import * as invoices from './invoices.ts';
import * as logins from './logins.ts';
import * as oauthCredentials from './oauth-credentials.ts';
import * as orderStatus from './order-status.ts';
import * as installedModules from './modules.ts';
import * as notifications from './notifications.ts';
import * as orders from './orders.ts';
import * as passwords from './passwords.ts';
import * as predefinedReplies from './predefined-replies.ts';
import * as productAdd from './product-add.ts';
import * as payMethods from './pay-methods.ts';
import * as products from './products.ts';
import * as promotions from './promotions.ts';
import * as quoteWrites from './quote-writes.ts';
import * as projectTasks from './project-tasks.ts';
import * as projects from './projects.ts';
import * as quotes from './quotes.ts';
import * as servers from './servers.ts';
import * as serviceUpdate from './service-update.ts';
import * as serviceUpgrade from './service-upgrade.ts';
import * as services from './services.ts';
import * as statistics from './statistics.ts';
import * as system from './system.ts';
import * as ticketAttachments from './ticket-attachments.ts';
import * as ticketChanges from './ticket-changes.ts';
import * as ticketCounts from './ticket-counts.ts';
import * as ticketNotes from './ticket-notes.ts';
import * as tickets from './tickets.ts';
import * as tldUpsert from './tld-upsert.ts';
import * as tlds from './tlds.ts';
import * as toDoItems from './to-do-items.ts';
import * as transactionWrites from './transaction-writes.ts';
import * as transactions from './transactions.ts';
import * as userPermissions from './user-permissions.ts';
import * as users from './users.ts';

/** The exports of these modules that are commands; helpers beside them are left out. */
type CommandsIn<M> = { readonly [Name in keyof M as M[Name] extends Command ? Name : never]: M[Name] };

const isCommand = (value: unknown): value is Command =>
  typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'read' || value.kind === 'write');

/** The commands, frozen, in the order of their names. */
function commandsIn<M extends object>(modules: M): CommandsIn<M>;
function commandsIn(modules: object): object {
  const exported = Object.entries(modules).filter(([, value]) => isCommand(value));
  return Object.freeze(Object.fromEntries(exported.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

export const commands = commandsIn({
  ...administrators,
  ...announcements,
  ...billableItems,
  ...activity,
  ...affiliates,
  ...clientEnds,
  ...clientGroups,
  ...clientNotes,
  ...addons,
  ...cancellations,
  ...clients,
  ...configuration,
  ...contacts,
  ...credits,
  ...departments,
  ...domainActs,
  ...domainSettings,
  ...domainUpdate,
  ...domains,
  ...emails,
  ...invoiceCapture,
  ...invoiceCreate,
  ...invoices,
  ...logins,
  ...oauthCredentials,
  ...installedModules,
  ...notifications,
  ...orders,
  ...passwords,
  ...orderStatus,
  ...predefinedReplies,
  ...productAdd,
  ...payMethods,
  ...products,
  ...promotions,
  ...quoteWrites,
  ...projectTasks,
  ...projects,
  ...quotes,
  ...servers,
  ...services,
  ...serviceUpdate,
  ...statistics,
  ...serviceUpgrade,
  ...system,
  ...ticketAttachments,
  ...ticketChanges,
  ...ticketCounts,
  ...ticketNotes,
  ...tickets,
  ...tldUpsert,
  ...tlds,
  ...toDoItems,
  ...transactionWrites,
  ...transactions,
  ...userPermissions,
  ...users,
});
