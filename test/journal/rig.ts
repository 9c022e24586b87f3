/** A journal, a clock that stands still, and a WHMCS over a real socket: writes are lost, and looked for. */
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

export interface Desk extends Rig {
  readonly journal: Journal;
  readonly look: FreshRead;
  /** Both clocks move with `now`; the wall clock alone is `ahead` of it. */
  readonly clock: { now: number; ahead: number };
  /** Loses the answer of a write; its operation is unknown. */
  lose<C extends WriteCommand>(command: C, params: Params<C>, kind: FaultKind, mutation?: string): Promise<string>;
  /** Notes a write and does not send it, as where the process ended at that moment. */
  claim<C extends WriteCommand>(command: C, params: Params<C>, mutation?: string): Promise<string>;
  entry(id: string): Promise<Entry | undefined>;
  /** A reconciler as a new process would start it. */
  start(options?: Partial<Pick<ReconcilerOptions, 'journal' | 'report'>>): Reconciler;
  /** The writes that WHMCS has seen. */
  writes(): number;
}

const isWrite = (action: string): boolean =>
  Object.values(commands).some(({ kind, name }) => kind === 'write' && name.toLowerCase() === action.toLowerCase());

export async function desk(read: Reads): Promise<Desk> {
  const whmcs = await rig();
  const clock = { now: Date.UTC(2026, 0, 31), ahead: 0 };
  const journal = read(memoryJournal({ now: () => clock.now + clock.ahead, monotonic: () => clock.now }));
  const look: FreshRead = async (command, params) => (await whmcs.client.call(command, params, asking())).answer;

  const claim: Desk['claim'] = async (command, params, mutation = 'x') => {
    const claimed = { viewer: 'staff', mutation, key: null, isDerived: false, inputHash: '', requestId: 'r' };
    const { entry } = await journal.claim(claimed);
    const evidence = 'never' in command.reconcile ? null : await command.reconcile.note(params, look);
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
    look,
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
    entry: async (id) => journal.at(id),
    start: (options) =>
      reconciler({
        journal,
        look: () => look,
        quietMs: QUIET_MS,
        forMs: FOR_MS,
        report: () => undefined,
        now: () => clock.now,
        ...options,
      }),
    writes: () => whmcs.simulator.calls.entries.filter(({ action }) => isWrite(action)).length,
  };
}
