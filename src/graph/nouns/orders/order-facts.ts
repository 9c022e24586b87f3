/** Converts WHMCS's answers about an order to facts. */
import type { Answer } from '../../../whmcs/command.ts';
import { kindOfLine, type GetOrders } from '../../../whmcs/commands/orders.ts';
import { invoiceStatus, type InvoiceFacts } from '../billing/invoice-facts.ts';
import type { ClientFacts } from '../clients/client-facts.ts';
import { domainStatus } from '../domains/domain-status.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { partsIn } from '../../base/printed-lists.ts';
import { billingCycle } from '../services/billing-cycle.ts';
import { serviceStatus } from '../services/service-facts.ts';

export type OrderRow = Answer<typeof GetOrders>['orders'][number];
type LineRow = NonNullable<OrderRow['lineitems']>[number];

/** A line of an order: an ordered item and its state. */
export interface OrderItemFacts {
  readonly orderId: number | null;
  readonly type: string | null;
  /** The kind of entity that the type stands for, if the graph has it. */
  readonly kind: ReturnType<typeof kindOfLine>;
  readonly relatedId: number | null;
  readonly productType: string | null;
  readonly description: string | null;
  readonly domainName: string | null;
  readonly billingPeriod: string | null;
  readonly amount: string | null;
  readonly status: string | null;
}

/** WHMCS's numbers of the services, domains and addons that an order renews. */
export interface OrderRenewalFacts {
  readonly domainIds: readonly number[];
  readonly serviceIds: readonly number[];
  readonly addonIds: readonly number[];
}

export interface OrderFacts {
  /** Set by each row: a row has all facts that WHMCS reports about an order, in lists and alone. */
  whole: true;
  number: string | null;
  status: string | null;
  placedAt: string | null;
  amount: string | null;
  paymentMethod: string | null;
  paymentMethodName: string | null;
  paymentStatus: string | null;
  invoiceId: number | null;
  items: readonly OrderItemFacts[];
  contactId: number | null;
  requestorUserId: number | null;
  requestorAdminId: number | null;
  nameservers: readonly string[];
  renewals: string | null;
  renewalsByType: OrderRenewalFacts;
  promotionCode: string | null;
  promotionType: string | null;
  promotionValue: string | null;
  serializedData: string | null;
  ipAddress: string | null;
  fraudModule: string | null;
  fraudOutput: string | null;
  fraudData: string | null;
  validationData: string | null;
  notes: string | null;
}

const itemFacts = (line: LineRow, { id }: OrderRow): OrderItemFacts => ({
  orderId: id ?? null,
  type: line.type ?? null,
  kind: kindOfLine(line),
  relatedId: line.relid ?? null,
  productType: line.producttype ?? null,
  description: line.product ?? null,
  domainName: line.domain ?? null,
  billingPeriod: line.billingcycle ?? null,
  amount: line.amount ?? null,
  status: line.status ?? null,
});

const renewalFacts = (renewals: NonNullable<OrderRow['renewalsByType']>): OrderRenewalFacts => ({
  domainIds: renewals.domains ?? [],
  serviceIds: renewals.services ?? [],
  addonIds: renewals.addons ?? [],
});

export const orderRowFacts = accounts((row: OrderRow): Account<OrderFacts> => ({
  whole: true,
  number: row.ordernum,
  status: row.status,
  placedAt: row.date,
  amount: row.amount,
  paymentMethod: row.paymentmethod,
  paymentMethodName: row.paymentmethodname,
  paymentStatus: row.paymentstatus,
  invoiceId: row.invoiceid,
  items: row.lineitems?.map((line) => itemFacts(line, row)),
  contactId: row.contactid,
  requestorUserId: row.requestor_id,
  requestorAdminId: row.admin_requestor_id,
  nameservers: row.nameservers === undefined ? undefined : partsIn(row.nameservers, ','),
  renewals: row.renewals,
  renewalsByType: row.renewalsByType && renewalFacts(row.renewalsByType),
  promotionCode: row.promocode,
  promotionType: row.promotype,
  promotionValue: row.promovalue,
  serializedData: row.orderdata,
  ipAddress: row.ipaddress,
  fraudModule: row.fraudmodule,
  fraudOutput: row.fraudoutput,
  fraudData: row.frauddata,
  validationData: row.validationdata,
  notes: row.notes,
}));

/** The facts about the client in a row of its order. */
export const orderRowClientFacts = accounts((row: OrderRow): Account<ClientFacts> => ({
  fullName: row.name ?? undefined,
  currencyPrefix: row.currencyprefix,
  currencySuffix: row.currencysuffix,
}));

/** The facts about the invoice in its order: the status, which is missing if the invoice has been deleted. */
export const orderInvoiceFacts = accounts(({ paymentStatus }: Account<OrderFacts>): Account<InvoiceFacts> => ({
  status: invoiceStatus.read(paymentStatus) ?? undefined,
}));

/** The facts of a service that the line with which it was ordered tells. */
interface OrderedServiceFacts {
  readonly orderId: number | null;
  readonly domainName: string | null;
  readonly billingCycle: ReturnType<typeof billingCycle.read>;
  readonly status: ReturnType<typeof serviceStatus.read>;
}

export const itemServiceFacts = accounts((item: OrderItemFacts): Account<OrderedServiceFacts> => ({
  orderId: item.orderId,
  domainName: item.domainName ?? undefined,
  billingCycle: billingCycle.read(item.billingPeriod) ?? undefined,
  status: serviceStatus.read(item.status) ?? undefined,
}));

/** The facts about the ordered domain in a line. */
interface OrderedDomainFacts {
  readonly orderId: number | null;
  readonly name: string | null;
  readonly status: ReturnType<typeof domainStatus.read>;
}

export const itemDomainFacts = accounts((item: OrderItemFacts): Account<OrderedDomainFacts> => ({
  orderId: item.orderId,
  name: item.domainName ?? undefined,
  status: domainStatus.read(item.status) ?? undefined,
}));

/** The line that ordered a service or domain, and the owner of the order. */
export function itemOf(
  orders: readonly OrderRow[],
  kind: NonNullable<OrderItemFacts['kind']>,
  id: number,
): { readonly item: OrderItemFacts; readonly owner: number | null } | undefined {
  for (const order of orders) {
    const item = orderRowFacts(order).items?.find((each) => each.kind === kind && each.relatedId === id);
    if (item) return { item, owner: order.userid };
  }
  return undefined;
}
