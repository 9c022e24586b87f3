/** Writes that bring a record to a status: the status before is noted, and compared with the status now. */
import { z } from 'zod';
import {
  absent,
  applied,
  reconcileRule,
  unclear,
  type FreshRead,
  type BoundReconcileRule,
  type ConcurrentWrite,
} from './rule.ts';
import { collated } from '../wire/collation.ts';
import { isTouched } from './updated.ts';

interface Reach<Asked> {
  /** What the record's id is called. */
  readonly named: string;
  readonly id: (asked: Asked) => number;
  /** The status now; null if there is no record. */
  readonly read: (id: number, look: FreshRead) => Promise<string | null>;
  readonly to: string;
  readonly absenceProves: boolean;
}

const form = z.object({ named: z.string(), id: z.number(), before: z.string(), to: z.string() });
type Evidence = z.output<typeof form>;

export const reached = <Asked>({ named, id, read, to, absenceProves }: Reach<Asked>): BoundReconcileRule<Asked> => {
  /** A late write with another target cannot have caused this status. */
  const mayReach = ({ evidence, isBlind }: ConcurrentWrite): boolean =>
    isBlind === true || form.safeParse(evidence).data?.to === to;
  return reconcileRule<Asked, Evidence>({
    evidence: form,
    absenceProves,
    note: async (asked, look) => ({ named, id: id(asked), before: collated(await read(id(asked), look)), to }),
    async judge({ id: record, before }, look, others) {
      const now = collated(await read(record, look));
      const { earlier, later } = await others();
      // If the status was the same before, or another write came later, the status proves nothing.
      if (now === '' || before === collated(to) || isTouched(named, record, later)) return unclear;
      if (now === collated(to))
        return isTouched(named, record, earlier.filter(mayReach)) ? unclear : applied({ [named]: record });
      return now === before ? absent : unclear;
    },
  });
};
