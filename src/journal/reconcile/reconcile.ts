/** A write whose answer was lost, looked for while its caller still waits: only what a read proves is told, and nothing is sent. */
import { setTimeout } from 'node:timers/promises';
import type { Answer, WriteCommand } from '../../whmcs/command.ts';
import { decode } from '../../whmcs/wire/decode.ts';
import type { Ids, FreshRead, Verdict } from '../../whmcs/reconcile/rule.ts';
import { reportsBreakdown } from '../../whmcs/reconcile/refused-writes.ts';
import type { KnownBy } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { absenceProves, judge } from './judge.ts';

/** Before each look: PHP goes on working after its caller has gone. */
const PAUSES_MS: readonly number[] = [0, 500, 1_500];

export interface Reconciling {
  readonly journal: Journal;
  /** The operation, whose last step it is. */
  readonly id: string;
  readonly look: FreshRead;
  /** Aborts when nobody waits any more. */
  readonly signal: AbortSignal;
  readonly pausesMs?: readonly number[];
}

export interface Reconciled<C extends WriteCommand> {
  /** What WHMCS would have answered, as far as it can be read. */
  readonly answer: Answer<C>;
  readonly ids: Ids;
  readonly knownBy: KnownBy;
}

/** @returns null where no look has proved that it happened; that proves nothing */
export async function reconcileNow<C extends WriteCommand>(
  command: C,
  { journal, id, look, signal, pausesMs = PAUSES_MS }: Reconciling,
): Promise<Reconciled<C> | null> {
  const step = (await journal.at(id))?.steps.at(-1);
  if (step?.command !== command.name || 'never' in command.reconcile) return null;
  for (const pauseMs of pausesMs) {
    if (!(await passed(pauseMs, signal))) return null;
    const verdict = await judge(journal, id, step, look).catch((): Verdict | null => null);
    if (verdict?.is === 'applied') return answerOf(command, verdict);
    // What is not clear at once takes longer than somebody would wait.
    if (verdict?.is === 'unclear') return null;
  }
  return null;
}

const answerOf = <C extends WriteCommand>(
  command: C,
  { ids, inferred }: Extract<Verdict, { is: 'applied' }>,
): Reconciled<C> => ({ answer: decode(command, ids, 200), ids, knownBy: inferred ? 'inference' : 'reading' });

/**
 * What has happened of a write that WHMCS refused in words that may come after the act: one look tells, as WHMCS has ended by then. Where
 * PHP broke off, a status that has not moved proves nothing of what a server or registrar did.
 *
 * @param reason the words of the refusal
 * @returns null where no look proves either
 */
export async function afterRefusal<C extends WriteCommand>(
  command: C,
  reason: string,
  { journal, id, look }: Pick<Reconciling, 'journal' | 'id' | 'look'>,
): Promise<Reconciled<C> | 'absent' | null> {
  const step = (await journal.at(id))?.steps.at(-1);
  if (!step) return null;
  const verdict = await judge(journal, id, step, look).catch(() => null);
  if (verdict?.is === 'applied') return answerOf(command, verdict);
  return verdict?.is === 'absent' && (absenceProves(step) || !reportsBreakdown(reason)) ? 'absent' : null;
}

/** Whether there is still time after the pause. */
const passed = (ms: number, signal: AbortSignal): Promise<boolean> =>
  ms === 0 ? Promise.resolve(!signal.aborted) : setTimeout(ms, true, { signal }).catch(() => false);
