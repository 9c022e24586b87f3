/** What brings a thing to a status: the one before is noted, and compared with the one that is there now. */
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
  /** What the thing's number is called. */
  readonly named: string;
  readonly id: (asked: Asked) => number;
  /** The status now; null where there is none. */
  readonly read: (id: number, look: FreshRead) => Promise<string | null>;
  readonly to: string;
  readonly absenceProves: boolean;
}

const form = z.object({ named: z.string(), id: z.number(), before: z.string(), to: z.string() });
type Evidence = z.output<typeof form>;

export const reached = <Asked>({ named, id, read, to, absenceProves }: Reach<Asked>): BoundReconcileRule<Asked> => {
  /** What is late with another aim cannot have brought it there. */
  const mayReach = ({ evidence, isBlind }: ConcurrentWrite): boolean =>
    isBlind === true || form.safeParse(evidence).data?.to === to;
  return reconcileRule<Asked, Evidence>({
    evidence: form,
    absenceProves,
    note: async (asked, look) => ({ named, id: id(asked), before: collated(await read(id(asked), look)), to }),
    async judge({ id: thing, before }, look, others) {
      const now = collated(await read(thing, look));
      const { earlier, later } = await others();
      // Where it was so before, or somebody has gone on from there, the status tells nothing.
      if (now === '' || before === collated(to) || isTouched(named, thing, later)) return unclear;
      if (now === collated(to))
        return isTouched(named, thing, earlier.filter(mayReach)) ? unclear : applied({ [named]: thing });
      return now === before ? absent : unclear;
    },
  });
};
