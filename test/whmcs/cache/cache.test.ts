import { questionOf } from '../../../src/whmcs/cache/question.ts';
import { describe, expect, it } from 'vitest';
import { GetInvoice, GetInvoices } from '../../../src/whmcs/commands/invoices.ts';
import { GetCurrencies } from '../../../src/whmcs/commands/system.ts';
import { owned } from '../../../src/whmcs/cache/tags.ts';
import { staleTags } from '../../../src/whmcs/changes/change.ts';
import { answer, cacheOver, heldCache, invoice, ofClient5 } from './cache-rig.ts';
import { asking, failureOf, rig } from '../rig.ts';

describe('equal requests', () => {
  it('at once are one call, counted once', async () => {
    const held = await heldCache();
    const asks = [asking(), asking(), asking()];
    const answers = Promise.all(asks.map((ask) => invoice(held, 1, ask)));
    answer(await held.whmcs.next(), 'Unpaid');
    const [first, second, third] = await answers;
    expect(first).toMatchObject({ status: 'Unpaid', userid: 5 });
    expect([second, third]).toEqual([first, first]);
    expect(held.whmcs.seen).toBe(1);
    expect(asks.map(({ sent }) => sent.length)).toEqual([1, 0, 0]);
    expect(asks.map(({ hits }) => hits)).toEqual([0, 0, 0]);
  });

  it('later are answered from the cache, and reported as hits', async () => {
    const { simulator, client } = await rig();
    const kept = cacheOver(client);
    const [first, second] = [asking(), asking()];
    const { status } = await invoice(kept, 1001, first);
    expect(await invoice(kept, 1001, second)).toHaveProperty('status', status);
    expect([first.sent.length, first.hits, second.sent.length, second.hits]).toEqual([1, 0, 0, 1]);
    expect(simulator.calls.total).toBe(1);
  });

  it('have the same command and the same parameters', async () => {
    const { simulator, client } = await rig();
    const kept = cacheOver(client);
    await invoice(kept, 1001);
    await invoice(kept, 1002);
    await kept.kept.read(questionOf(GetInvoices, { limitnum: 1 }), asking());
    await kept.kept.read(questionOf(GetInvoices, { limitnum: 2 }), asking());
    expect(simulator.calls.total).toBe(4);
  });

  it('are peeked at without a call', async () => {
    const { simulator, client } = await rig();
    const kept = cacheOver(client);
    expect(kept.kept.peek(questionOf(GetInvoice, { invoiceid: 1001 }))).toBeUndefined();
    const told = await invoice(kept, 1001);
    expect(kept.kept.peek(questionOf(GetInvoice, { invoiceid: 1001 }))).toEqual(told);
    kept.pass(61);
    expect(kept.kept.peek(questionOf(GetInvoice, { invoiceid: 1001 }))).toBeUndefined();
    expect(simulator.calls.total).toBe(1);
  });
});

describe('an answer is as old as its request', () => {
  it('a read sent before a write and answered after it is not cached', async () => {
    const held = await heldCache();
    const slow = invoice(held, 1);
    const request = await held.whmcs.next();
    held.kept.invalidate(ofClient5);
    answer(request, 'Unpaid');
    expect(await slow).toHaveProperty('status', 'Unpaid');
    const later = invoice(held, 1);
    answer(await held.whmcs.next(), 'Paid');
    expect(await later).toHaveProperty('status', 'Paid');
    expect(held.whmcs.seen).toBe(2);
  });

  it('a read sent during a write is not cached, whichever ends first', async () => {
    for (const readEndsFirst of [true, false]) {
      const held = await heldCache();
      held.kept.invalidate(ofClient5);
      const during = invoice(held, 1);
      const request = await held.whmcs.next();
      if (readEndsFirst) {
        answer(request, 'Unpaid');
        await during;
        held.kept.invalidate(ofClient5);
      } else {
        held.kept.invalidate(ofClient5);
        answer(request, 'Unpaid');
        await during;
      }
      const later = invoice(held, 1);
      answer(await held.whmcs.next(), 'Paid');
      expect(await later).toHaveProperty('status', 'Paid');
    }
  });

  it('no caller after a write joins a flight from before it', async () => {
    const held = await heldCache();
    const before = invoice(held, 1);
    const first = await held.whmcs.next();
    held.kept.invalidate(ofClient5);
    const after = invoice(held, 1);
    const second = await held.whmcs.next();
    const alsoAfter = invoice(held, 1);
    answer(second, 'Paid');
    answer(first, 'Unpaid');
    expect(await Promise.all([before, after, alsoAfter])).toMatchObject([
      { status: 'Unpaid' },
      { status: 'Paid' },
      { status: 'Paid' },
    ]);
    expect(await invoice(held, 1)).toHaveProperty('status', 'Paid');
    expect(held.whmcs.seen).toBe(2);
  });

  it('when such a flight ends, the later one can still be joined', async () => {
    const held = await heldCache();
    const before = invoice(held, 1);
    const first = await held.whmcs.next();
    held.kept.invalidate(ofClient5);
    const after = invoice(held, 1);
    const second = await held.whmcs.next();
    answer(first, 'Unpaid');
    await before;
    const alsoAfter = invoice(held, 1);
    answer(second, 'Paid');
    expect(await Promise.all([after, alsoAfter])).toMatchObject([{ status: 'Paid' }, { status: 'Paid' }]);
    expect(held.whmcs.seen).toBe(2);
  });

  it('an older answer that arrives later does not replace a newer one', async () => {
    const held = await heldCache();
    const slow = invoice(held, 1);
    const first = await held.whmcs.next();
    // Another caller's write: it makes neither answer stale, and keeps the second request from joining the first.
    held.kept.invalidate(staleTags({ changes: { invoices: true } }, 6));
    const quick = invoice(held, 1);
    answer(await held.whmcs.next(), 'Paid');
    await quick;
    answer(first, 'Unpaid');
    await slow;
    expect(await invoice(held, 1)).toHaveProperty('status', 'Paid');
    expect(held.whmcs.seen).toBe(2);
  });

  it('its lifetime begins with the request', async () => {
    const held = await heldCache();
    const slow = invoice(held, 1);
    const request = await held.whmcs.next();
    held.pass(40);
    answer(request, 'Unpaid');
    await slow;
    held.pass(19);
    expect(held.kept.peek(questionOf(GetInvoice, { invoiceid: 1 }))).toBeDefined();
    held.pass(2);
    expect(held.kept.peek(questionOf(GetInvoice, { invoiceid: 1 }))).toBeUndefined();
  });
});

