import type { Tld, YearPrices } from './model.ts';
import { domainPrices } from './reference.ts';

const years = (price: number, most: number): YearPrices =>
  Object.fromEntries(Array.from({ length: most }, (_, index) => [String(index + 1), price * (index + 1)]));

/** A new TLD, with nothing offered. */
export const emptyTld = (id: number, extension: string): Tld => ({
  id,
  extension,
  categories: [],
  dns: false,
  email: false,
  idprotect: false,
  epp: false,
  group: '',
  autoregistrar: '',
  prices: { register: {}, transfer: {}, renew: {} },
  otherPrices: {},
  grace: null,
  redemption: null,
});

/** .jp cannot be transferred, and .de cannot be had back. */
export const seededTlds = (): Tld[] =>
  Object.entries(domainPrices).map(([extension, price], index) => ({
    ...emptyTld(index + 1, extension),
    categories: extension === 'jp' ? ['ccTLD', 'Geography'] : ['Popular'],
    dns: true,
    email: extension !== 'jp',
    idprotect: extension === 'com',
    epp: extension !== 'de',
    group: extension === 'com' ? 'hot' : '',
    prices: {
      register: years(price, 3),
      transfer: extension === 'jp' ? {} : years(price, 1),
      renew: years(price, 2),
    },
    grace: extension === 'de' ? null : { days: 30, fee: 0 },
  }));
