import type { Cents } from '../../money.ts';

export interface InvoiceLine {
  readonly id: number;
  readonly type: string;
  readonly relid: number;
  description: string;
  amount: Cents;
  taxed: boolean;
}

export interface Invoice {
  readonly id: number;
  readonly userid: number;
  invoicenum: string;
  date: string;
  duedate: string;
  /** Empty moments are printed as one of WHMCS's zero dates. */
  datepaid: string;
  lastCaptureAttempt: string;
  dateRefunded: string;
  dateCancelled: string;
  subtotal: Cents;
  credit: Cents;
  tax: Cents;
  tax2: Cents;
  total: Cents;
  /** Thousandths of a percent. */
  taxrate: number;
  taxrate2: number;
  status: string;
  paymentmethod: string;
  notes: string;
  createdAt: string;
  updatedAt: string;
  lines: InvoiceLine[];
}

export interface Transaction {
  readonly id: number;
  /** 0 where WHMCS knows the invoice only. */
  readonly userid: number;
  readonly invoiceid: number;
  readonly gateway: string;
  readonly date: string;
  readonly description: string;
  readonly amountin: Cents;
  readonly fees: Cents;
  readonly amountout: Cents;
  readonly transid: string;
  readonly refundid: number;
}

export interface OrderLine {
  readonly type: 'product' | 'addon' | 'domain';
  readonly relid: number;
}

export interface Renewals {
  readonly domains: Readonly<Record<string, number>>;
  readonly services: readonly number[];
  readonly addons: readonly number[];
}

export interface Order {
  readonly id: number;
  /** Ten digits: beyond 32 bits. */
  readonly ordernum: number;
  readonly userid: number;
  readonly contactid: number;
  readonly requestorId: number;
  readonly date: string;
  readonly nameservers: string;
  readonly eppCodes: Readonly<Record<string, string>>;
  readonly promocode: string;
  readonly promotype: string;
  readonly promovalue: string;
  readonly amount: Cents;
  readonly paymentmethod: string;
  readonly invoiceid: number;
  status: string;
  readonly ipaddress: string;
  readonly fraudChecked: boolean;
  readonly notes: string;
  readonly renewals: Renewals;
  readonly lines: readonly OrderLine[];
}
