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
  /** 0 if WHMCS stores only the invoice. */
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
  /** 0, or absent, for the client's. */
  readonly currency?: number;
  readonly rate?: string;
}

/** Work or goods that are invoiced later. Nothing lists them. */
export interface BillableItem {
  readonly id: number;
  readonly userid: number;
  readonly description: string;
  readonly amount: Cents;
  readonly unit: string;
  readonly quantity: number;
  readonly invoiceaction: string;
  readonly recur: number;
  readonly recurcycle: string;
  readonly recurfor: number;
  readonly duedate: string;
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
  fraudChecked: boolean;
  readonly notes: string;
  readonly renewals: Renewals;
  readonly lines: readonly OrderLine[];
}

export interface QuoteLine {
  readonly id: number;
  description: string;
  quantity: number;
  unitprice: Cents;
  /** Hundredths of a percent. */
  discount: number;
  taxable: boolean;
}

/** An offer to a client, or to a prospect without an account. */
export interface Quote {
  readonly id: number;
  /** 0 for a prospect, whose name and address the quote itself has. */
  userid: number;
  subject: string;
  stage: string;
  validuntil: string;
  firstname: string;
  lastname: string;
  companyname: string;
  email: string;
  address1: string;
  address2: string;
  city: string;
  state: string;
  postcode: string;
  country: string;
  phonenumber: string;
  tax_id: string;
  currency: number;
  subtotal: Cents;
  tax1: Cents;
  tax2: Cents;
  total: Cents;
  proposal: string;
  customernotes: string;
  adminnotes: string;
  datecreated: string;
  lastmodified: string;
  /** Empty until it happens. */
  datesent: string;
  dateaccepted: string;
  lines: QuoteLine[];
}

/** A line of the credit log. The balance itself is `Client.credit`. */
export interface Credit {
  readonly id: number;
  readonly clientid: number;
  readonly date: string;
  readonly description: string;
  /** Negative where credit was used. */
  readonly amount: Cents;
  /** The invoice, or 0. */
  readonly relid: number;
}
