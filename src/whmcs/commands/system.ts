/** The installation itself: GetCurrencies, GetPaymentMethods, WhmcsDetails. */
import { z } from 'zod';
import { read } from '../command.ts';
import { count, id, objectOf, rate, text } from '../wire/values.ts';
import { page, rows } from '../wire/page.ts';

const currency = z.object({
  id,
  code: text,
  prefix: text,
  /** Begins with a blank: " USD". */
  suffix: text,
  format: count,
  rate,
});

export const GetCurrencies = read('GetCurrencies', {
  params: z.strictObject({}),
  answer: page({ currencies: rows('currency', currency) }),
  keep: 'reference',
  topics: ['currencies'],
  probe: {},
});

export const GetPaymentMethods = read('GetPaymentMethods', {
  params: z.strictObject({}),
  answer: page({ paymentmethods: rows('paymentmethod', z.object({ module: text, displayname: text })) }),
  keep: 'reference',
  topics: ['paymentMethods'],
  probe: {},
});

/** From 8.0, and often missing from an API role. */
export const WhmcsDetails = read('WhmcsDetails', {
  params: z.strictObject({}),
  answer: z.object({ whmcs: objectOf(z.object({ version: text, canonicalversion: text })) }),
  keep: 'reference',
  topics: ['installation'],
  probe: {},
});
