/** Products: GetProducts. */
import { z } from 'zod';
import { read } from '../command.ts';
import { csvParam, idParam } from '../wire/params.ts';
import { count, flag, id, label, listOf, mapOf, money, objectOf, text, verbatim } from '../wire/values.ts';
import { LARGE_ANSWER } from '../transport/answer-limits.ts';
import { page, rows } from '../wire/page.ts';

/** "-1.00" is not offered, "0.00" is free; a one-time price is `monthly`. */
const prices = z.object({
  msetupfee: money,
  qsetupfee: money,
  ssetupfee: money,
  asetupfee: money,
  bsetupfee: money,
  tsetupfee: money,
  monthly: money,
  quarterly: money,
  semiannually: money,
  annually: money,
  biennially: money,
  triennially: money,
});

const customField = z.object({ id, name: label, description: verbatim, required: flag });

const option = z.object({
  id,
  name: label,
  rawName: text,
  recurring: money,
  required: flag,
  pricing: mapOf(objectOf(prices)).optional(),
});

const configOption = z.object({
  id,
  name: label,
  /** 1 a list, 2 a choice, 3 yes or no, 4 a quantity. */
  type: text,
  /** From 8.12. */
  minqty: count,
  maxqty: count,
  options: listOf('option', option).optional(),
});

const row = z.object({
  pid: id,
  gid: id,
  type: text,
  name: text,
  slug: text,
  // From 8.3; written in either way.
  'product-url': text,
  product_url: text,
  /** HTML, as the administrator wrote it. */
  description: verbatim,
  module: text,
  paytype: text,
  allowqty: count,
  quantity_available: count,
  /** By currency code. */
  pricing: mapOf(objectOf(prices.extend({ prefix: text, suffix: text }))).optional(),
  customfields: listOf('customfield', customField).optional(),
  configoptions: listOf('configoption', configOption).optional(),
});

export const GetProducts = read('GetProducts', {
  params: z.strictObject({
    pid: csvParam.optional(),
    gid: idParam.optional(),
    module: z.string().optional(),
  }),
  largest: LARGE_ANSWER,
  answer: page({ products: rows('product', row) }),
  keep: 'reference',
  topics: ['products'],
  filters: { pid: 'products[].pid' },
  mentions: { product: 'products[].pid' },
  probe: { pid: [1] },
});
