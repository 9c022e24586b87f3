import type { Answer, Json } from '../http/json.ts';
import { decimal, type Cents } from '../money.ts';
import type { Wire } from '../wire.ts';
import { convert, cycles, type ConfigOption, type Product } from '../world/products.ts';
import { currencies, type Currency } from '../world/reference.ts';
import { toInt } from './params.ts';
import { list } from './table-command.ts';

/** One of the two commands that take several ids in one parameter. */
export const GetProducts = list({
  from: ({ products }) => products.values(),
  rows: 'products.product',
  where: {
    pid: ({ id }, sent) => isOneOf(id, sent),
    gid: 'gid',
    module: 'module',
  },
  unpaged: true,
  empty: 'array',
  counts: { startnumber: 'tidy', numreturned: 'tidy' },
  row: (product, { wire }) => rowOf(product, wire),
});

/** Numbers separated by commas; an empty list does not filter. */
export function isOneOf(id: number, sent: string): boolean {
  const ids = sent
    .split(',')
    .map(toInt)
    .filter((each) => each > 0);
  return ids.length === 0 || ids.includes(id);
}

function rowOf(product: Product, wire: Wire): Answer {
  const slug = product.name.toLowerCase().replace(/\W+/g, '-');
  const url = `https://shop.hosting.example/store/${slug}`;
  return {
    pid: wire.wavering(product.id, product.id, 'product'),
    gid: product.gid,
    type: product.type,
    name: product.name,
    slug,
    // The documented example has a hyphen, the change log an underscore.
    'product-url': url,
    ...(wire.untidy ? { product_url: url } : {}),
    // Administrators type HTML, which is sent as it is.
    description: product.description,
    module: product.module,
    paytype: product.paytype,
    allowqty: product.allowqty ?? 0,
    // Also 0 where stock is not controlled.
    quantity_available: Math.max(product.stock ?? 0, 0),
    pricing: Object.fromEntries(currencies.map((currency) => [currency.code, pricing(product, currency)])),
    customfields: {
      customfield: product.customFields.map(({ id, name, required }) => ({
        id,
        name,
        description: '',
        required: required ? 'on' : '',
      })),
    },
    configoptions: { configoption: product.configOptions.map((option) => optionOf(option, wire)) },
    ...wire.extra(product.id, 'products'),
  };
}

function pricing(product: Product, currency: Currency): Answer {
  return { prefix: currency.prefix, suffix: currency.suffix, ...prices(product.prices, product.setupFee, currency) };
}

/** Set-up fees and prices by cycle; -1.00 is a cycle that is not offered. A one-time price stands in `monthly`. */
function prices(offered: Product['prices'], setupFee: Cents, currency: Currency): Answer {
  const setup = cycles.map((cycle): [string, Json] => [
    `${cycle.charAt(0)}setupfee`,
    decimal(cycle === 'monthly' ? convert(setupFee, currency) : 0),
  ]);
  const cost = cycles.map((cycle): [string, Json] => {
    const price = offered[cycle];
    return [cycle, price === undefined ? '-1.00' : decimal(convert(price, currency))];
  });
  return Object.fromEntries([...setup, ...cost]);
}

function optionOf(option: ConfigOption, wire: Wire): Json {
  return {
    id: option.id,
    name: option.name,
    type: wire.numeral(option.type),
    minqty: 0,
    maxqty: option.type === 4 ? 8 : 0,
    options: {
      option: option.choices.map(({ id, name, monthly }) => ({
        id,
        name,
        rawName: wire.untidy ? wire.nothing(id, 'rawName') : name,
        recurring: monthly / 100,
        required: null,
        pricing: Object.fromEntries(
          currencies.map((currency) => [
            currency.code,
            prices({ monthly, quarterly: monthly * 3, annually: monthly * 10 }, 0, currency),
          ]),
        ),
      })),
    },
  };
}
