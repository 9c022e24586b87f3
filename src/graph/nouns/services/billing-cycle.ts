/** How often something is billed: WHMCS's words, as it stores them with services. */
import { enumWords } from '../../base/enum-words.ts';

export const billingCycle = enumWords({
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
