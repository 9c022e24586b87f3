import type { Cents } from '../../money.ts';
import type { FieldValue } from './fields.ts';

export interface Service {
  readonly id: number;
  readonly clientid: number;
  readonly orderid: number;
  readonly pid: number;
  readonly qty: number;
  readonly regdate: string;
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
}

export interface ServiceAddon {
  readonly id: number;
  readonly serviceid: number;
  readonly userid: number;
  readonly orderid: number;
  readonly addonid: number;
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
  notes: string;
  /** Two to five, stored by the registrar. */
  nameservers: string[];
  locked: boolean;
}

/** A run of a server module. A second ModuleCreate adds a second row here and has no other effect. */
export interface ModuleRun {
  readonly id: number;
  readonly action: 'create' | 'suspend' | 'unsuspend' | 'terminate' | 'password' | 'package' | 'custom';
  readonly serviceid: number;
  readonly at: string;
}

/** A client's request to cancel a service. */
export interface Cancellation {
  readonly id: number;
  readonly date: string;
  readonly relid: number;
  readonly reason: string;
  readonly type: string;
}
