/**
 * The items of an order as AddOrder takes them: one list for each property, with an item at the same index in every list. Products come
 * first, then domains. A domain that belongs to a product has the index of the product.
 */
import { valuesByField } from '../../write/custom-fields.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { domainNameIn, hostNameIn } from '../../base/host-name.ts';
import { amountIn, withoutNullish, idIn } from '../../write/input.ts';
import type { BillingCycle } from '../services/billing-cycle.ts';
import type { OrderAddInput } from './order-add-input.type.ts';
import { countIn, yearsIn } from './order-input.ts';

type Input = typeof OrderAddInput.$inferInput;
type ProductInput = NonNullable<Input['products']>[number];
type DomainInput = NonNullable<Input['domains']>[number];

/** AddOrder's spelling, which differs from the one that WHMCS stores with services. */
const cycles: Readonly<Record<BillingCycle, string>> = {
  FREE: 'free',
  ONE_TIME: 'onetime',
  MONTHLY: 'monthly',
  QUARTERLY: 'quarterly',
  SEMI_ANNUALLY: 'semiannually',
  ANNUALLY: 'annually',
  BIENNIALLY: 'biennially',
  TRIENNIALLY: 'triennially',
};

const mapOf = (entries: readonly (readonly [name: number | string, value: string])[]): Record<string, string> =>
  Object.fromEntries(entries);

const productOf = (product: ProductInput, index: number) => {
  const path = ['products', String(index)];
  const [ns1prefix, ns2prefix] = (product.nameserverPrefixes ?? []).map((prefix, at) =>
    hostNameIn(prefix, ...path, 'nameserverPrefixes', String(at)),
  );
  const addons = (product.addonIds ?? []).map((id, at) => idIn('ProductAddon', id, ...path, 'addonIds', String(at)));
  const options = (product.configOptions ?? []).map(({ optionId, value }, at): [number, string] => [
    idIn('ConfigOption', optionId, ...path, 'configOptions', String(at), 'optionId'),
    value,
  ]);
  return {
    pid: idIn('Product', product.productId, ...path, 'productId'),
    qty: countIn(product.quantity, ...path, 'quantity'),
    billingcycle: product.billingCycle ? cycles[product.billingCycle] : undefined,
    domain: domainNameIn(product.domainName, ...path, 'domainName') ?? undefined,
    hostname: hostNameIn(product.hostname, ...path, 'hostname') ?? undefined,
    ns1prefix,
    ns2prefix,
    rootpw: product.rootPassword ?? undefined,
    addons: addons.length > 0 ? addons : undefined,
    priceoverride: amountIn(product.priceOverride, ...path, 'priceOverride') ?? undefined,
    customfields: valuesByField(product.customFields, ...path, 'customFields'),
    configoptions: options.length > 0 ? mapOf(options) : undefined,
  };
};

const domainOf = (domain: DomainInput, index: number) => {
  const path = ['domains', String(index)];
  const fields = (domain.fields ?? []).map(({ name, value }): [string, string] => [name, value]);
  return {
    domain: domainNameIn(domain.name, ...path, 'name'),
    domaintype: domain.type === 'TRANSFER' ? ('transfer' as const) : ('register' as const),
    regperiod: yearsIn(domain.years, ...path, 'years'),
    eppcode: domain.eppCode ?? undefined,
    idprotection: domain.idProtection ?? undefined,
    dnsmanagement: domain.dnsManagement ?? undefined,
    emailforwarding: domain.emailForwarding ?? undefined,
    idnlanguage: domain.idnLanguage ?? undefined,
    domainpriceoverride: amountIn(domain.priceOverride, ...path, 'priceOverride') ?? undefined,
    domainrenewoverride: amountIn(domain.renewalPriceOverride, ...path, 'renewalPriceOverride') ?? undefined,
    domainfields: fields.length > 0 ? mapOf(fields) : undefined,
  };
};

type All = ReturnType<typeof productOf> & ReturnType<typeof domainOf>;
type Item = { readonly [Name in keyof All]?: All[Name] | undefined };

const sameName = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** The items, with a product and its domain as one item. */
function itemsOf({ products, domains }: Input): Item[] {
  const items: Item[] = (products ?? []).map(productOf);
  for (const [index, input] of (domains ?? []).entries()) {
    const domain = domainOf(input, index);
    const match = items.findIndex((item) => sameName(item.domain, domain.domain));
    const item = items[match];
    if (item?.domaintype)
      throw new InvalidInputError(`${input.name} is in the order twice`, ['domains', String(index), 'name']);
    if (item) items[match] = { ...domain, ...item };
    else items.push(domain);
  }
  return items;
}

/** The parallel lists; a property that no item has is left out. */
export function cartOf(input: Input) {
  const items = itemsOf(input);
  const column = <K extends keyof Item>(name: K): Item[K][] | undefined =>
    items.some((item) => item[name] !== undefined) ? items.map((item) => item[name]) : undefined;
  return withoutNullish({
    pid: column('pid'),
    qty: column('qty'),
    billingcycle: column('billingcycle'),
    domain: column('domain'),
    hostname: column('hostname'),
    ns1prefix: column('ns1prefix'),
    ns2prefix: column('ns2prefix'),
    rootpw: column('rootpw'),
    addons: column('addons'),
    priceoverride: column('priceoverride'),
    customfields: column('customfields'),
    configoptions: column('configoptions'),
    domaintype: column('domaintype'),
    regperiod: column('regperiod'),
    eppcode: column('eppcode'),
    idprotection: column('idprotection'),
    dnsmanagement: column('dnsmanagement'),
    emailforwarding: column('emailforwarding'),
    idnlanguage: column('idnlanguage'),
    domainpriceoverride: column('domainpriceoverride'),
    domainrenewoverride: column('domainrenewoverride'),
    domainfields: column('domainfields'),
  });
}
