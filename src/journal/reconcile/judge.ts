/** What reading tells of one step. */
import { unclear, type FreshRead, type Verdict } from '../../whmcs/reconcile/rule.ts';
import type { Step } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { concurrentWritesOf } from './concurrent.ts';
import { writeCommand } from './write-command.ts';

/** Whether two agreeing reads may prove that a step has not happened. */
export function absenceProves({ command }: Step): boolean {
  const rule = writeCommand(command)?.reconcile;
  return rule !== undefined && !('never' in rule) && rule.absenceProves;
}

/** @param id the operation of which `step` is part */
export async function judge(journal: Journal, id: string, step: Step, look: FreshRead): Promise<Verdict> {
  const rule = writeCommand(step.command)?.reconcile;
  if (!rule || 'never' in rule) return unclear;
  return rule.judge(step.evidence, look, () => concurrentWritesOf(journal, id, step));
}
