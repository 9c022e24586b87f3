/** The meaning of a key: one act of one viewer with one input, done once and replayed after that. */
import { describe, expect, it, vi } from 'vitest';
import { InvalidInputError, RefusedError, UnknownOutcomeError } from '../../../src/graph/base/errors.ts';
import { idempotency } from '../../../src/graph/write/idempotency.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import { failureOf } from '../../whmcs/rig.ts';
import { act, input, once, scope } from './idempotency-rig.ts';

const DAY_MS = 86_400_000;

describe('the same key and the same input', () => {
  it('is done once and replayed', async () => {
    const keys = idempotency(memoryJournal());
    const pay = act([{ invoiceId: 11 }, { invoiceId: 12 }]);
    const onReplay = vi.fn<() => void>();
    const first = await once(keys, scope, 'k', input, pay.run, { onReplay });
    expect(onReplay).not.toHaveBeenCalled();
    expect(await once(keys, scope, 'k', input, pay.run, { onReplay })).toEqual(first);
    expect(onReplay).toHaveBeenCalledTimes(1);
    expect(pay.done).toBe(1);
  });

  it('is done once although the first run is still in progress', async () => {
    const keys = idempotency(memoryJournal());
    let end: (ending: object) => void = () => undefined;
    const run = vi.fn<() => Promise<object>>(() => new Promise((resolve) => (end = resolve)));
    const onReplay = vi.fn<() => void>();
    const both = Promise.all([1, 2].map(() => once(keys, scope, 'k', input, run, { onReplay })));
    await expect.poll(() => run.mock.calls.length).toBeGreaterThan(0);
    const ending = { invoiceId: 11 };
    end(ending);
    expect(await both).toEqual([ending, ending]);
    expect(run).toHaveBeenCalledTimes(1);
    expect(onReplay).toHaveBeenCalledTimes(1);
  });

  it.each<[string, object, object]>([
    ['in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ['in lists of objects', { lines: [{ x: 1, y: 2 }] }, { lines: [{ y: 2, x: 1 }] }],
    ['with a date', { at: new Date('2026-01-31T17:05:00Z') }, { at: new Date('2026-01-31T18:05:00+01:00') }],
  ])('is the same act %s', async (_, one, other) => {
    const keys = idempotency(memoryJournal());
    const pay = act([{}]);
    await once(keys, scope, 'k', one, pay.run);
    await once(keys, scope, 'k', other, pay.run);
    expect(pay.done).toBe(1);
  });
});

describe('the same key and another input', () => {
  it.each<[string, object, object]>([
    ['another value', { amount: '5.00' }, { amount: '5.01' }],
    ['another type', { amount: '5' }, { amount: 5 }],
    ['null in place of nothing', { amount: null }, {}],
    ['a list in another order', { ids: [1, 2] }, { ids: [2, 1] }],
    ['another time', { at: new Date(0) }, { at: new Date(1) }],
    ['a list in place of a map', { ids: ['a'] }, { ids: { 0: 'a' } }],
  ])('is refused: %s', async (_, one, other) => {
    const keys = idempotency(memoryJournal());
    const pay = act([{}]);
    await once(keys, scope, 'k', one, pay.run);
    const error = await failureOf(once(keys, scope, 'k', other, pay.run));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ path: ['input', 'idempotencyKey'] });
    expect(pay.done).toBe(1);
  });

  it('is refused while the first run is still in progress', async () => {
    const keys = idempotency(memoryJournal());
    const first = once(keys, scope, 'k', input, () => Promise.resolve({}));
    expect(await failureOf(once(keys, scope, 'k', { ...input, amount: '6.00' }, act([{}]).run))).toBeInstanceOf(
      InvalidInputError,
    );
    await first;
  });
});

