/** Reconciling a write whose response was lost, while its caller waits. */
import { describe, expect, test } from 'vitest';
import { reconcileNow } from '../../../src/journal/reconcile/reconcile.ts';
import { AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { ModuleSuspend, ModuleUnsuspend } from '../../../src/whmcs/commands/services.ts';
import { setUp, type Setup } from '../rig.ts';
import { ways } from '../late-reads.ts';

const order = { clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] };
const never = new AbortController().signal;
const waiting = ({ journal, read }: Setup, id: string, pausesMs = [0, 0]) => ({
  journal,
  read,
  id,
  pausesMs,
  signal: never,
});

describe.each(ways)('a journal that %s', (_name, reads) => {
  test.each(['reset-after', 'html-500-after', 'truncated'] as const)(
    '%s: returns the response of WHMCS',
    async (kind) => {
      const setup = await setUp(reads);
      const id = await setup.lose(AddOrder, order, kind);
      const found = await reconcileNow(AddOrder, waiting(setup, id));
      const made = setup.simulator.world.orders.of(1).toSorted((a, b) => b.id - a.id)[0];
      expect(found?.knownBy).toBe('inference');
      expect(found?.answer).toMatchObject({
        orderid: made?.id,
        serviceids: made?.lines.map(({ relid }) => relid),
        invoiceid: made?.invoiceid,
      });
      expect(setup.writes()).toBe(1);
    },
  );

  test('reads several times, because PHP may still be working', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, { serviceid: 3 }, 'reset-before');
    let attempts = 0;
    const found = await reconcileNow(ModuleSuspend, {
      ...waiting(setup, id, [0, 0, 0]),
      read(command, params) {
        const service = setup.simulator.world.services.get(3);
        if (++attempts === 3 && service) service.status = 'Suspended';
        return setup.read(command, params);
      },
    });
    expect(found).toMatchObject({ answer: {}, ids: { serviceid: 3 }, knownBy: 'reading' });
  });

  test('returns null if there is no effect yet', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, { serviceid: 3 }, 'reset-before');
    setup.simulator.calls.reset();
    expect(await reconcileNow(ModuleSuspend, waiting(setup, id))).toBeNull();
    expect(setup.simulator.calls.of('GetClientsProducts')).toBe(2);
    expect(setup.writes()).toBe(0);
  });

  test('does not read again after an unclear verdict', async () => {
    const setup = await setUp(reads);
    const service = setup.simulator.world.services.get(3);
    if (service) service.status = 'Active';
    const id = await setup.lose(ModuleUnsuspend, { serviceid: 3 }, 'reset-after');
    setup.simulator.calls.reset();
    expect(await reconcileNow(ModuleUnsuspend, waiting(setup, id))).toBeNull();
    expect(setup.simulator.calls.entries).toHaveLength(1);
  });

  test('returns null if WHMCS cannot be read or the caller has gone', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, { serviceid: 3 }, 'reset-after');
    setup.simulator.fail({ action: 'GetClientsProducts', kind: 'json-error', message: 'Not now' });
    expect(await reconcileNow(ModuleSuspend, waiting(setup, id))).toBeNull();
    setup.simulator.heal();
    expect(await reconcileNow(ModuleSuspend, { ...waiting(setup, id), signal: AbortSignal.abort() })).toBeNull();
    expect(await reconcileNow(ModuleSuspend, waiting(setup, id))).not.toBeNull();
  });

  test('ends the pause when the caller goes away', async () => {
    const setup = await setUp(reads);
    const id = await setup.lose(ModuleSuspend, { serviceid: 3 }, 'reset-before');
    const caller = new AbortController();
    const found = reconcileNow(ModuleSuspend, { ...waiting(setup, id, [0, 3_600_000]), signal: caller.signal });
    await expect.poll(() => setup.simulator.calls.of('GetClientsProducts'), { interval: 2 }).toBe(2);
    caller.abort(new Error('gone'));
    expect(await found).toBeNull();
  });
});
