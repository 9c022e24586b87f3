/** When a service is to be cancelled. */
import { enumWords } from '../../base/enum-words.ts';
import { enumeration } from '../../schema-kit/enumeration.ts';

export const cancellationWords = enumWords({ IMMEDIATE: 'Immediate', END_OF_BILLING_PERIOD: 'End of Billing Period' });

export const cancellationType = enumeration('CancellationType', cancellationWords, {
  description: 'When a service is to be cancelled.',
  values: { IMMEDIATE: 'At once.', END_OF_BILLING_PERIOD: 'When what is paid for is over.' },
  other: 'A word that the gateway does not know.',
});
