import { centsOf } from '../money.ts';
import { cycles, type Cycle, type Prices, type Product } from '../world/products.ts';
import { Refusal, write, type Call } from './command.ts';
import { scalar } from './params.ts';

const types = ['hostingaccount', 'reselleraccount', 'server', 'other'] as const;
const payTypes = ['recurring', 'onetime', 'free'] as const;

/** The prices of the default currency; -1.00 is a cycle that is not offered. */
function pricesIn({ params }: Call): Prices {
  const sent = params.map('pricing')['1'];
  const prices = typeof sent === 'object' ? sent : {};
  const offered = cycles.flatMap((cycle): [Cycle, number][] => {
    const price = centsOf(scalar(prices[cycle]));
    return price < 0 || prices[cycle] === undefined ? [] : [[cycle, price]];
  });
  return Object.fromEntries(offered);
}

function setupFeeIn({ params }: Call): number {
  const sent = params.map('pricing')['1'];
  return typeof sent === 'object' ? centsOf(scalar(sent['msetupfee'])) : 0;
}

function oneOf<Word extends string>(words: readonly Word[], sent: string, refusal: string): Word {
  const word = words.find((each) => each === sent);
  if (word === undefined) throw new Refusal(refusal);
  return word;
}

export const AddProduct = write((call) => {
  const { params, world } = call;
  const name = params.text('name') ?? '';
  if (name === '') throw new Refusal('You must supply a name for the product');
  const group = [...world.products.values()].find(({ gid }) => gid === params.int('gid'));
  if (!group) throw new Refusal('You must supply a valid Product Group ID');
  const product: Product = {
    id: Math.max(...world.products.keys()) + 1,
    gid: group.gid,
    group: group.group,
    type: oneOf(
      types,
      params.text('type') ?? 'other',
      'Invalid product type. Must be one of "hostingaccount", "reselleraccount", "server" or "other"',
    ),
    name,
    description: params.text('description') ?? '',
    module: params.text('module') ?? '',
    paytype: oneOf(
      payTypes,
      params.text('paytype') ?? 'free',
      'Invalid pay type. Must be one of "free", "onetime" or "recurring"',
    ),
    prices: pricesIn(call),
    setupFee: setupFeeIn(call),
    ...(params.flag('stockcontrol') && { stock: params.int('qty') }),
    customFields: [],
    configOptions: [],
  };
  world.products.set(product.id, product);
  return { pid: product.id };
});
