/** Operations of unknown outcome that are in the way of doing the same to the same thing once more. */
import { unclear, type FreshRead, type Verdict } from '../../whmcs/reconcile/rule.ts';
import type { Entry, Step } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { judge } from './judge.ts';

/** @returns one of which a read does not prove that it has happened; null where none is in the way */
export async function conflictingOperation(
  journal: Journal,
  { command, subject }: Pick<Step, 'command' | 'subject'>,
  look: FreshRead,
): Promise<Entry | null> {
  if (subject === null) return null;
  for (const entry of await journal.unresolved())
    for (const step of entry.steps) {
      if (step.state !== 'unknown' || step.command !== command || step.subject !== subject) continue;
      const verdict = await judge(journal, entry.id, step, look).catch((): Verdict => unclear);
      if (verdict.is !== 'applied') return entry;
    }
  return null;
}
