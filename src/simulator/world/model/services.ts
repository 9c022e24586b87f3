import type { Cents } from '../../money.ts';
import type { Cycle } from '../products.ts';
import type { FieldValue } from './fields.ts';

export interface Service {
  readonly id: number;
  readonly clientid: number;
  readonly orderid: number;
  pid: number;
  readonly qty: number;
  regdate: string;
  domain: string;
  dedicatedip: string;
  serverid: number;
  suspensionreason: string;
  firstpaymentamount: Cents;
  recurringamount: Cents;
  paymentmethod: string;
  billingcycle: string;
  /** Empty where nothing is ever due. */
  nextduedate: string;
  status: string;
  username: string;
  password: string;
  notes: string;
  customFields: FieldValue[];
  configOptions: FieldValue[];
  /** Columns that nothing but an update fills, by name. */
  more?: Readonly<Record<string, string>>;
}

export interface ServiceAddon {
  readonly id: number;
  readonly serviceid: number;
  readonly userid: number;
  readonly orderid: number;
  addonid: number;
  readonly qty: number;
  /** Empty for the name of the predefined addon. */
  name: string;
  setupfee: Cents;
  recurring: Cents;
  billingcycle: string;
  readonly regdate: string;
  nextduedate: string;
  readonly paymentmethod: string;
  status: string;
  notes: string;
}

/** Values by the names that a registrar module gives them, by role. */
export type Contacts = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Domain {
  readonly id: number;
  readonly userid: number;
  readonly orderid: number;
  readonly regtype: string;
  readonly domainname: string;
  registrar: string;
  regperiod: number;
  firstpaymentamount: Cents;
  recurringamount: Cents;
  paymentmethod: string;
  regdate: string;
  /** Empty until the domain is registered. */
  expirydate: string;
  nextduedate: string;
  status: string;
  dnsmanagement: boolean;
  emailforwarding: boolean;
  idprotection: boolean;
  donotrenew: boolean;
  subscriptionid: string;
  promoid: number;
  notes: string;
  /** Two to five, stored by the registrar. */
  nameservers: string[];
  locked: boolean;
  /** Absent: those of its owner. */
  contacts?: Contacts;
}

/** A run of a server module. A second ModuleCreate adds a second row here and has no other effect. */
export interface ModuleRun {
  readonly id: number;
  readonly action: 'create' | 'suspend' | 'unsuspend' | 'terminate' | 'password' | 'package' | 'custom';
  readonly serviceid: number;
  readonly at: string;
}

/** An order of another product, or of other options, for a service. Its order lists no item. */
export interface Upgrade {
  readonly id: number;
  readonly serviceid: number;
  readonly orderid: number;
  /** 0 if there was nothing to pay. */
  readonly invoiceid: number;
  readonly pid: number;
  readonly cycle: Cycle;
  readonly options: readonly FieldValue[];
  readonly optionsPrice: Cents;
  status: 'Pending' | 'Completed';
}

/** A client's request to cancel a service. */
export interface Cancellation {
  readonly id: number;
  readonly date: string;
  readonly relid: number;
  readonly reason: string;
  readonly type: string;
}