describe('a derived key', () => {
  it('makes one act of two', async () => {
    const keys = idempotency(memoryJournal());
    const pay = act([{ invoiceId: 11 }], 'done');
    await once(keys, scope, 'k', input, pay.run, { isDerived: true });
    await once(keys, scope, 'k', input, pay.run, { isDerived: true });
    expect(pay.done).toBe(1);
  });

  it('names its field if the rest of the input differs', async () => {
    const keys = idempotency(memoryJournal());
    const pay = act([{ invoiceId: 11 }], 'done');
    await once(keys, scope, 'k', input, pay.run, { isDerived: true });
    const other = once(keys, scope, 'k', { ...input, amount: '6.00' }, pay.run, { isDerived: true });
    expect(await failureOf(other)).toMatchObject({
      name: 'InvalidInputError',
      message: 'it was another',
      path: ['input', 'transactionId'],
    });
    expect(pay.done).toBe(1);
  });

  it('does not replay a refusal', async () => {
    const keys = idempotency(memoryJournal());
    const pay = act([new RefusedError('AddInvoicePayment', 'not now'), { invoiceId: 11 }], 'refused');
    await failureOf(once(keys, scope, 'k', input, pay.run, { isDerived: true }));
    expect(await once(keys, scope, 'k', { ...input, amount: '6.00' }, pay.run, { isDerived: true })).toEqual({
      invoiceId: 11,
    });
  });

  it('never equals a caller’s key', async () => {
    const keys = idempotency(memoryJournal());
    const pay = act([{}]);
    await once(keys, scope, 'k', input, pay.run, { isDerived: true });
    await once(keys, scope, 'k', { other: true }, pay.run);
    expect(pay.done).toBe(2);
  });
});

describe('a key', () => {
  it.each([
    ['another viewer', { ...scope, viewer: 'partner' }],
    ['another mutation', { ...scope, mutation: 'invoiceUpdate' }],
    ['a name that could be taken for both', { viewer: 'staff","invoicePaymentAdd', mutation: '' }],
  ])('is separate from that of %s', async (_, other) => {
    const keys = idempotency(memoryJournal());
    const pay = act([{ a: 1 }, { b: 2 }]);
    await once(keys, scope, 'k', input, pay.run);
    expect(await once(keys, other, 'k', { other: true }, pay.run)).toEqual({ b: 2 });
  });

  it('is used unchanged', async () => {
    const keys = idempotency(memoryJournal());
    const pay = act([{}]);
    for (const key of ['K', 'k', 'k ', '\u00e9', 'e\u0301']) await once(keys, scope, key, input, pay.run);
    expect(pay.done).toBe(5);
  });

  it('may have any length, and takes little memory', async () => {
    const journal = memoryJournal();
    const pay = act([{}]);
    for (const key of ['x'.repeat(60_000), 'x'.repeat(60_000), 'x'.repeat(60_001)])
      await once(idempotency(journal), scope, key, input, pay.run);
    expect(pay.done).toBe(2);
    expect(JSON.stringify(await journal.page(9)).length).toBeLessThan(2_000);
  });

  it('is forgotten after a day', async () => {
    let time = 0;
    const keys = idempotency(memoryJournal({ keepMs: DAY_MS, now: () => time }));
    const pay = act([{}]);
    await once(keys, scope, 'k', input, pay.run);
    time += DAY_MS;
    await once(keys, scope, 'k', input, pay.run);
    expect(pay.done).toBe(1);
    time += 1;
    await once(keys, scope, 'k', input, pay.run);
    expect(pay.done).toBe(2);
  });

  it('is kept while the outcome is unknown', async () => {
    let time = 0;
    const keys = idempotency(memoryJournal({ keepMs: DAY_MS, now: () => time }));
    const pay = act([new UnknownOutcomeError('AddInvoicePayment')], 'unknown');
    await failureOf(once(keys, scope, 'k', input, pay.run));
    time += 30 * DAY_MS;
    await failureOf(once(keys, scope, 'k', input, pay.run));
    expect(pay.done).toBe(1);
  });
});

it('stores the outcome but not the input: inputs hold passwords', async () => {
  const journal = memoryJournal();
  const secret = { password: 'canary-password' };
  await once(idempotency(journal), scope, 'k', secret, () => Promise.resolve({ clientId: 7 }));
  const kept = JSON.stringify(await journal.page(9));
  expect(kept).toContain('"clientId":7');
  expect(kept).not.toContain('canary-password');
});
