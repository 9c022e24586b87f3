/** What WHMCS tells of a domain, in our words. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetClientsDomains } from '../../../whmcs/commands/domains.ts';
import type { ClientFacts } from '../clients/client-facts.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { listTotal } from '../../read/paging.ts';
import { enumWords } from '../../base/enum-words.ts';

export const domainStatus = enumWords({
  PENDING: 'Pending',
  PENDING_REGISTRATION: 'Pending Registration',
  PENDING_TRANSFER: 'Pending Transfer',
  ACTIVE: 'Active',
  GRACE: 'Grace',
  REDEMPTION: 'Redemption',
  EXPIRED: 'Expired',
  TRANSFERRED_AWAY: 'Transferred Away',
  CANCELLED: 'Cancelled',
  FRAUD: 'Fraud',
});

export interface DomainFacts {
  /** Told by every row: a row is all that WHMCS tells of a domain, alone as in lists. */
  whole: true;
  name: string | null;
  status: (typeof domainStatus.names)[number] | 'OTHER' | null;
  orderId: number | null;
  orderType: string | null;
  years: number | null;
  registrar: string | null;
  registeredOn: string | null;
  expiresOn: string | null;
  nextDueOn: string | null;
  firstPaymentAmount: string | null;
  recurringAmount: string | null;
  paymentMethod: string | null;
  paymentMethodName: string | null;
  subscriptionId: string | null;
  promotionId: number | null;
  dnsManagement: boolean | null;
  emailForwarding: boolean | null;
  idProtection: boolean | null;
  doNotRenew: boolean | null;
  notes: string | null;
}

export type DomainRow = Answer<typeof GetClientsDomains>['domains'][number];

export const domainRowFacts = accounts((row: DomainRow): Account<DomainFacts> => ({
  whole: true,
  name: row.domainname,
  status: domainStatus.read(row.status),
  orderId: row.orderid,
  orderType: row.regtype,
  years: row.regperiod,
  registrar: row.registrar,
  registeredOn: row.regdate,
  expiresOn: row.expirydate,
  nextDueOn: row.nextduedate,
  firstPaymentAmount: row.firstpaymentamount,
  recurringAmount: row.recurringamount,
  paymentMethod: row.paymentmethod,
  paymentMethodName: row.paymentmethodname,
  subscriptionId: row.subscriptionid,
  promotionId: row.promoid,
  dnsManagement: row.dnsmanagement,
  emailForwarding: row.emailforwarding,
  idProtection: row.idprotection,
  doNotRenew: row.donotrenew,
  notes: row.notes,
}));

/** What a client's own list tells of the client. */
export const domainListClientFacts = accounts((list: Answer<typeof GetClientsDomains>): Account<ClientFacts> => ({
  domainCount: listTotal(list.totalresults, list.domains),
}));
