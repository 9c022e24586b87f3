import type { Cents } from '../../money.ts';

/** Prices by years. */
export type YearPrices = Readonly<Record<string, Cents>>;

export interface TldPrices {
  register: YearPrices;
  transfer: YearPrices;
  renew: YearPrices;
}

/** Days after expiry in which a domain can be had back, and the fee in the default currency; a fee below zero switches it off. */
export interface TldPeriod {
  days: number;
  fee: Cents;
}

export interface Tld {
  readonly id: number;
  /** Without the leading dot. */
  readonly extension: string;
  readonly categories: readonly string[];
  dns: boolean;
  email: boolean;
  idprotect: boolean;
  epp: boolean;
  /** "hot", "new", "sale" or empty. */
  group: string;
  autoregistrar: string;
  /** In the default currency. */
  prices: TldPrices;
  /** What the operator has set for other currencies, by code; the rest is converted. */
  readonly otherPrices: Record<string, Partial<TldPrices>>;
  grace: TldPeriod | null;
  redemption: TldPeriod | null;
}
