/** What tests of the reconciler share: its start, time that passes, and the writes that are lost. */
import { onTestFinished } from 'vitest';
import type { Reconciler } from '../../../src/journal/reconcile/reconciler.ts';
import type { Setup } from '../rig.ts';

export const MINUTE = 60_000;
export const order = { clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] };
export const suspend = { serviceid: 3 };

export function started({ start }: Setup): Reconciler {
  const reconciling = start();
  onTestFinished(() => reconciling.close());
  return reconciling;
}

/** Advances the clock in steps, with a round after each. */
export async function pass({ clock }: Setup, reconciling: Reconciler, ms: number, step = MINUTE): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    clock.now += step;
    await reconciling.round();
  }
}
