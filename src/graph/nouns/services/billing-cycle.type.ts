/** Billing cycles in the graph. */
import { builder } from '../../schema-kit/builder.ts';

const cycles = {
  FREE: { description: 'Costs nothing.' },
  ONE_TIME: { description: 'Paid once.' },
  MONTHLY: { description: 'Every month.' },
  QUARTERLY: { description: 'Every three months.' },
  SEMI_ANNUALLY: { description: 'Every six months.' },
  ANNUALLY: { description: 'Every year.' },
  BIENNIALLY: { description: 'Every two years.' },
  TRIENNIALLY: { description: 'Every three years.' },
};

export const BillingCycle = builder.enumType('BillingCycle', {
  description: 'How often something is billed.',
  values: { ...cycles, OTHER: { description: 'A cycle that the gateway does not know.' } },
});

export const BillingCycleInput = builder.enumType('BillingCycleInput', {
  description: 'A billing cycle that can be ordered.',
  values: cycles,
});
