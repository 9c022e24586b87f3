/** A journal, a clock that the test sets, and a simulated WHMCS over a real socket, for writes whose response is lost. */
import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { reconciler, type Reconciler, type ReconcilerOptions } from '../../src/journal/reconcile/reconciler.ts';
import type { FaultKind } from '../../src/simulator/index.ts';
import type { Params, WriteCommand } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import type { FreshRead } from '../../src/whmcs/reconcile/rule.ts';
import type { Reads } from './late-reads.ts';
import { asking, failureOf, rig, type Rig } from '../whmcs/rig.ts';

export const QUIET_MS = 15 * 60_000;
export const FOR_MS = 24 * 60 * 60_000;

export interface Setup extends Rig {
  readonly journal: Journal;
  readonly read: FreshRead;
  /** Both clocks follow `now`; only the wall clock is `ahead` of it. */
  readonly clock: { now: number; ahead: number };
  /** Sends a write and loses its response, so that the outcome is unknown. */
  lose<C extends WriteCommand>(command: C, params: Params<C>, kind: FaultKind, mutation?: string): Promise<string>;
  /** Records a write and does not send it, as if the process had ended at that moment. */
  claim<C extends WriteCommand>(command: C, params: Params<C>, mutation?: string): Promise<string>;
  entryOf(id: string): Promise<Entry | undefined>;
  /** Starts a reconciler as a new process does. */
  start(options?: Partial<Pick<ReconcilerOptions, 'journal' | 'report'>>): Reconciler;
  /** The number of writes that WHMCS has received. */
  writes(): number;
}

const isWrite = (action: string): boolean =>
  Object.values(commands).some(({ kind, name }) => kind === 'write' && name.toLowerCase() === action.toLowerCase());

export async function setUp(reads: Reads): Promise<Setup> {
  const whmcs = await rig();
  const clock = { now: Date.UTC(2026, 0, 31), ahead: 0 };
  const journal = reads(memoryJournal({ now: () => clock.now + clock.ahead, monotonic: () => clock.now }));
  const read: FreshRead = async (command, params) => (await whmcs.client.call(command, params, asking())).answer;

  const claim: Setup['claim'] = async (command, params, mutation = 'x') => {
    const claimed = { viewer: 'staff', mutation, key: null, isDerived: false, inputHash: '', requestId: 'r' };
    const { entry } = await journal.claim(claimed);
    const evidence = 'never' in command.reconcile ? null : await command.reconcile.note(params, read);
    await journal.sending(entry.id, {
      command: command.name,
      owner: 1,
      subject: command.once?.(params) ?? null,
      evidence,
    });
    return entry.id;
  };

  return {
    ...whmcs,
    journal,
    read,
    clock,
    claim,
    async lose(command, params, kind, mutation) {
      const id = await claim(command, params, mutation);
      whmcs.simulator.fail({ action: command.name, kind, times: 1 });
      await failureOf(whmcs.client.call(command, params, asking()));
      await journal.sent(id, 'unknown');
      await journal.end(id, { state: 'unknown' });
      return id;
    },
    entryOf: async (id) => journal.at(id),
    start: (options) =>
      reconciler({
        journal,
        read: () => read,
        quietMs: QUIET_MS,
        forMs: FOR_MS,
        report: () => undefined,
        now: () => clock.now,
        ...options,
      }),
    writes: () => whmcs.simulator.calls.entries.filter(({ action }) => isWrite(action)).length,
  };
}
