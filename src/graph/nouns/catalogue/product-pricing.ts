/** Prices by currency and billing cycle. */

export interface CyclePrice {
  /** Null where the cycle is not offered. */
  readonly price: string | null;
  readonly setupFee: string | null;
}

const setupFees = {
  monthly: 'msetupfee',
  quarterly: 'qsetupfee',
  semiannually: 'ssetupfee',
  annually: 'asetupfee',
  biennially: 'bsetupfee',
  triennially: 'tsetupfee',
} as const;

type Cycle = keyof typeof setupFees;

/** What WHMCS tells for one currency; the texts of the currency stand with products, not with their options. */
type Told = {
  readonly [Cell in Cycle | (typeof setupFees)[Cycle] | 'prefix' | 'suffix']?: string | null | undefined;
};

/** The prices in one currency. A product that is paid once has no monthly price, any other has no one-time price. */
export interface Prices {
  readonly currencyCode: string;
  readonly currencyPrefix: string | null | undefined;
  readonly currencySuffix: string | null | undefined;
  readonly oneTime: CyclePrice | null;
  readonly monthly: CyclePrice | null;
  readonly quarterly: CyclePrice;
  readonly semiAnnually: CyclePrice;
  readonly annually: CyclePrice;
  readonly biennially: CyclePrice;
  readonly triennially: CyclePrice;
}

/** "-1.00" is not offered, "0.00" is free. */
const offered = (amount: string | null | undefined): string | null =>
  amount == null || amount.startsWith('-') ? null : amount;

const at = (told: Told, cycle: Cycle): CyclePrice => ({
  price: offered(told[cycle]),
  setupFee: offered(told[setupFees[cycle]]),
});

/**
 * @param told WHMCS's prices by the code of their currency
 * @param paidOnce whether the product is paid once: the price then stands where monthly ones do, also an option's
 */
export const pricesOf = (told: Readonly<Record<string, Told>>, paidOnce: boolean): Prices[] =>
  Object.entries(told).map(([currencyCode, prices]) => ({
    currencyCode,
    currencyPrefix: prices.prefix,
    currencySuffix: prices.suffix,
    oneTime: paidOnce ? at(prices, 'monthly') : null,
    monthly: paidOnce ? null : at(prices, 'monthly'),
    quarterly: at(prices, 'quarterly'),
    semiAnnually: at(prices, 'semiannually'),
    annually: at(prices, 'annually'),
    biennially: at(prices, 'biennially'),
    triennially: at(prices, 'triennially'),
  }));
