import type { Cents } from '../../money.ts';

export interface ClientGroup {
  readonly id: number;
  readonly groupname: string;
  readonly groupcolour: string;
  /** Hundredths of a percent. */
  readonly discount: number;
  readonly susptermexempt: boolean;
  readonly separateinvoices: boolean;
}

export interface Promotion {
  readonly id: number;
  readonly code: string;
  readonly type: 'Percentage' | 'Fixed Amount' | 'Price Override' | 'Free Setup';
  readonly recurring: boolean;
  readonly value: number;
  readonly appliesto: readonly number[];
  readonly startdate: string;
  readonly expirationdate: string;
  readonly maxuses: number;
  readonly uses: number;
  readonly notes: string;
}

export interface Affiliate {
  readonly id: number;
  readonly clientid: number;
  readonly date: string;
  visitors: number;
  /** Empty for the installation's default. */
  readonly paytype: string;
  readonly payamount: Cents;
  readonly onetime: boolean;
  balance: Cents;
  withdrawn: Cents;
}
