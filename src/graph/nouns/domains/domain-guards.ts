/** What a domain must be like before its registrar is asked to do something. */
import { ConflictError, InvalidInputError } from '../../base/errors.ts';
import { domainNameIn } from '../../base/host-name.ts';
import { inStatus } from '../../write/guards.ts';
import { withoutNullish } from '../../write/input.ts';
import type { DerivedKey } from '../../write/key.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import type { Domain } from './domain.ts';

interface Bought {
  readonly domainId: number;
  readonly evenIfDone?: boolean | undefined;
}

/** The key of a registration or transfer without one: the domain. What it is asked with may be a secret, and is left out. */
export const boughtOnce: DerivedKey<Bought> = {
  field: 'domainId',
  clash:
    'the same was requested for this domain before, with another input; to request it again, give an idempotencyKey',
  of: ({ domainId }) => String(domainId),
  meaning: ({ domainId, evenIfDone }) => withoutNullish({ domainId, evenIfDone }),
};

interface Renewed {
  readonly domainId: number;
  readonly currentExpiryYear: number;
  readonly years: number | undefined;
}

/** The key of a renewal without one: the domain, and the year in which it expires. */
export const renewedOnce: DerivedKey<Renewed> = {
  field: 'currentExpiryYear',
  clash: 'the renewal of this domain was requested before, for other years: nothing was sent; read its expiresOn',
  of: ({ domainId, currentExpiryYear }) => JSON.stringify([domainId, currentExpiryYear]),
  meaning: ({ domainId, currentExpiryYear, years }) => withoutNullish({ domainId, currentExpiryYear, years }),
};

/**
 * Checks that a domain expires in the year that the caller has seen: it may have been renewed since.
 *
 * @param domain freshly read
 * @throws ConflictError
 */
export function checkExpiry(domain: Domain, currentExpiryYear: number): void {
  const expiresOn = domain.known('expiresOn') ?? null;
  if (expiresOn?.slice(0, 'yyyy'.length) === String(currentExpiryYear)) return;
  throw new ConflictError(
    `the domain expires on ${expiresOn ?? 'a day that WHMCS does not report'}, not in ${currentExpiryYear}: nothing was renewed`,
    { subject: 'expiresOn', expected: [String(currentExpiryYear)], actual: expiresOn },
  );
}

/**
 * Checks that partners and clients change the settings of active domains only, as in WHMCS's client area.
 *
 * @param domain freshly read
 * @throws ConflictError
 */
export function checkManaged(domain: Domain, { viewer }: WriteScope): void {
  if (viewer.role !== 'STAFF') inStatus(domain, 'ACTIVE');
}

/**
 * Checks that partners and clients use a protection that was bought.
 *
 * @param domain freshly read
 * @throws ConflictError
 */
export function checkProtection(domain: Domain, { viewer }: WriteScope): void {
  if (viewer.role === 'STAFF' || domain.known('idProtection') === true) return;
  throw new ConflictError('protection of the owner was not bought for this domain: nothing was sent', {
    subject: 'idProtection',
    expected: ['true'],
    actual: String(domain.known('idProtection') ?? null),
  });
}

/** WHMCS takes two to five. @throws InvalidInputError */
export function serversIn(names: readonly string[]): {
  ns1: string;
  ns2: string;
  ns3?: string;
  ns4?: string;
  ns5?: string;
} {
  const [ns1, ns2, ns3, ns4, ns5, ...more] = names.map((name, index) =>
    domainNameIn(name.trim().replace(/\.$/, ''), 'nameservers', String(index)),
  );
  if (ns1 === undefined || ns2 === undefined || more.length > 0)
    throw new InvalidInputError(`nameservers must be two to five names, got ${names.length}`, ['nameservers']);
  return { ns1, ns2, ...(ns3 && { ns3 }), ...(ns4 && { ns4 }), ...(ns5 && { ns5 }) };
}
