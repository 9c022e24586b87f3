/** How often something is billed: WHMCS's words, as it stores them with services. */
import { words } from '../../base/enum-words.ts';

export const billingCycle = words({
  FREE: 'Free Account',
  ONE_TIME: 'One Time',
  MONTHLY: 'Monthly',
  QUARTERLY: 'Quarterly',
  SEMI_ANNUALLY: 'Semi-Annually',
  ANNUALLY: 'Annually',
  BIENNIALLY: 'Biennially',
  TRIENNIALLY: 'Triennially',
});

export type BillingCycle = (typeof billingCycle.names)[number];
