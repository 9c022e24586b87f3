/**
 * Activation and deactivation of payment gateways: active ones are listed as payment methods. No command lists active modules of other
 * types, so that nothing is concluded about them.
 */
import { z } from 'zod';
import { hashed } from './hashed.ts';
import {
  absent,
  applied,
  reconcileRule,
  unclear,
  type BoundReconcileRule,
  type ConcurrentWrite,
  type FreshRead,
} from './rule.ts';

interface Asked {
  readonly moduleType: string;
  readonly moduleName: string;
}

/** `gateway` is a hash of its name; null for a module of another type. */
const form = z.object({ gateway: z.string().nullable(), before: z.boolean() });
type Evidence = z.output<typeof form>;

/**
 * @param active the names of all active gateways
 * @param to whether the gateway is active afterwards
 */
export const gatewaySwitched = (
  active: (look: FreshRead) => Promise<readonly string[]>,
  to: boolean,
): BoundReconcileRule<Asked> => {
  const isActive = async (gateway: string, look: FreshRead): Promise<boolean> =>
    (await active(look)).some((name) => hashed(name) === gateway);
  const isTouched = (gateway: string, others: readonly ConcurrentWrite[]): boolean =>
    others.some(({ evidence, isBlind }) => isBlind === true || form.safeParse(evidence).data?.gateway === gateway);
  return reconcileRule<Asked, Evidence>({
    evidence: form,
    absenceProves: true,
    async note({ moduleType, moduleName }, look) {
      if (moduleType.toLowerCase() !== 'gateway') return { gateway: null, before: to };
      const gateway = hashed(moduleName);
      return { gateway, before: await isActive(gateway, look) };
    },
    async judge({ gateway, before }, look, others) {
      // A gateway that was active before may have got new settings, or not.
      if (gateway === null || before === to) return unclear;
      const now = await isActive(gateway, look);
      const { earlier, later } = await others();
      if (isTouched(gateway, later)) return unclear;
      if (now === before) return absent;
      return isTouched(gateway, earlier) ? unclear : applied({});
    },
  });
};
