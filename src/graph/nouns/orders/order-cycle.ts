/** Checks that a product is sold for the requested billing cycle: WHMCS silently takes another one. */
import { InvalidInputError } from '../../base/errors.ts';
import type { Prices } from '../catalogue/product-pricing.ts';
import type { Product } from '../catalogue/product.ts';
import type { BillingCycle } from '../services/billing-cycle.ts';
import type { Terms } from './order-line.ts';

type Priced = Exclude<BillingCycle, 'FREE'>;

const priceIn: Readonly<Record<Priced, (prices: Prices) => string | null | undefined>> = {
  ONE_TIME: ({ oneTime }) => oneTime?.price,
  MONTHLY: ({ monthly }) => monthly?.price,
  QUARTERLY: ({ quarterly }) => quarterly.price,
  SEMI_ANNUALLY: ({ semiAnnually }) => semiAnnually.price,
  ANNUALLY: ({ annually }) => annually.price,
  BIENNIALLY: ({ biennially }) => biennially.price,
  TRIENNIALLY: ({ triennially }) => triennially.price,
};

const recurring = ['MONTHLY', 'QUARTERLY', 'SEMI_ANNUALLY', 'ANNUALLY', 'BIENNIALLY', 'TRIENNIALLY'] as const;

/** The cycles of a pay type; null if the pay type is not known. */
function cyclesOf(payType: string | null | undefined): readonly Priced[] | null {
  if (payType === 'FREE') return [];
  if (payType === 'ONE_TIME') return ['ONE_TIME'];
  return payType === 'RECURRING' ? recurring : null;
}

/**
 * Checks the cycle against the prices in the client's currency. A price override replaces a missing price; it allows nothing else.
 *
 * @param currency the code of the client's currency; null if it is not known, and then every currency counts
 * @throws InvalidInputError
 */
export function checkCycle(
  product: Product,
  { input, path }: Terms<'billingCycle' | 'priceOverride'>,
  currency: string | null,
): void {
  const { billingCycle, priceOverride } = input;
  const payType = product.known('payType');
  const cycles = cyclesOf(payType);
  if (cycles === null) return;
  const isFree = payType === 'FREE';
  const offered = isFree || priceOverride != null ? cycles : pricedAmong(cycles, product, currency);
  const names: readonly BillingCycle[] = isFree ? ['FREE'] : offered;
  if (billingCycle ? names.includes(billingCycle) : names.length > 0) return;
  const where = currency === null || isFree ? '' : ` in ${currency}`;
  throw new InvalidInputError(
    billingCycle
      ? `product ${product.whmcsId} is not sold for the billing cycle ${billingCycle}${where}; there is: ${names.join(', ') || 'none'}`
      : `product ${product.whmcsId} has no price${where}`,
    [...path, billingCycle ? 'billingCycle' : 'productId'],
  );
}

/** The cycles that have a price; all of them if WHMCS reports no prices. */
function pricedAmong(cycles: readonly Priced[], product: Product, currency: string | null): readonly Priced[] {
  const pricing = product.known('pricing') ?? [];
  if (pricing.length === 0) return cycles;
  const usable = pricing.filter(
    ({ currencyCode }) => currency === null || currencyCode.toLowerCase() === currency.toLowerCase(),
  );
  return cycles.filter((cycle) => usable.some((prices) => priceIn[cycle](prices) != null));
}
