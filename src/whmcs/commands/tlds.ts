/** Domain names in general: GetTLDPricing, DomainWhois, GetRegistrars. */
import { z } from 'zod';
import { owned } from '../cache/tags.ts';
import { read } from '../command.ts';
import { LARGE_ANSWER } from '../transport/answer-limits.ts';
import { idParam } from '../wire/params.ts';
import { entriesOf } from '../wire/keyed.ts';
import { count, flag, id, mapOf, money, objectOf, rate, text, verbatim } from '../wire/values.ts';

/** Texts of their own, in a list. */
const texts = z
  .unknown()
  .transform((value): string[] =>
    (Array.isArray(value) ? value : []).flatMap((each: unknown) => text.parse(each) ?? []),
  )
  .optional();

/** The time after expiry in which a domain can still be renewed, and its price; null or [] where there is none. */
const period = objectOf(z.object({ days: count, price: money }))
  .nullable()
  .optional();

/** Prices by years; [] where it is not offered. */
const byYears = mapOf(money).optional();

const tld = z.object({
  tld: text,
  categories: texts,
  addons: objectOf(z.object({ dns: flag, email: flag, idprotect: flag })).optional(),
  group: text,
  register: byYears,
  transfer: byYears,
  renew: byYears,
  grace_period: period,
  redemption_period: period,
});

const currency = z.object({ id, code: text, prefix: text, suffix: text, format: count, rate });

/** All TLDs at once, by their names without the leading dot. The prices of a client are in its currency. */
export const GetTLDPricing = read('GetTLDPricing', {
  params: z.strictObject({ currencyid: idParam.optional(), clientid: idParam.optional() }),
  largest: LARGE_ANSWER,
  answer: z.object({ currency: objectOf(currency).optional(), pricing: mapOf(objectOf(tld)) }),
  keep: 'reference',
  topics: ['tlds', 'currencies'],
  // What a client pays depends on its currency, and on its group.
  tags: ({ clientid }) => ['tlds', 'currencies', ...(clientid === undefined ? [] : [owned('clients', clientid)])],
  probe: {},
});

/** `status` is WHMCS's word for the name: available, unavailable or registered, invalid, or error if no WHOIS server answered. */
export const DomainWhois = read('DomainWhois', {
  params: z.strictObject({ domain: z.string().min(1) }),
  answer: z.object({ status: text, whois: verbatim }),
  keep: 'record',
  remote: 'whois',
  topics: ['domainNames'],
  // No domain name: WHMCS refuses before it asks a WHOIS server.
  probe: { domain: 'localhost' },
});

const squeezed = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/**
 * A registrar module. No documented example shows a row, so it is read as those of similar commands are written: text, or an object with
 * `module` or `name`, and `displayname` in any spelling.
 */
function registrarIn(value: unknown): { module: string | null; displayname: string | null } {
  if (typeof value !== 'object' || value === null) return { module: text.parse(value) ?? null, displayname: null };
  const cells = new Map(entriesOf(value).map(([name, cell]) => [squeezed(name), text.parse(cell) ?? null]));
  return {
    module: cells.get('module') ?? cells.get('name') ?? null,
    displayname: cells.get('displayname') ?? null,
  };
}

/** From 8.1.1. */
export const GetRegistrars = read('GetRegistrars', {
  params: z.strictObject({}),
  answer: z.object({
    registrars: z
      .unknown()
      .transform((rows) =>
        typeof rows === 'object' && rows !== null ? entriesOf(rows).map(([, row]) => registrarIn(row)) : [],
      ),
  }),
  keep: 'reference',
  topics: ['registrars'],
  probe: {},
});
