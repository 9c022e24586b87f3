/** The budget holds whether the rate limit answers at once or from a store that several processes share. */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bucket } from '../../../src/gateway/admission/rate.ts';
import { callBudget } from '../../../src/graph/read/call-budget.ts';
import type { RateLimit } from '../../../src/graph/read/rate-limit.ts';

const sending = () => ({ sends: true }) as const;

/** Answers like a shared rate limit: one turn of the event loop later. */
const later = ({ most, waitMs, pay }: RateLimit): RateLimit => ({
  most,
  waitMs: (calls) => setImmediate().then(() => waitMs(calls)),
  pay: (calls) => setImmediate().then(() => pay(calls)),
});

const settled = async (asked: readonly Promise<void>[]): Promise<(string | null)[]> =>
  (await Promise.allSettled(asked)).map((each) =>
    each.status === 'fulfilled' ? null : each.reason instanceof Error ? each.reason.name : 'no error',
  );

const refusedBy = (calls: number, name: string) => Array.from({ length: calls }, () => name);
const passed = (calls: number) => Array.from({ length: calls }, () => null);

describe.each([
  ['at once', (limit: RateLimit) => limit],
  ['later', later],
])('with a rate limit that answers %s', (_, over) => {
  const limitOf = (perMinute: number) => over(bucket(perMinute, () => 0));
  const wave = (budget: ReturnType<typeof callBudget>, calls: number) =>
    settled(Array.from({ length: calls }, () => budget.pass(sending)));

  it('charges a first wave within the limit', async () => {
    const rateLimit = limitOf(10);
    const budget = callBudget({ budget: 5, rateLimit }, { calls: 0 });
    expect(await wave(budget, 4)).toEqual(passed(4));
    expect([budget.left, await rateLimit.waitMs(6), (await rateLimit.waitMs(7)) > 0]).toEqual([1, 0, true]);
  });

  it('refuses a whole first wave above the budget', async () => {
    const rateLimit = limitOf(10);
    const budget = callBudget({ budget: 3, rateLimit }, { calls: 0 });
    expect(await wave(budget, 4)).toEqual(refusedBy(4, 'BudgetExceededError'));
    expect([budget.left, await rateLimit.waitMs(10)]).toEqual([3, 0]);
  });

  it('never lets concurrent calls exceed the budget', async () => {
    const budget = callBudget({ budget: 3, rateLimit: limitOf(10) }, { calls: 0 });
    expect(await wave(budget, 1)).toEqual(passed(1));
    const next = await wave(budget, 4);
    expect(next.filter((each) => each === null)).toHaveLength(2);
    expect(next.filter((each) => each === 'BudgetExceededError')).toHaveLength(2);
    expect(budget.left).toBe(0);
  });

  it('refuses a whole first wave above the limit, with a time to retry', async () => {
    const rateLimit = limitOf(10);
    await rateLimit.pay(8);
    const budget = callBudget({ rateLimit }, { calls: 0 });
    expect(await wave(budget, 4)).toEqual(refusedBy(4, 'RateLimitedError'));
    expect(budget.retryAfterMs).toBe(12_000);
    expect(await rateLimit.waitMs(2)).toBe(0);
  });

  it('lets a started operation continue, on credit of the next minute', async () => {
    const rateLimit = limitOf(4);
    await rateLimit.pay(2);
    const budget = callBudget({ rateLimit }, { calls: 0 });
    expect(await wave(budget, 2)).toEqual(passed(2));
    expect(await wave(budget, 2)).toEqual(passed(2));
    expect(await wave(budget, 1)).toEqual(['BudgetExceededError']);
  });

  it('refunds unsent calls at the end, and charges for calls sent outside the plan', async () => {
    const rateLimit = limitOf(10);
    const price = { calls: 0 };
    const budget = callBudget({ rateLimit }, price);
    await wave(budget, 4);
    price.calls = 1;
    await budget.settle();
    expect([await rateLimit.waitMs(9), (await rateLimit.waitMs(10)) > 0]).toEqual([0, true]);
  });
});
