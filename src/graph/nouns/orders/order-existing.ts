/** Addons and renewals of services and domains that the client already has. */
import { InvalidInputError } from '../../base/errors.ts';
import { withoutNullish, idIn } from '../../write/input.ts';
import type { OrderAddInput } from './order-add-input.type.ts';
import { countIn, yearsIn } from './order-input.ts';

type Input = typeof OrderAddInput.$inferInput;

/** Addons to services, in parallel lists of their own. */
export function addonsOf({ addons }: Input) {
  if (!addons || addons.length === 0) return null;
  const path = (index: number, field: string) => ['addons', String(index), field];
  const quantities = addons.map(({ quantity }, index) => countIn(quantity, ...path(index, 'quantity')));
  return {
    addonids: addons.map(({ addonId }, index) => idIn('ProductAddon', addonId, ...path(index, 'addonId'))),
    serviceids: addons.map(({ serviceId }, index) => idIn('Service', serviceId, ...path(index, 'serviceId'))),
    ...withoutNullish({ addonidsqty: quantities.some((quantity) => quantity !== undefined) ? quantities : undefined }),
  };
}

/** The numbers of the renewed domains and services. An order renews a domain only once, because AddOrder takes the years by name. */
export function renewalsOf({ domainRenewals, serviceRenewalIds }: Input) {
  const years = new Map<number, number>();
  for (const [index, renewal] of (domainRenewals ?? []).entries()) {
    const path = ['domainRenewals', String(index)];
    const id = idIn('Domain', renewal.domainId, ...path, 'domainId');
    if (years.has(id)) throw new InvalidInputError('this domain is renewed twice in the order', [...path, 'domainId']);
    years.set(id, yearsIn(renewal.years, ...path, 'years') ?? 1);
  }
  const services = new Set<number>();
  for (const [index, text] of (serviceRenewalIds ?? []).entries()) {
    const path = ['serviceRenewalIds', String(index)];
    const id = idIn('Service', text, ...path);
    if (services.has(id)) throw new InvalidInputError('this service is renewed twice in the order', path);
    services.add(id);
  }
  return { years, domainIds: [...years.keys()], serviceIds: [...services] };
}

/** The years by the domain's name, as AddOrder takes them. */
export const yearsByName = (
  domains: readonly { readonly id: number; readonly name: string }[],
  years: ReadonlyMap<number, number>,
): Record<string, number> => Object.fromEntries(domains.map(({ id, name }) => [name, years.get(id) ?? 1]));
