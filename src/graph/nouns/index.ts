/**
 * Every noun: this file is what makes them part of the graph. A noun that is declared needs its line in the table; whatever else joins
 * the schema, such as mutations and nouns that are written out, is imported for that above it.
 */
import './catalogue/currency.ts';
import './catalogue/payment-method.ts';
import './catalogue/product.mutations.ts';
import './catalogue/product.type.ts';
import './clients/client-acts.mutations.ts';
import './clients/client-ends.mutations.ts';
import './clients/client-group.ts';
import './clients/client-queries.type.ts';
import './clients/client-stats.type.ts';
import './clients/client.mutations.ts';
import './clients/contact.mutations.ts';
import './clients/email-message.ts';
import './clients/user-permission.ts';
import './clients/user.mutations.ts';
import './services/services-of-client.type.ts';
import './services/service-modules.mutations.ts';
import './services/service-update.mutations.ts';
import './services/cancellation.mutations.ts';
import './services/cancellation.ts';
import './services/service-addon.mutations.ts';
import './services/service.mutations.ts';
import './domains/domain-availability.ts';
import './services/upgrade-preview.ts';
import './services/upgrade.mutations.ts';
import './domains/domain.quirks.ts';
import './domains/registrar.ts';
import './domains/tld-queries.ts';
import './billing/credit.ts';
import './domains/domain-settings.mutations.ts';
import './domains/domain-update.mutations.ts';
import './domains/domain.mutations.ts';
import './domains/tld.mutations.ts';
import './billing/invoice-queries.type.ts';
import './billing/billable-item.mutations.ts';
import './billing/credit.mutations.ts';
import './billing/invoice-make.mutations.ts';
import './billing/invoice.mutations.ts';
import './billing/pay-method.mutations.ts';
import './billing/quote-desk.mutations.ts';
import './billing/quote.mutations.ts';
import './billing/transaction-queries.type.ts';
import './billing/transaction.mutations.ts';
import './orders/order-queries.type.ts';
import './projects/project-timer.mutations.ts';
import './projects/project.mutations.ts';
import './orders/order-status.mutations.ts';
import './orders/promotion.ts';
import './orders/order.mutations.ts';
import './orders/order-status.ts';
import './support/announcement.mutations.ts';
import './support/department.ts';
import './support/predefined-reply.ts';
import './support/ticket-changes.mutations.ts';
import './support/ticket-counts.ts';
import './support/ticket-queries.type.ts';
import './support/ticket-status.ts';
import './support/ticket.mutations.ts';
import './system/server.ts';
import './system/operation-queries.type.ts';
import './system/operation.mutations.ts';
import './system/activity.ts';
import './system/activity.mutations.ts';
import './system/viewer.type.ts';
import './system/installation.ts';
import './system/administrator.mutations.ts';
import './system/administrator.ts';
import './system/automation-log.ts';
import './system/custom-command.mutations.ts';
import './system/email.mutations.ts';
import './system/configuration.mutations.ts';
import './system/login.mutations.ts';
import './system/oauth-credential.mutations.ts';
import './system/password.mutations.ts';
import './system/installation.mutations.ts';
import './system/module.mutations.ts';
import './system/module.ts';
import './system/statistics.ts';
import './system/to-do-item-status.ts';
import './system/to-do-item.mutations.ts';
import type { EntityKind } from '../../whmcs/subjects.ts';
import type { NounClass } from '../read/scope.ts';
import type { MaybePromise } from '../../maybe-promise.ts';
import { Invoices } from './billing/invoice.ts';
import { PayMethod } from './billing/pay-method.ts';
import { Quote } from './billing/quote.ts';
import { Transactions } from './billing/transaction.ts';
import { Products } from './catalogue/product.ts';
import { Affiliate } from './clients/affiliate.ts';
import { Clients } from './clients/client.ts';
import { Contact } from './clients/contact.ts';
import { User } from './clients/user.ts';
import { Domain } from './domains/domain.ts';
import { Orders } from './orders/order.ts';
import { Project } from './projects/project.ts';
import { ServiceAddon } from './services/service-addon.ts';
import { Services } from './services/service.ts';
import { Announcement } from './support/announcement.ts';
import { Tickets } from './support/ticket.ts';
import { ToDoItem } from './system/to-do-item.ts';

/** A thing, as suites and tables that are made from this list need to know it. */
interface Thing {
  readonly typename: string;
  tell(fact: string): MaybePromise<unknown>;
}

/** A noun whose things answers mention. */
interface Recalling {
  /** The entity, known only by its number and its owner's; one without an owner may be shown in another way. */
  shown?(id: number, owner: number | null): Thing | null;
  /** The thing as answers in memory tell of it. */
  recall(id: number): Thing | null;
}

/** The noun of each kind of thing that answers of WHMCS mention. */
export const nouns: Readonly<Record<EntityKind, NounClass<Recalling>>> = {
  affiliate: Affiliate.Things,
  announcement: Announcement.Things,
  client: Clients,
  contact: Contact.Things,
  domain: Domain.Things,
  invoice: Invoices,
  order: Orders,
  payMethod: PayMethod.Things,
  product: Products,
  project: Project.Things,
  quote: Quote.Things,
  service: Services,
  serviceAddon: ServiceAddon.Things,
  ticket: Tickets,
  toDoItem: ToDoItem.Things,
  transaction: Transactions,
  user: User.Things,
};
