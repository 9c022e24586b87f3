/** The calls of an operation: how they are counted, shared, and invalidated by a write. */
import { questionOf } from '../../../src/whmcs/cache/question.ts';
import { describe, expect, it, vi } from 'vitest';
import type { Session } from '../../../src/graph/read/session.ts';
import { GetClientsDetails } from '../../../src/whmcs/commands/clients.ts';
import { GetInvoice } from '../../../src/whmcs/commands/invoices.ts';
import { GetCurrencies, WhmcsDetails } from '../../../src/whmcs/commands/system.ts';
import { clientOf, failureOf, heldWhmcs, rig, type HeldWhmcs } from '../../whmcs/rig.ts';
import { details, host, nameOf, operationsOver, rename } from './session-rig.ts';

describe('the price of an operation', () => {
  it('counts what WHMCS saw, retries and writes included', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { simulator, operation } = await host({}, { latencyMs: 5 });
    simulator.fail({ action: 'GetCurrencies', kind: 'html-503', times: 2 });
    const session = operation();
    await Promise.all([session.read(GetCurrencies, {}), details(session), details(session)]);
    await rename(session, 'Grace');
    await details(session);
    await failureOf(session.read(GetInvoice, { invoiceid: 999_999 }));
    const { byAction, total } = simulator.calls;
    expect(session.price).toMatchObject({ calls: total, byCommand: byAction, cacheHits: 0, stale: [] });
    expect(byAction).toEqual({ GetCurrencies: 3, GetClientsDetails: 2, UpdateClient: 1, GetInvoice: 1 });
  });

  it('counts cache hits, and nothing twice', async () => {
    const { simulator, operation } = await host();
    const first = operation();
    await details(first);
    const second = operation();
    await details(second);
    await details(second);
    expect(first.price).toMatchObject({ calls: 1, cacheHits: 0 });
    expect(second.price).toMatchObject({ calls: 0, byCommand: {}, cacheHits: 1 });
    expect(simulator.calls.total).toBe(1);
  });

  it('is charged to the first of several operations that wait', async () => {
    const { simulator, operation } = await host({}, { latencyMs: 20 });
    const [first, second] = [operation(), operation()];
    await Promise.all([details(first), details(second)]);
    expect([first.price.calls, second.price.calls]).toEqual([1, 0]);
    expect(simulator.calls.total).toBe(1);
  });

  it('counts the time with at least one pending call, not the sum', async () => {
    const { operation } = await host({}, { latencyMs: 60 });
    const session = operation();
    const startedAt = performance.now();
    await Promise.all([details(session), session.read(GetCurrencies, {}), session.read(WhmcsDetails, {})]);
    const passed = performance.now() - startedAt;
    expect(session.price.waitedMs).toBeGreaterThanOrEqual(59);
    expect(session.price.waitedMs).toBeLessThanOrEqual(Math.ceil(passed));
    const before = session.price.waitedMs;
    await details(session);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(session.price.waitedMs).toBe(before);
  });
});

describe('within an operation', () => {
  it('sends equal calls once, even without a shared cache', async () => {
    const { simulator, client } = await rig();
    const session = operationsOver(client, false).operation();
    const answers = await Promise.all([details(session), details(session)]);
    expect(await details(session)).toBe(answers[0]);
    expect(answers[1]).toBe(answers[0]);
    expect(simulator.calls.total).toBe(1);
    await details(operationsOver(client, false).operation());
    expect(simulator.calls.total).toBe(2);
  });

  it('reads everything afresh after a write', async () => {
    const { simulator, operation } = await host();
    const onWrite = vi.fn<() => void>();
    const session = operation({ onWrite });
    const before = await nameOf(session);
    expect(before).not.toBe('Grace');
    await rename(session, 'Grace');
    expect(onWrite).toHaveBeenCalledTimes(1);
    expect(await nameOf(session)).toBe('Grace');
    expect(simulator.calls.of('GetClientsDetails')).toBe(2);
  });

  it('reads everything afresh after a write that was refused or whose answer was lost', async () => {
    const { simulator, operation } = await host();
    const onWrite = vi.fn<() => void>();
    for (const [index, kind] of (['json-error', 'reset-after'] as const).entries()) {
      const session = operation({ onWrite });
      await details(session);
      simulator.fail({ action: 'UpdateClient', kind, times: 1 });
      await failureOf(rename(session, 'Grace'));
      expect(onWrite).toHaveBeenCalledTimes(index + 1);
      const before = simulator.calls.of('GetClientsDetails');
      await details(session);
      expect(simulator.calls.of('GetClientsDetails')).toBe(before + 1);
    }
  });

  it('peeks at cached answers without a call', async () => {
    const { simulator, operation } = await host();
    expect(operation().peek(questionOf(GetClientsDetails, { clientid: 1 }))).toBeUndefined();
    const told = await details(operation());
    expect(operation().peek(questionOf(GetClientsDetails, { clientid: 1 }))).toEqual(told);
    expect(simulator.calls.total).toBe(1);
  });
});

describe('a write and the reads of other operations', () => {
  const name = (firstname: string) => ({ client: { id: 1, firstname } });

  /** Not the request that the write sends first, which would join this one in flight. */
  const nameBesideStats = async (session: Session) =>
    (await session.read(GetClientsDetails, { clientid: 1, stats: true })).client.firstname;

  /** The write itself; before it is sent, the client is read, so that the write can be recognised later. */
  async function writeTo(whmcs: HeldWhmcs) {
    const read = await whmcs.next();
    expect(read.form.get('action')).toBe('GetClientsDetails');
    read.answer(name('Ada'));
    const write = await whmcs.next();
    expect(write.form.get('action')).toBe('UpdateClient');
    return write;
  }

  it('discards reads that were sent before the write ended', async () => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    const before = nameBesideStats(operation());
    const readBefore = await whmcs.next();
    const writing = rename(operation(), 'Grace');
    const write = await writeTo(whmcs);
    const during = nameBesideStats(operation());
    const readDuring = await whmcs.next();

    readBefore.answer(name('Ada'));
    expect(await before).toBe('Ada');
    readDuring.answer(name('Ada'));
    expect(await during).toBe('Ada');
    // Not stored: an answer given during the write may no longer be true.
    const again = nameBesideStats(operation());
    (await whmcs.next()).answer(name('Ada'));
    expect(await again).toBe('Ada');
    write.answer({ clientid: 1 });
    await writing;

    const after = nameBesideStats(operation());
    (await whmcs.next()).answer(name('Grace'));
    expect(await after).toBe('Grace');
    expect(whmcs.seen).toBe(6);
  });

  it('shares no slow read that started before the write and ended after it', async () => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    const before = nameBesideStats(operation());
    const slow = await whmcs.next();
    const writing = rename(operation(), 'Grace');
    (await writeTo(whmcs)).answer({ clientid: 1 });
    await writing;
    const after = nameBesideStats(operation());
    const fresh = await whmcs.next();
    slow.answer(name('Ada'));
    expect(await before).toBe('Ada');
    fresh.answer(name('Grace'));
    expect(await after).toBe('Grace');
    expect(await nameBesideStats(operation())).toBe('Grace');
    expect(whmcs.seen).toBe(4);
  });
});
