/** Promotions: GetPromotions. */
import { z } from 'zod';
import { read } from '../command.ts';
import { page, rows } from '../wire/page.ts';
import { count, date, flag, id, money, text, verbatim } from '../wire/values.ts';

const row = z.object({
  id,
  code: text,
  type: text,
  recurring: flag,
  /** A percentage, or an amount in the default currency. */
  value: money,
  /** Billing cycles: words of WHMCS, for addons and domains as well. */
  cycles: text,
  /** Products as numbers; "A3" is an addon, "D.com" a domain. */
  appliesto: text,
  requires: text,
  requiresexisting: flag,
  startdate: date,
  expirationdate: date,
  maxuses: count,
  uses: count,
  lifetimepromo: flag,
  applyonce: flag,
  newsignups: flag,
  existingclient: flag,
  onceperclient: flag,
  recurfor: count,
  upgrades: flag,
  /** PHP's serialize(). */
  upgradeconfig: verbatim,
  notes: text,
});

export const GetPromotions = read('GetPromotions', {
  params: z.strictObject({ code: z.string().optional() }),
  answer: page({ promotions: rows('promotion', row) }),
  keep: 'list',
  topics: ['promotions'],
  filters: { code: 'promotions[].code' },
  probe: { code: 'probe' },
});
