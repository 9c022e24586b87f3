import type { Cents } from '../../money.ts';
import type { FieldValue } from './fields.ts';

export const mailKinds = ['general', 'product', 'domain', 'invoice', 'support', 'affiliate'] as const;

export type EmailPreferences = Record<(typeof mailKinds)[number], boolean>;

/** Since 8.0 people log in as users, and a user may manage several clients. */
export interface User {
  readonly id: number;
  firstname: string;
  lastname: string;
  email: string;
  language: string;
  readonly datecreated: string;
}

export interface Client {
  readonly id: number;
  readonly ownerUserId: number;
  /** Users beside the owner. */
  otherUserIds: readonly number[];
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
  groupid: number;
  status: string;
  credit: Cents;
  language: string;
  notes: string;
  datecreated: string;
  lastlogin: string;
  defaultgateway: string;
  emailPreferences: EmailPreferences;
  marketing: boolean;
  taxexempt: boolean;
  latefeeoveride: boolean;
  overideduenotices: boolean;
  separateinvoices: boolean;
  disableautocc: boolean;
  overrideautoclose: boolean;
  customFields: FieldValue[];
}

/** Another person of a client. Contacts receive mail and, since 8.0, have no login. */
export interface Contact {
  readonly id: number;
  readonly userid: number;
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
  emailPreferences: EmailPreferences;
  readonly createdAt: string;
  updatedAt: string;
}

export interface PayMethod {
  readonly id: number;
  readonly clientid: number;
  readonly type: 'CreditCard' | 'RemoteCreditCard' | 'BankAccount' | 'RemoteBankAccount';
  readonly description: string;
  readonly gateway: string;
  lastFour: string;
  /** `02/27` */
  expiry: string;
  /** As `expiry`; few cards have one. */
  start: string;
  issue: string;
  readonly cardType: string;
  bank: string;
  readonly token: string;
  updatedAt: string;
}

export interface ClientNote {
  readonly id: number;
  readonly userid: number;
  readonly note: string;
  readonly sticky: boolean;
  readonly created: string;
}
