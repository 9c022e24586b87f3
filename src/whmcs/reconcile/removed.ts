/** Deletions: the record existed before, and a read shows that it does not exist any more. */
import { z } from 'zod';
import { absent, applied, reconcileRule, unclear, type BoundReconcileRule, type FreshRead } from './rule.ts';
import { isTouched } from './updated.ts';

interface Removal<Asked> {
  /** What the evidence calls the record's id. */
  readonly named: string;
  readonly id: (asked: Asked) => number;
  /** What is needed beside the id to read the record, such as the client in whose list it stands. */
  readonly scope?: (asked: Asked, owner: number | null) => number | null;
  /** Whether the record exists. The same read decides before and after, so that a row that it misses proves nothing. */
  readonly exists: (id: number, look: FreshRead, scope: number | null) => Promise<boolean>;
  /** As in ReconcileRule; true unless said. */
  readonly absenceProves?: boolean | undefined;
}

const form = z.object({
  named: z.string(),
  id: z.number(),
  scope: z.number().nullable().default(null),
  existed: z.boolean(),
});

export const removed = <Asked>({
  named,
  id,
  scope: scopeOf = () => null,
  exists,
  absenceProves = true,
}: Removal<Asked>): BoundReconcileRule<Asked> =>
  reconcileRule<Asked, z.output<typeof form>>({
    evidence: form,
    absenceProves,
    async note(asked, look, owner) {
      const scope = scopeOf(asked, owner);
      return { named, id: id(asked), scope, existed: await exists(id(asked), look, scope) };
    },
    async judge({ id: record, scope, existed }, look, others) {
      if (await exists(record, look, scope)) return absent;
      const { earlier, later } = await others();
      // Another operation may have deleted it.
      if (!existed || isTouched(named, record, [...earlier, ...later])) return unclear;
      return applied({ [named]: record });
    },
  });
