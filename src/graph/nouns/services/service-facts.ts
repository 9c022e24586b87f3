/** What WHMCS tells of a service, in our words. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetClientsProducts } from '../../../whmcs/commands/services.ts';
import type { ProductFacts } from '../catalogue/product-facts.ts';
import type { ClientFacts } from '../clients/client-facts.ts';
import type { CustomFieldFact } from '../../schema-kit/custom-field.type.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { partsIn } from '../../base/printed-lists.ts';
import { listTotal } from '../../read/paging.ts';
import { enumWords } from '../../base/enum-words.ts';
import { billingCycle, type BillingCycle } from './billing-cycle.ts';

export const serviceStatus = enumWords({
  PENDING: 'Pending',
  ACTIVE: 'Active',
  SUSPENDED: 'Suspended',
  TERMINATED: 'Terminated',
  CANCELLED: 'Cancelled',
  FRAUD: 'Fraud',
  COMPLETED: 'Completed',
});

export type ServiceStatus = (typeof serviceStatus.names)[number];

export interface ConfigOptionFact {
  readonly optionId: number | null;
  readonly name: string | null;
  readonly type: string | null;
  readonly value: string | null;
}

export interface ServiceFacts {
  /** Told by every row: a row is all that WHMCS tells of a service, alone as in lists. */
  whole: true;
  name: string | null;
  translatedName: string | null;
  groupName: string | null;
  translatedGroupName: string | null;
  productId: number | null;
  orderId: number | null;
  orderNumber: string | null;
  status: ServiceStatus | 'OTHER' | null;
  domainName: string | null;
  username: string | null;
  quantity: number | null;
  billingCycle: BillingCycle | 'OTHER' | null;
  firstPaymentAmount: string | null;
  recurringAmount: string | null;
  paymentMethod: string | null;
  paymentMethodName: string | null;
  registeredOn: string | null;
  nextDueOn: string | null;
  suspensionReason: string | null;
  overrideAutoSuspend: boolean | null;
  overrideAutoSuspendEndsOn: string | null;
  subscriptionId: string | null;
  promotionId: number | null;
  serverId: number | null;
  serverName: string | null;
  serverIp: string | null;
  serverHostname: string | null;
  dedicatedIp: string | null;
  assignedIps: readonly string[];
  nameservers: readonly string[];
  diskUsage: number | null;
  diskLimit: number | null;
  bandwidthUsage: number | null;
  bandwidthLimit: number | null;
  lastUpdatedAt: string | null;
  notes: string | null;
  customFields: readonly CustomFieldFact[];
  configOptions: readonly ConfigOptionFact[];
}

export type ServiceRow = Answer<typeof GetClientsProducts>['products'][number];

export const serviceRowFacts = accounts((row: ServiceRow): Account<ServiceFacts> => ({
  whole: true,
  name: row.name,
  translatedName: row.translated_name,
  groupName: row.groupname,
  translatedGroupName: row.translated_groupname,
  productId: row.pid,
  orderId: row.orderid,
  orderNumber: row.ordernumber,
  status: serviceStatus.read(row.status),
  domainName: row.domain,
  username: row.username,
  quantity: row.qty,
  billingCycle: billingCycle.read(row.billingcycle),
  firstPaymentAmount: row.firstpaymentamount,
  recurringAmount: row.recurringamount,
  paymentMethod: row.paymentmethod,
  paymentMethodName: row.paymentmethodname,
  registeredOn: row.regdate,
  nextDueOn: row.nextduedate,
  suspensionReason: row.suspensionreason,
  overrideAutoSuspend: row.overideautosuspend,
  overrideAutoSuspendEndsOn: row.overidesuspenduntil,
  subscriptionId: row.subscriptionid,
  promotionId: row.promoid,
  serverId: row.serverid,
  serverName: row.servername,
  serverIp: row.serverip,
  serverHostname: row.serverhostname,
  dedicatedIp: row.dedicatedip,
  // One address to a line, as administrators type them.
  assignedIps: row.assignedips === undefined ? undefined : partsIn(row.assignedips, /[\s,]+/),
  nameservers: row.ns1 === undefined ? undefined : [row.ns1, row.ns2].filter((name) => name != null),
  diskUsage: row.diskusage,
  diskLimit: row.disklimit,
  bandwidthUsage: row.bwusage,
  bandwidthLimit: row.bwlimit,
  lastUpdatedAt: row.lastupdate,
  notes: row.notes,
  customFields: row.customfields?.map((field) => ({
    fieldId: field.id ?? null,
    name: field.name ?? field.translated_name ?? null,
    value: field.value ?? null,
  })),
  configOptions: row.configoptions?.map((option) => ({
    optionId: option.id ?? null,
    name: option.option ?? null,
    type: option.type ?? null,
    value: option.value ?? null,
  })),
}));

/** What a row tells of the service's product. */
export const serviceRowProductFacts = accounts((row: ServiceRow): Account<ProductFacts> => ({
  name: row.name,
  groupName: row.groupname,
}));

/** What a client's own list tells of the client: a whole one how many are active, too. */
export const serviceListClientFacts = accounts((list: Answer<typeof GetClientsProducts>): Account<ClientFacts> => {
  const { products, totalresults } = list;
  // Before 8.x rows tell no status.
  const isWhole = totalresults === products.length && products.every(({ status }) => status != null);
  return {
    serviceCount: listTotal(totalresults, products),
    activeServiceCount: isWhole
      ? products.filter(({ status }) => serviceStatus.read(status) === 'ACTIVE').length
      : undefined,
  };
});
