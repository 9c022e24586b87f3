/** A lost write while its caller still waits. */
import { describe, expect, test } from 'vitest';
import { reconcileNow } from '../../../src/journal/reconcile/reconcile.ts';
import { AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { ModuleSuspend, ModuleUnsuspend } from '../../../src/whmcs/commands/services.ts';
import { desk, type Desk } from '../rig.ts';
import { reads } from '../late-reads.ts';

const order = { clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] };
const never = new AbortController().signal;
const waiting = ({ journal, look }: Desk, id: string, pausesMs = [0, 0]) => ({
  journal,
  look,
  id,
  pausesMs,
  signal: never,
});

describe.each(reads)('a journal that %s', (_reads, read) => {
  test.each(['reset-after', 'html-500-after', 'truncated'] as const)(
    '%s: what WHMCS would have answered',
    async (kind) => {
      const at = await desk(read);
      const id = await at.lose(AddOrder, order, kind);
      const found = await reconcileNow(AddOrder, waiting(at, id));
      const made = at.simulator.world.orders.of(1).toSorted((a, b) => b.id - a.id)[0];
      expect(found?.knownBy).toBe('inference');
      expect(found?.answer).toMatchObject({
        orderid: made?.id,
        serviceids: made?.lines.map(({ relid }) => relid),
        invoiceid: made?.invoiceid,
      });
      expect(at.writes()).toBe(1);
    },
  );

  test('PHP that goes on working is given a few looks', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, { serviceid: 3 }, 'reset-before');
    let looks = 0;
    const found = await reconcileNow(ModuleSuspend, {
      ...waiting(at, id, [0, 0, 0]),
      look(command, params) {
        const service = at.simulator.world.services.get(3);
        if (++looks === 3 && service) service.status = 'Suspended';
        return at.look(command, params);
      },
    });
    expect(found).toMatchObject({ answer: {}, ids: { serviceid: 3 }, knownBy: 'reading' });
  });

  test('what is not there proves nothing', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, { serviceid: 3 }, 'reset-before');
    at.simulator.calls.reset();
    expect(await reconcileNow(ModuleSuspend, waiting(at, id))).toBeNull();
    expect(at.simulator.calls.of('GetClientsProducts')).toBe(2);
    expect(at.writes()).toBe(0);
  });

  test('what is unclear is not looked at again', async () => {
    const at = await desk(read);
    const service = at.simulator.world.services.get(3);
    if (service) service.status = 'Active';
    const id = await at.lose(ModuleUnsuspend, { serviceid: 3 }, 'reset-after');
    at.simulator.calls.reset();
    expect(await reconcileNow(ModuleUnsuspend, waiting(at, id))).toBeNull();
    expect(at.simulator.calls.entries).toHaveLength(1);
  });

  test('where WHMCS cannot be read, or nobody waits, it stays unknown', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, { serviceid: 3 }, 'reset-after');
    at.simulator.fail({ action: 'GetClientsProducts', kind: 'json-error', message: 'Not now' });
    expect(await reconcileNow(ModuleSuspend, waiting(at, id))).toBeNull();
    at.simulator.heal();
    expect(await reconcileNow(ModuleSuspend, { ...waiting(at, id), signal: AbortSignal.abort() })).toBeNull();
    expect(await reconcileNow(ModuleSuspend, waiting(at, id))).not.toBeNull();
  });

  test('a caller who goes away ends the pause', async () => {
    const at = await desk(read);
    const id = await at.lose(ModuleSuspend, { serviceid: 3 }, 'reset-before');
    const caller = new AbortController();
    const found = reconcileNow(ModuleSuspend, { ...waiting(at, id, [0, 3_600_000]), signal: caller.signal });
    await expect.poll(() => at.simulator.calls.of('GetClientsProducts'), { interval: 2 }).toBe(2);
    caller.abort(new Error('gone'));
    expect(await found).toBeNull();
  });
});
