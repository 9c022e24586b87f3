import { describe, expect, it } from 'vitest';
import { agedClients, client, clientAtHand, quiet } from './cache-rig.ts';
import { asking } from '../rig.ts';

describe('recovery of WHMCS', () => {
  it('is probed by one call a second, for any number of callers', async () => {
    const kept = await agedClients();
    kept.simulator.fail({ kind: 'reset-before' });
    await client(kept, 1);
    for (const calls of [2, 3, 4]) {
      for (let round = 0; round < 20; round++) {
        for (const clientid of [1, 2, 3]) expect(clientAtHand(kept, clientid)).toBeDefined();
        await quiet(kept);
      }
      expect(kept.simulator.calls.total).toBe(calls);
      kept.pass(1);
    }
  });

  it('is probed by one call at a time while WHMCS hangs', async () => {
    const kept = await agedClients({ patienceMs: 20 });
    kept.simulator.fail({ kind: 'hang' });
    await client(kept, 1);
    for (let second = 0; second < 5; second++) {
      for (const clientid of [1, 2, 3]) expect(clientAtHand(kept, clientid)).toBeDefined();
      kept.pass(1);
    }
    await expect.poll(() => kept.simulator.calls.total, { interval: 2 }).toBe(2);
  });

  it('is found by the first caller, who gets a stale answer; later ones get fresh answers', async () => {
    const kept = await agedClients();
    kept.simulator.fail({ kind: 'html-503' });
    await client(kept, 1);
    clientAtHand(kept, 1);
    await quiet(kept);
    kept.simulator.heal();
    kept.pass(1);
    const [first, second, other] = [asking(), asking(), asking()];
    await client(kept, 1, first);
    expect(first.ages).toEqual([61_000]);
    await quiet(kept);
    await client(kept, 1, second);
    await client(kept, 2, other);
    expect([second.ages, second.sent, other.ages]).toEqual([[], [], []]);
  });
});
