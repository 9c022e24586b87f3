/**
 * UpgradeProduct with `calconly`: WHMCS calculates the price and orders nothing. It is the same command to WHMCS and another one to us, which
 * is why the registry of commands does not have it: what it sends is fixed here, and no caller can leave `calconly` out.
 */
import { z } from 'zod';
import { read } from '../command.ts';
import { upgradeAnswer, upgradeParams } from './service-upgrade.ts';

export const UpgradePreview = read('UpgradeProduct', {
  params: z.strictObject(upgradeParams).transform((given) => ({ ...given, calconly: 1 })),
  answer: upgradeAnswer,
  // A repetition is not risked: without `calconly` the same request is an order.
  retry: false,
  keep: 'list',
  money: true,
  topics: ['services', 'products', 'orders', 'invoices'],
  probe: { serviceid: 1, paymentmethod: 'none', type: 'product' },
});
