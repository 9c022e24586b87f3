/** What reading tells of one step. */
import type { WriteCommand } from '../whmcs/command.ts';
import { commands } from '../whmcs/commands/index.ts';
import { unclear, type Look, type Verdict } from '../whmcs/recognition.ts';
import type { Step } from './entry.ts';
import type { Journal } from './journal.ts';
import { othersOf } from './others.ts';

const writes: ReadonlyMap<string, WriteCommand> = new Map(
  Object.values(commands).flatMap((each) => (each.kind === 'write' ? [[each.name, each] as const] : [])),
);

/** The write by WHMCS's name of it; undefined where this release does not know it any more. */
export const writeNamed = (name: string): WriteCommand | undefined => writes.get(name);

/** Whether two agreeing reads may prove that a step has not happened. */
export function absenceProves({ command }: Step): boolean {
  const rule = writeNamed(command)?.recognised;
  return rule !== undefined && !('never' in rule) && rule.absenceProves;
}

/** @param id the operation of which `step` is part */
export async function judged(journal: Journal, id: string, step: Step, look: Look): Promise<Verdict> {
  const rule = writeNamed(step.command)?.recognised;
  if (!rule || 'never' in rule) return unclear;
  return rule.judge(step.evidence, look, othersOf(journal, id, step));
}
