/** Reconciles a write whose response was lost, while its caller waits. Only a read decides, and nothing is sent again. */
import { setTimeout } from 'node:timers/promises';
import type { Answer, WriteCommand } from '../../whmcs/command.ts';
import { decode } from '../../whmcs/wire/decode.ts';
import type { FreshRead, Ids, Verdict } from '../../whmcs/reconcile/rule.ts';
import { reportsBreakdown } from '../../whmcs/reconcile/refused-writes.ts';
import type { KnownBy } from '../entry.ts';
import type { Journal } from '../journal.ts';
import { absenceProves, judge } from './judge.ts';

/** The pause before each attempt: PHP continues after its caller has gone. */
const PAUSES_MS: readonly number[] = [0, 500, 1_500];

export interface Reconciling {
  readonly journal: Journal;
  /** The operation. Its last step is reconciled. */
  readonly id: string;
  readonly read: FreshRead;
  /** Aborts when the caller has gone or its time is over. */
  readonly signal: AbortSignal;
  readonly pausesMs?: readonly number[];
}

export interface Reconciled<C extends WriteCommand> {
  /** The response of WHMCS, as far as it can be read. */
  readonly answer: Answer<C>;
  readonly ids: Ids;
  readonly knownBy: KnownBy;
}

/** @returns null if no read proves that the write has happened; that does not prove that it has not */
export async function reconcileNow<C extends WriteCommand>(
  command: C,
  { journal, id, read, signal, pausesMs = PAUSES_MS }: Reconciling,
): Promise<Reconciled<C> | null> {
  const step = (await journal.at(id))?.steps.at(-1);
  if (step?.command !== command.name || 'never' in command.reconcile) return null;
  for (const pauseMs of pausesMs) {
    if (!(await pause(pauseMs, signal))) return null;
    const verdict = await judge(journal, id, step, read).catch((): Verdict | null => null);
    if (verdict?.is === 'applied') return reconciled(command, verdict);
    // An unclear verdict stays unclear for longer than a caller waits.
    if (verdict?.is === 'unclear') return null;
  }
  return null;
}

const reconciled = <C extends WriteCommand>(
  command: C,
  { ids, inferred }: Extract<Verdict, { is: 'applied' }>,
): Reconciled<C> => ({ answer: decode(command, ids, 200), ids, knownBy: inferred ? 'inference' : 'reading' });

/**
 * Reconciles a write that WHMCS refused in words that it may use after the write. WHMCS has ended by then, so one read decides. If PHP broke
 * down, an unchanged status does not prove that a server or a registrar did nothing.
 *
 * @param reason WHMCS's words
 * @returns null if the read proves neither
 */
export async function afterRefusal<C extends WriteCommand>(
  command: C,
  reason: string,
  { journal, id, read }: Pick<Reconciling, 'journal' | 'id' | 'read'>,
): Promise<Reconciled<C> | 'absent' | null> {
  const step = (await journal.at(id))?.steps.at(-1);
  if (!step) return null;
  const verdict = await judge(journal, id, step, read).catch(() => null);
  if (verdict?.is === 'applied') return reconciled(command, verdict);
  return verdict?.is === 'absent' && (absenceProves(step) || !reportsBreakdown(reason)) ? 'absent' : null;
}

/** @returns whether the caller still waits after the pause */
const pause = (ms: number, signal: AbortSignal): Promise<boolean> =>
  ms === 0 ? Promise.resolve(!signal.aborted) : setTimeout(ms, true, { signal }).catch(() => false);