describe('a cached answer', () => {
  it('is invalidated by its tags, and the others stay', async () => {
    const held = await heldCache();
    const ask = async (invoiceid: number, userid: number) => {
      const told = invoice(held, invoiceid);
      answer(await held.whmcs.next(), 'Unpaid', userid);
      await told;
    };
    await ask(1, 5);
    await ask(2, 6);
    const list = held.kept.read(questionOf(GetInvoices, {}), asking());
    (await held.whmcs.next()).answer({ totalresults: 1, invoices: { invoice: [{ id: 1, userid: 5 }] } });
    await list;
    held.kept.invalidate(ofClient5);
    const known = [GetInvoice, GetInvoice].map(
      (command, index) => held.kept.peek(questionOf(command, { invoiceid: index + 1 })) !== undefined,
    );
    expect(known).toEqual([false, true]);
    expect(held.kept.peek(questionOf(GetInvoices, {}))).toBeUndefined();
    held.kept.invalidate([owned('names', 6)]);
    expect(held.kept.peek(questionOf(GetInvoice, { invoiceid: 2 }))).toBeDefined();
  });

  it.each([
    ['list', 30],
    ['record', 60],
    ['reference', 600],
  ] as const)('ages by its kind: a %s for %i seconds', async (kind, age) => {
    const { simulator, client } = await rig();
    const kept = cacheOver(client);
    const ask = () =>
      ({
        list: () => kept.kept.read(questionOf(GetInvoices, {}), asking()),
        record: () => kept.kept.read(questionOf(GetInvoice, { invoiceid: 1001 }), asking()),
        reference: () => kept.kept.read(questionOf(GetCurrencies, {}), asking()),
      })[kind]();
    await ask();
    kept.pass(age - 1);
    await ask();
    expect(simulator.calls.total).toBe(1);
    kept.pass(1);
    await ask();
    expect(simulator.calls.total).toBe(2);
  });

  it('is not kept if answers are not shared; flights still are', async () => {
    const held = await heldCache({ shared: false });
    const both = Promise.all([invoice(held, 1), invoice(held, 1)]);
    answer(await held.whmcs.next(), 'Unpaid');
    await both;
    expect(held.whmcs.seen).toBe(1);
    expect(held.kept.peek(questionOf(GetInvoice, { invoiceid: 1 }))).toBeUndefined();
    const again = invoice(held, 1);
    answer(await held.whmcs.next(), 'Paid');
    expect(await again).toHaveProperty('status', 'Paid');
  });

  it('is never a failure, although all waiting callers get it', async () => {
    const { simulator, client } = await rig();
    const kept = cacheOver(client);
    simulator.fail({ kind: 'html-200', times: 1 });
    const failures = await Promise.all([failureOf(invoice(kept, 1001)), failureOf(invoice(kept, 1001))]);
    expect(failures).toMatchObject([{ oddity: 'html' }, { oddity: 'html' }]);
    await expect(invoice(kept, 1001)).resolves.toBeDefined();
    expect(simulator.calls.total).toBe(2);
  });

  it('counts towards a limit', async () => {
    const held = await heldCache({ maxSize: 3 * 900 });
    const ask = async (invoiceid: number, notes = '') => {
      const told = invoice(held, invoiceid);
      (await held.whmcs.next()).answer({ invoiceid, userid: 5, notes });
      return told;
    };
    for (const invoiceid of [1, 2, 3]) await ask(invoiceid);
    const known = () =>
      [1, 2, 3, 4].filter((invoiceid) => held.kept.peek(questionOf(GetInvoice, { invoiceid })) !== undefined);
    expect(known()).toEqual([1, 2, 3]);
    held.kept.peek(questionOf(GetInvoice, { invoiceid: 1 }));
    await ask(4);
    expect(known()).toHaveLength(3);
    expect(known()).toContain(4);
    expect(await ask(9, 'x'.repeat(5000))).toHaveProperty('notes', 'x'.repeat(5000));
    expect(held.kept.peek(questionOf(GetInvoice, { invoiceid: 9 }))).toBeUndefined();
    expect(known()).toHaveLength(3);
  });
});
