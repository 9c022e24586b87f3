/** What WHMCS tells of an order, in our words. */
import type { Answer } from '../../whmcs/command.ts';
import type { GetOrders } from '../../whmcs/commands/orders.ts';
import type { ClientFacts } from '../clients/client-facts.ts';
import type { Account } from '../entity.ts';

export type OrderRow = Answer<typeof GetOrders>['orders'][number];
type LineRow = NonNullable<OrderRow['lineitems']>[number];

/** A line of an order: what became of what was ordered. */
export interface OrderItemFacts {
  readonly type: string | null;
  readonly relatedId: number | null;
  readonly productType: string | null;
  readonly description: string | null;
  readonly domainName: string | null;
  readonly billingPeriod: string | null;
  readonly amount: string | null;
  readonly status: string | null;
}

/** WHMCS's numbers of what an order renews. */
export interface OrderRenewalFacts {
  readonly domainIds: readonly number[];
  readonly serviceIds: readonly number[];
  readonly addonIds: readonly number[];
}

export interface OrderFacts {
  /** Told by every row: a row is all that WHMCS tells of an order, alone as in lists. */
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

const itemFacts = (line: LineRow): OrderItemFacts => ({
  type: line.type ?? null,
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

export const orderRowFacts = (row: OrderRow): Account<OrderFacts> => ({
  whole: true,
  number: row.ordernum,
  status: row.status,
  placedAt: row.date,
  amount: row.amount,
  paymentMethod: row.paymentmethod,
  paymentMethodName: row.paymentmethodname,
  paymentStatus: row.paymentstatus,
  invoiceId: row.invoiceid,
  items: row.lineitems?.map(itemFacts),
  contactId: row.contactid,
  requestorUserId: row.requestor_id,
  requestorAdminId: row.admin_requestor_id,
  nameservers: row.nameservers === undefined ? undefined : (row.nameservers?.split(',').filter(Boolean) ?? []),
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
});

/** What a row tells of the order's client. */
export const orderRowClientFacts = (row: OrderRow): Account<ClientFacts> => ({
  fullName: row.name ?? undefined,
  currencyPrefix: row.currencyprefix,
  currencySuffix: row.currencysuffix,
});
