import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  badInput,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  NotSentError,
  RefusedError,
  UnknownOutcomeError,
} from '../../src/graph/errors.ts';
import { idempotency } from '../../src/graph/idempotency.ts';
import { failureOf } from '../whmcs/rig.ts';

const scope = { viewer: 'staff', mutation: 'invoicePaymentAdd' };
const input = { invoiceId: '11', amount: '5.00' };

/** An act that counts how often it is done, and ends as it is told. */
function act(...endings: (object | Error)[]) {
  let done = 0;
  return {
    run: () => {
      const ending = endings[Math.min(done++, endings.length - 1)] ?? {};
      return ending instanceof Error ? Promise.reject(ending) : Promise.resolve(ending);
    },
    get done() {
      return done;
    },
  };
}

describe('the same key and the same input', () => {
  it('is done once and told twice', async () => {
    const keys = idempotency();
    const pay = act({ invoiceId: 11 }, { invoiceId: 12 });
    const first = await keys.once(scope, 'k', input, pay.run);
    expect(await keys.once(scope, 'k', input, pay.run)).toBe(first);
    expect(pay.done).toBe(1);
  });

  it('is done once although the first is still under way', async () => {
    const keys = idempotency();
    let end: (ending: object) => void = () => undefined;
    const run = vi.fn<() => Promise<object>>(() => new Promise((resolve) => (end = resolve)));
    const both = Promise.all([keys.once(scope, 'k', input, run), keys.once(scope, 'k', input, run)]);
    const ending = { invoiceId: 11 };
    end(ending);
    expect(await both).toEqual([ending, ending]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it.each<[string, object, object]>([
    ['in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ['in lists of objects', { lines: [{ x: 1, y: 2 }] }, { lines: [{ y: 2, x: 1 }] }],
    ['with a date', { at: new Date('2026-01-31T17:05:00Z') }, { at: new Date('2026-01-31T18:05:00+01:00') }],
  ])('is the same %s', async (_, one, other) => {
    const keys = idempotency();
    const pay = act({});
    await keys.once(scope, 'k', one, pay.run);
    await keys.once(scope, 'k', other, pay.run);
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
    const keys = idempotency();
    const pay = act({});
    await keys.once(scope, 'k', one, pay.run);
    const error = await failureOf(keys.once(scope, 'k', other, pay.run));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ path: ['input', 'idempotencyKey'] });
    expect(pay.done).toBe(1);
  });

  it('is refused while the first is still under way', async () => {
    const keys = idempotency();
    const first = keys.once(scope, 'k', input, () => Promise.resolve({}));
    expect(await failureOf(keys.once(scope, 'k', { ...input, amount: '6.00' }, act({}).run))).toBeInstanceOf(
      InvalidInputError,
    );
    await first;
  });
});

describe('an act that failed', () => {
  it.each([
    new RefusedError('AddInvoicePayment', 'Invoice is cancelled'),
    new UnknownOutcomeError('AddInvoicePayment'),
    new TypeError('a mistake of ours, nobody knows how far it came'),
  ])('after WHMCS may have been told is told again: $name', async (failure) => {
    const keys = idempotency();
    const pay = act(failure, { invoiceId: 11 });
    expect(await failureOf(keys.once(scope, 'k', input, pay.run))).toBe(failure);
    expect(await failureOf(keys.once(scope, 'k', input, pay.run))).toBe(failure);
    expect(pay.done).toBe(1);
  });

  it.each([
    new NotSentError('WHMCS is busy', 'WHMCS_BUSY', 100),
    new NotFoundError('There is no such invoice.'),
    new ForbiddenError('not yours to do'),
    new InvalidInputError('amount must be positive', ['amount']),
    badInput('no such day'),
  ])('before anything was sent frees its key: $name', async (failure) => {
    const keys = idempotency();
    const pay = act(failure, { invoiceId: 11 });
    const both = [keys.once(scope, 'k', input, pay.run), keys.once(scope, 'k', input, pay.run)].map(failureOf);
    expect(await Promise.all(both)).toEqual([failure, failure]);
    expect(pay.done).toBe(1);
    expect(await keys.once(scope, 'k', { ...input, amount: '6.00' }, pay.run)).toEqual({ invoiceId: 11 });
    expect(pay.done).toBe(2);
  });
});

describe('a key', () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['another viewer', { ...scope, viewer: 'partner' }],
    ['another mutation', { ...scope, mutation: 'invoiceUpdate' }],
    ['a name that could be taken for both', { viewer: 'staff","invoicePaymentAdd', mutation: '' }],
  ])('is not that of %s', async (_, other) => {
    const keys = idempotency();
    const pay = act({ a: 1 }, { b: 2 });
    await keys.once(scope, 'k', input, pay.run);
    expect(await keys.once(other, 'k', { other: true }, pay.run)).toEqual({ b: 2 });
  });

  it('is taken as it is', async () => {
    const keys = idempotency();
    const pay = act({});
    for (const key of ['', ' ', 'K', 'k', 'k ', '\u00e9', 'e\u0301']) await keys.once(scope, key, input, pay.run);
    expect(pay.done).toBe(7);
  });

  it('is forgotten after a day', async () => {
    let passedMs = 0;
    const startedAt = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => startedAt + passedMs);
    // The cache keeps the time for a millisecond of its own.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pass = (hours: number) => {
      passedMs += hours * 3_600_000;
      vi.advanceTimersByTime(10);
    };
    const keys = idempotency();
    const pay = act({});
    await keys.once(scope, 'k', input, pay.run);
    pass(23);
    await keys.once(scope, 'k', input, pay.run);
    expect(pay.done).toBe(1);
    pass(2);
    await keys.once(scope, 'k', input, pay.run);
    expect(pay.done).toBe(2);
  });

  it('makes way for younger ones', async () => {
    const keys = idempotency(2);
    const pay = act({});
    for (const key of ['a', 'b', 'c', 'a']) await keys.once(scope, key, input, pay.run);
    expect(pay.done).toBe(4);
  });
});

it('remembers what was done, not with which words: inputs hold passwords', async () => {
  const memories: Map<unknown, unknown>[] = [];
  vi.resetModules();
  vi.doMock('lru-cache', () => ({
    LRUCache: class extends Map<unknown, unknown> {
      constructor() {
        super();
        memories.push(this);
      }
    },
  }));
  const fresh = await import('../../src/graph/idempotency.ts');
  vi.doUnmock('lru-cache');
  await fresh.idempotency().once(scope, 'k', { password: 'canary-password' }, () => Promise.resolve({ clientId: 7 }));
  const kept = inspect(memories, { depth: 9, showHidden: true });
  expect(kept).toContain('clientId: 7');
  expect(kept).not.toContain('canary-password');
});
