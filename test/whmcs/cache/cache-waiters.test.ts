import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { answer, cacheOver, heldCache, invoice } from './cache-rig.ts';
import { asking, failureOf, rig } from '../rig.ts';

describe('a caller who leaves', () => {
  it('last aborts the flight', async () => {
    const held = await heldCache();
    const asks = [asking(), asking()];
    const failures = asks.map((ask) => failureOf(invoice(held, 1, ask)));
    const { hungUp } = await held.whmcs.next();
    for (const ask of asks) ask.leave(new Error('gone'));
    expect(await Promise.all(failures)).toMatchObject([{ message: 'gone' }, { message: 'gone' }]);
    await hungUp;
    await expect.poll(() => held.client.load.active).toBe(0);
  });

  it('last closes the connection to a WHMCS that hangs', async () => {
    const { simulator, client } = await rig({ maxConcurrency: 1 }, { workers: 1 });
    const kept = cacheOver(client);
    simulator.fail({ kind: 'hang', times: 1 });
    const ask = asking();
    const failure = failureOf(invoice(kept, 1001, ask));
    await expect.poll(() => simulator.calls.total, { interval: 2 }).toBe(1);
    ask.leave();
    await failure;
    // The one worker and the one slot are free again.
    await expect(invoice(kept, 1002)).resolves.toBeDefined();
  });

  it('gets its own error; the one who stays gets the answer', async () => {
    const held = await heldCache();
    const [first, second] = [asking(), asking()];
    const left = failureOf(invoice(held, 1, first));
    const stays = invoice(held, 1, second);
    const request = await held.whmcs.next();
    first.leave(new Error('gone'));
    expect(await left).toHaveProperty('message', 'gone');
    answer(request, 'Unpaid');
    expect(await stays).toHaveProperty('status', 'Unpaid');
    expect(await invoice(held, 1)).toHaveProperty('status', 'Unpaid');
    expect(held.whmcs.seen).toBe(1);
  });

  it('leaves a flight that nobody joins any more', async () => {
    const held = await heldCache();
    const ask = asking();
    const left = failureOf(invoice(held, 1, ask));
    await held.whmcs.next();
    ask.leave();
    // At once, before the aborted call has ended.
    const next = invoice(held, 1);
    await left;
    answer(await held.whmcs.next(), 'Paid');
    expect(await next).toHaveProperty('status', 'Paid');
    expect(await invoice(held, 1)).toHaveProperty('status', 'Paid');
    expect(held.whmcs.seen).toBe(2);
  });

  it('before the request sends none', async () => {
    const { simulator, client } = await rig();
    const ask = asking();
    ask.leave(new Error('gone'));
    expect(await failureOf(invoice(cacheOver(client), 1001, ask))).toHaveProperty('message', 'gone');
    expect(simulator.calls.total).toBe(0);
  });

  it('or stays leaves no listener behind', async () => {
    const held = await heldCache();
    const asks = [asking(), asking()];
    const told = Promise.all(asks.map((ask) => invoice(held, 1, ask)));
    const listeners = () => asks.map(({ signal }) => getEventListeners(signal, 'abort').length);
    const request = await held.whmcs.next();
    expect(listeners()).toEqual([1, 1]);
    answer(request, 'Unpaid');
    await told;
    await invoice(held, 1, asks[0]);
    expect(listeners()).toEqual([0, 0]);
  });
});
