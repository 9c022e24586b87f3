/** Operations of unknown outcome that prevent the same command for the same record. */
import { unclear, type FreshRead, type Verdict } from '../../whmcs/reconcile/rule.ts';
import type { Entry, Step } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { judge } from './judge.ts';

/** @returns an operation that a read does not prove to have happened; null if there is no conflict */
export async function conflictingOperation(
  journal: Journal,
  { command, subject }: Pick<Step, 'command' | 'subject'>,
  read: FreshRead,
): Promise<Entry | null> {
  if (subject === null) return null;
  for (const entry of await journal.unresolved())
    for (const step of entry.steps) {
      if (step.state !== 'unknown' || step.command !== command || step.subject !== subject) continue;
      const verdict = await judge(journal, entry.id, step, read).catch((): Verdict => unclear);
      if (verdict.is !== 'applied') return entry;
    }
  return null;
}
