/** What is not kept in memory as long as nobody knows whether an operation has happened. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { holdCache } from '../../src/journal/hold-cache.ts';
import type { Ending, Journal } from '../../src/journal/journal.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import type { Tag } from '../../src/whmcs/cache/tags.ts';
import { startTestGateway } from '../support/gateway.ts';
import { reads } from './late-reads.ts';
import { sending } from './support.ts';

const MOST_MS = 60_000;
const services = ['services', 'services:7'];
const done: Ending = { state: 'done', outcome: null, knownBy: 'reading' };

/** A journal over a memory that tells what it may not keep. */
async function held(journal: Journal) {
  const under: (readonly Tag[])[] = [];
  const hold = (tags: readonly Tag[]) => {
    under.push(tags);
    return () => void under.splice(under.indexOf(tags), 1);
  };
  const stale: Tag[] = [];
  const invalidate = (tags: readonly Tag[]) => void stale.push(...tags);
  return { under, stale, journal: await holdCache(journal, { cache: { hold, invalidate }, mostMs: MOST_MS }) };
}

async function lost(journal: Journal): Promise<string> {
  const id = await sending(journal, null);
  await journal.sent(id, 'unknown');
  await journal.end(id, { state: 'unknown' });
  return id;
}

describe.each(reads)('a journal that %s', (_reads, read) => {
  it('is what the lost command makes stale, until reading or staff have told', async () => {
    const { under, journal } = await held(read(memoryJournal()));
    const [one, two] = [await lost(journal), await lost(journal)];
    expect(under).toEqual([services, services]);
    await journal.end(one, done);
    expect(under).toEqual([services]);
    await journal.end(two, { state: 'refused', refusal: { name: 'x', message: 'x', details: null }, knownBy: 'staff' });
    expect(under).toEqual([]);
  });

  it('is held at once, whenever the journal answers', async () => {
    const { under, journal } = await held(read(memoryJournal()));
    const id = await sending(journal, null);
    const written = journal.sent(id, 'unknown');
    expect(under).toEqual([services]);
    await written;
  });

  it('is nothing where the answer came', async () => {
    const { under, journal } = await held(read(memoryJournal()));
    const id = await sending(journal, null);
    await journal.sent(id, 'done', {});
    await journal.end(id, { ...done, knownBy: 'answer' });
    expect(under).toEqual([]);
  });

  it('is the same after a restart', async () => {
    const before = read(memoryJournal());
    const id = await lost(before);
    const { under, journal } = await held(before);
    expect(under).toEqual([services]);
    await journal.end(id, done);
    expect(under).toEqual([]);
  });

  it('is kept again at last, although nobody has told, and stale as soon as somebody tells', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { under, stale, journal } = await held(read(memoryJournal()));
    const id = await lost(journal);
    vi.advanceTimersByTime(MOST_MS);
    expect([under, stale]).toEqual([[], []]);
    await journal.end(id, done);
    expect([under, stale]).toEqual([[], services]);
  });
});

it('is asked for each time, of WHMCS, and once after staff have told', async () => {
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
