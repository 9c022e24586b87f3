/** Checks input that AddOrder would silently ignore. */
import { isIP } from 'node:net';
import { InvalidInputError } from '../../base/errors.ts';

/** A quantity: at least one. */
export function countIn(count: number | null | undefined, ...path: string[]): number | undefined {
  if (count != null && count < 1) throw new InvalidInputError(`${path.at(-1)} must be at least 1, got ${count}`, path);
  return count ?? undefined;
}

/** The longest period of any registry. */
const MOST_YEARS = 10;

/** The years for which a domain is registered, transferred or renewed. */
export function yearsIn(years: number | null | undefined, ...path: string[]): number | undefined {
  const count = countIn(years, ...path);
  if (count !== undefined && count > MOST_YEARS) {
    throw new InvalidInputError(`${path.at(-1)} must be at most ${MOST_YEARS}, got ${count}`, path);
  }
  return count;
}

/** An IP address. */
export function addressIn<T extends string | null | undefined>(address: T, ...path: string[]): T {
  if (address == null || isIP(address) !== 0) return address;
  throw new InvalidInputError(`expected an IP address, got ${JSON.stringify(address.slice(0, 40))}`, path);
}
