/**
 * DomainRenew, judged by the year of expiry: registries report the day in their own time zone. WHMCS learns the new day of expiry only from
 * its registrar module, so an unchanged one proves nothing; and a renewal that somebody else bought looks the same.
 */
import { z } from 'zod';
import { absent, reconcileRule, unclear, type BoundReconcileRule, type FreshRead } from './rule.ts';
import { isTouched } from './updated.ts';

interface Renewable {
  readonly expirydate?: string | null | undefined;
  readonly regperiod?: number | null | undefined;
}

interface Renewing {
  readonly domainid: number;
  readonly regperiod?: number | undefined;
}

const form = z.object({ named: z.string(), id: z.number(), before: z.string(), years: z.number() });
type Evidence = z.output<typeof form>;

const yearOf = (day: string): number => Number(day.slice(0, 'yyyy'.length));

export const renewed = (
  read: (domainid: number, look: FreshRead) => Promise<Renewable | undefined>,
): BoundReconcileRule<Renewing> =>
  reconcileRule<Renewing, Evidence>({
    evidence: form,
    absenceProves: false,
    async note({ domainid, regperiod }, look) {
      const domain = await read(domainid, look);
      const years = regperiod ?? domain?.regperiod ?? 0;
      return { named: 'domainid', id: domainid, before: domain?.expirydate ?? '', years };
    },
    async judge({ named, id, before, years }, look, others) {
      const now = (await read(id, look))?.expirydate ?? '';
      const { earlier, later } = await others();
      if (before === '' || now === '' || years < 1) return unclear;
      if (now === before) return absent;
      const isExpected = yearOf(now) === yearOf(before) + years;
      if (!isExpected || isTouched(named, id, [...earlier, ...later])) return unclear;
      return { is: 'applied', ids: { [named]: id }, inferred: true };
    },
  });
