import type { Json } from '../http/json.ts';
import { centsOf, decimal, type Cents } from '../money.ts';
import type { Tld, TldPeriod, TldPrices, YearPrices } from '../world/model.ts';
import { convert, currencyById } from '../world/products.ts';
import { currencies, type Currency } from '../world/reference.ts';
import { emptyTld } from '../world/tlds.ts';
import { read, Refusal, write, type Call } from './command.ts';
import { scalar, type Params } from './params.ts';
import { columns } from './row.ts';

const kinds = ['register', 'transfer', 'renew'] as const;
type Kind = (typeof kinds)[number];

/** Prices are keyed by TLD and then by years; a TLD that is not offered for transfer has an empty list there. */
export const GetTLDPricing = read(({ params, world, wire }) => {
  const client = world.clients.get(params.int('clientid'));
  const currency = currencyById(client?.currency ?? (params.int('currencyid') || 1));
  const printed = (tld: Tld, kind: Kind): Json => {
    const prices = Object.entries(pricesIn(tld, kind, currency)).map(([year, price]): [string, Json] => [
      year,
      decimal(price),
    ]);
    return prices.length === 0 && wire.untidy ? [] : Object.fromEntries(prices);
  };
  const period = (given: TldPeriod | null) =>
    given && { days: wire.numeral(given.days), price: decimal(convert(given.fee, currency)) };
  return {
    currency: { ...columns(currency, 'id', 'code', 'prefix', 'suffix', 'format'), rate: currency.rate.toFixed(5) },
    pricing: Object.fromEntries(
      world.tlds.map((tld) => [
        tld.extension,
        {
          tld: tld.extension,
          categories: tld.categories,
          addons: columns(tld, 'dns', 'email', 'idprotect'),
          group: tld.group,
          ...Object.fromEntries(kinds.map((kind) => [kind, printed(tld, kind)])),
          grace_period: period(tld.grace),
          redemption_period: period(tld.redemption),
        },
      ]),
    ),
  };
});

function pricesIn({ prices, otherPrices }: Tld, kind: Kind, currency: Currency): YearPrices {
  const converted = Object.entries(prices[kind]).map(([year, price]) => [year, convert(price, currency)] as const);
  return otherPrices[currency.code]?.[kind] ?? Object.fromEntries(converted);
}

/** The most years, and what WHMCS says of more. */
const mostYears: Readonly<Record<Kind, number>> = { register: 10, renew: 9, transfer: 10 };

function sentPrices(params: Params): Partial<TldPrices> {
  const sent: Partial<TldPrices> = {};
  for (const kind of kinds) {
    if (!params.has(kind)) continue;
    if (params.text(kind) !== undefined) throw new Refusal('Parameters register, renew and transfer must be arrays');
    const prices = Object.entries(params.map(kind)).map(([year, price]): [string, Cents] => [
      year,
      centsOf(scalar(price)),
    ]);
    if (prices.some(([year]) => Number(year) > mostYears[kind]))
      throw new Refusal(`The maximum ${kind} period is ${mostYears[kind]} years`);
    if (kind === 'transfer' && prices.length > 1) throw new Refusal('Only one transfer period can be defined');
    sent[kind] = Object.fromEntries(prices.filter(([, price]) => price >= 0));
  }
  return sent;
}

/** The currency of the sent prices and fees. */
function sentCurrency(params: Params, sent: Partial<TldPrices>): Currency {
  const prices = Object.keys(sent).length > 0 || params.has('grace_period_fee') || params.has('redemption_period_fee');
  const code = params.text('currency_code') ?? '';
  if (code === '' && prices) throw new Refusal('Variable currency_code is required when defining pricing');
  const currency = currencies.find((each) => code === '' || each.code === code);
  if (currency) return currency;
  const codes = currencies.map((each) => each.code).join(', ');
  throw new Refusal(`Provided currency_code value does not exist. Must be one of: ${codes}`);
}

/** A fee of -1 switches the period off; without a number of days it has the usual one. */
function sentPeriod({ params }: Call, name: string, now: TldPeriod | null): TldPeriod | null {
  const fee = params.has(`${name}_fee`) ? centsOf(params.text(`${name}_fee`) ?? '') : now?.fee;
  const days = params.has(`${name}_days`) ? params.int(`${name}_days`) : (now?.days ?? 30);
  return fee === undefined || fee < 0 ? null : { days, fee };
}

/** Sets what was sent, and leaves the rest. */
export const CreateOrUpdateTLD = write((call) => {
  const { params, world } = call;
  const sentExtension = params.text('extension') ?? '';
  const extension = sentExtension.replace(/^\./, '').toLowerCase();
  if (extension === '') throw new Refusal('Extension is required');
  const group = params.text('group') ?? '';
  if (!['HOT', 'NEW', 'SALE', ''].includes(group))
    throw new Refusal(`Invalid group parameter: ${group}. Should be one of HOT, NEW, SALE`);
  const registrar = params.text('auto_registrar') ?? '';
  if (!['', 'enom', 'opensrs'].includes(registrar))
    throw new Refusal('Invalid auto_registrar value. Must be empty or one of: enom, opensrs');
  const prices = sentPrices(params);
  const currency = sentCurrency(params, prices);
  const known = world.tlds.find((each) => each.extension === extension);
  const tld = known ?? emptyTld(Math.max(0, ...world.tlds.map(({ id }) => id)) + 1, extension);
  if (!known) world.tlds.push(tld);
  if (params.has('id_protection')) tld.idprotect = params.flag('id_protection');
  if (params.has('dns_management')) tld.dns = params.flag('dns_management');
  if (params.has('email_forwarding')) tld.email = params.flag('email_forwarding');
  if (params.has('epp_required')) tld.epp = params.flag('epp_required');
  if (params.has('group')) tld.group = group.toLowerCase();
  if (params.has('auto_registrar')) tld.autoregistrar = registrar;
  if (currency.id === 1) tld.prices = { ...tld.prices, ...prices };
  else tld.otherPrices[currency.code] = { ...tld.otherPrices[currency.code], ...prices };
  tld.grace = sentPeriod(call, 'grace_period', tld.grace);
  tld.redemption = sentPeriod(call, 'redemption_period', tld.redemption);
  return { extension: sentExtension, id: String(tld.id) };
});
