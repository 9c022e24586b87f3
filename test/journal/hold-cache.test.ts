/** The cache entries that are held back while the outcome of an operation is unknown. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { holdCache } from '../../src/journal/hold-cache.ts';
import type { Ending, Journal } from '../../src/journal/journal.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import type { Tag } from '../../src/whmcs/cache/tags.ts';
import { startTestGateway } from '../support/gateway.ts';
import { ways } from './late-reads.ts';
import { sending } from './support.ts';

const MOST_MS = 60_000;
const services = ['services', 'services:7'];
const done: Ending = { state: 'done', outcome: null, knownBy: 'reading' };

/** A journal with a cache that records which tags are held. */
async function held(journal: Journal) {
  const holds: (readonly Tag[])[] = [];
  const hold = (tags: readonly Tag[]) => {
    holds.push(tags);
    return () => void holds.splice(holds.indexOf(tags), 1);
  };
  const stale: Tag[] = [];
  const invalidate = (tags: readonly Tag[]) => void stale.push(...tags);
  return { holds, stale, journal: await holdCache(journal, { cache: { hold, invalidate }, mostMs: MOST_MS }) };
}

async function lost(journal: Journal): Promise<string> {
  const id = await sending(journal, null);
  await journal.sent(id, 'unknown');
  await journal.end(id, { state: 'unknown' });
  return id;
}

describe.each(ways)('a journal that %s', (_name, reads) => {
  it('holds what a lost command makes stale until the outcome is known', async () => {
    const { holds, journal } = await held(reads(memoryJournal()));
    const [one, two] = [await lost(journal), await lost(journal)];
    expect(holds).toEqual([services, services]);
    await journal.end(one, done);
    expect(holds).toEqual([services]);
    await journal.end(two, { state: 'refused', refusal: { name: 'x', message: 'x', details: null }, knownBy: 'staff' });
    expect(holds).toEqual([]);
  });

  it('holds it at once, before the journal answers', async () => {
    const { holds, journal } = await held(reads(memoryJournal()));
    const id = await sending(journal, null);
    const written = journal.sent(id, 'unknown');
    expect(holds).toEqual([services]);
    await written;
  });

  it('holds nothing after a response', async () => {
    const { holds, journal } = await held(reads(memoryJournal()));
    const id = await sending(journal, null);
    await journal.sent(id, 'done', {});
    await journal.end(id, { ...done, knownBy: 'answer' });
    expect(holds).toEqual([]);
  });

  it('holds the same after a restart', async () => {
    const before = reads(memoryJournal());
    const id = await lost(before);
    const { holds, journal } = await held(before);
    expect(holds).toEqual([services]);
    await journal.end(id, done);
    expect(holds).toEqual([]);
  });

  it('stops holding after the configured time, and invalidates when the outcome is recorded', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { holds, stale, journal } = await held(reads(memoryJournal()));
    const id = await lost(journal);
    vi.advanceTimersByTime(MOST_MS);
    expect([holds, stale]).toEqual([[], []]);
    await journal.end(id, done);
    expect([holds, stale]).toEqual([[], services]);
  });
});

it('reads a held record from WHMCS each time, and once after staff have recorded the outcome', async () => {
  const at = await startTestGateway({ simulator: { clients: 4 } });
  onTestFinished(() => at.close());
  at.simulator.fail({ kind: 'reset-before', action: 'ModuleSuspend', times: 1 });
  const { data } = await at.execute<{ serviceSuspend: { operationId: string } }>(
    'mutation { serviceSuspend(input: { serviceId: "3" }) { ... on UnknownOutcomeError { operationId } } }',
  );
  const calls = async () => (await at.execute('{ service(id: "3") { status } }')).calls.length;
  expect([await calls(), await calls()]).toEqual([1, 1]);
  const unresolved = async () =>
    /^gateway_unresolved_operations (\d)$/m.exec(await (await at.fetch('/metrics')).text())?.[1];
  expect(await unresolved()).toBe('1');
  const { operationId } = data.serviceSuspend;
  await at.execute(`mutation { operationResolve(input: { id: "${operationId}", verdict: APPLIED }) { __typename } }`);
  expect(await unresolved()).toBe('0');
  expect([await calls(), await calls()]).toEqual([1, 0]);
});
