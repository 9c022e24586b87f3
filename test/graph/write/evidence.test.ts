/** The evidence recorded before a command is sent, by which the write is recognised later. */
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { staff } from '../../../src/access/viewer.ts';
import { journalWriterOf } from '../../../src/graph/write/journal-writer.ts';
import { WriteSession } from '../../../src/graph/write/write-session.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import { GetClientsProducts, ModuleSuspend } from '../../../src/whmcs/commands/services.ts';
import { reconcileRule } from '../../../src/whmcs/reconcile/rule.ts';
import type { FaultKind } from '../../../src/simulator/index.ts';
import { claimOf } from '../../journal/support.ts';
import { upstreamOver } from '../../support/upstream.ts';
import { failureOf, rig } from '../../whmcs/rig.ts';

const Suspend = {
  ...ModuleSuspend,
  reconcile: reconcileRule<{ serviceid: number }, string>({
    evidence: z.string(),
    note: async ({ serviceid }, look) => (await look(GetClientsProducts, { serviceid })).products[0]?.status ?? 'none',
    judge: () => Promise.resolve({ is: 'unclear' }),
    absenceProves: false,
  }),
};

async function suspending() {
  const { simulator, client } = await rig();
  const journal = memoryJournal();
  const upstream = upstreamOver(client);
  const session = new WriteSession(upstream, () => undefined);
  onTestFinished(() => session.end());
  const { entry } = await journal.claim(claimOf(null));
  session.begin(journalWriterOf(journal, entry.id, staff('staff')));
  const steps = async () => (await journal.at(entry.id))?.steps;
  return { simulator, upstream, session, steps, suspend: () => session.write(Suspend, { serviceid: 1 }, 1) };
}

it('is read fresh, counted and recorded', async () => {
  const { simulator, session, steps, suspend } = await suspending();
  await suspend();
  expect(await steps()).toMatchObject([{ command: 'ModuleSuspend', owner: 1, state: 'done', evidence: 'Active' }]);
  expect(simulator.calls.byAction).toEqual({ GetClientsProducts: 1, ModuleSuspend: 1 });
  expect(session.price).toMatchObject({ calls: 2 });
});

it('is not read twice in an operation that has just read it', async () => {
  const { simulator, session, steps, suspend } = await suspending();
  await session.read(GetClientsProducts, { serviceid: 1 }, { notBefore: 'operation' });
  await suspend();
  expect(await steps()).toMatchObject([{ evidence: 'Active' }]);
  expect(simulator.calls.byAction).toEqual({ GetClientsProducts: 1, ModuleSuspend: 1 });
});

it('is read again if only another operation has read it', async () => {
  const { simulator, upstream, steps, suspend } = await suspending();
  simulator.fail({ kind: 'latency', latencyMs: 100, action: 'GetClientsProducts', times: 1 });
  const other = new WriteSession(upstream, () => undefined);
  onTestFinished(() => other.end());
  const before = other.read(GetClientsProducts, { serviceid: 1 });
  await expect.poll(() => simulator.calls.of('GetClientsProducts'), { interval: 2 }).toBe(1);
  await suspend();
  expect(await steps()).toMatchObject([{ evidence: 'Active' }]);
  expect(simulator.calls.of('GetClientsProducts')).toBe(2);
  await before;
});

it.each<[FaultKind, string]>([
  ['role', 'WHMCS denies the read'],
  ['json-error', 'WHMCS finds no such entity'],
])('is missing if (%s) %s, and the command is sent anyway', async (kind) => {
  const { simulator, steps, suspend } = await suspending();
  simulator.fail({ kind, action: 'GetClientsProducts' });
  await suspend();
  expect(await steps()).toMatchObject([{ evidence: null, state: 'done' }]);
});

it('is required if WHMCS is only unreachable: nothing is sent', async () => {
  const { simulator, steps, suspend } = await suspending();
  simulator.fail({ kind: 'reset-before', action: 'GetClientsProducts' });
  expect(await failureOf(suspend())).toMatchObject({ name: 'UnreachableError' });
  expect(await steps()).toEqual([]);
  expect(simulator.calls.of('ModuleSuspend')).toBe(0);
});
