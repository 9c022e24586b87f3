/** The verdict on one step: whether a read of WHMCS shows its effect. */
import { unclear, type FreshRead, type Verdict } from '../../whmcs/reconcile/rule.ts';
import type { Step } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { concurrentWritesOf } from './concurrent.ts';
import { writeCommand } from './write-command.ts';

/** Whether two reads without an effect prove that the step has not happened. */
export function absenceProves({ command }: Step): boolean {
  const rule = writeCommand(command)?.reconcile;
  return rule !== undefined && !('never' in rule) && rule.absenceProves;
}

/** @param id the operation of `step` */
export async function judge(journal: Journal, id: string, step: Step, read: FreshRead): Promise<Verdict> {
  const rule = writeCommand(step.command)?.reconcile;
  if (!rule || 'never' in rule) return unclear;
  return rule.judge(step.evidence, read, () => concurrentWritesOf(journal, id, step));
}
