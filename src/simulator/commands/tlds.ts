import { decimal } from '../money.ts';
import { convert, currencyById } from '../world/products.ts';
import { domainPrices } from '../world/reference.ts';
import { read } from './command.ts';
import { columns } from './row.ts';

/** Prices are keyed by TLD and then by years; a TLD that is not offered for transfer has an empty list there. */
export const GetTLDPricing = read(({ params, world, wire }) => {
  const client = world.clients.get(params.int('clientid'));
  const currency = currencyById(client?.currency ?? (params.int('currencyid') || 1));
  const years = (price: number, most: number) =>
    Object.fromEntries(
      Array.from({ length: most }, (_, index) => [String(index + 1), decimal(convert(price, currency) * (index + 1))]),
    );
  return {
    currency: { ...columns(currency, 'id', 'code', 'prefix', 'suffix', 'format'), rate: currency.rate.toFixed(5) },
    pricing: Object.fromEntries(
      Object.entries(domainPrices).map(([tld, price]) => [
        tld,
        {
          tld,
          categories: tld === 'jp' ? ['ccTLD', 'Geography'] : ['Popular'],
          addons: { dns: true, email: tld !== 'jp', idprotect: tld === 'com' },
          group: tld === 'com' ? 'hot' : '',
          register: years(price, 3),
          transfer: tld === 'jp' ? (wire.untidy ? [] : {}) : years(price, 1),
          renew: years(price, 2),
          grace_period: tld === 'de' ? null : { days: 30, price: '0.00' },
          redemption_period: null,
        },
      ]),
    ),
  };
});
