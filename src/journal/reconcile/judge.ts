/** What reading tells of one step. */
import { unclear, type Look, type Verdict } from '../../whmcs/reconcile/rule.ts';
import type { Step } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { othersOf } from './concurrent.ts';
import { writeNamed } from './write-command.ts';

/** Whether two agreeing reads may prove that a step has not happened. */
export function absenceProves({ command }: Step): boolean {
  const rule = writeNamed(command)?.recognised;
  return rule !== undefined && !('never' in rule) && rule.absenceProves;
}

/** @param id the operation of which `step` is part */
export async function judged(journal: Journal, id: string, step: Step, look: Look): Promise<Verdict> {
  const rule = writeNamed(step.command)?.recognised;
  if (!rule || 'never' in rule) return unclear;
  return rule.judge(step.evidence, look, () => othersOf(journal, id, step));
}
