/** The rows that operations hold in memory at once: above the limit, later operations wait. */
import { describe, expect, it } from 'vitest';
import { rowShares, type RowShare } from '../../../src/graph/read/row-share.ts';
import { RowBudget } from '../../../src/graph/read/row-budget.ts';

const never = new AbortController().signal;

/** Whether the promise has settled after some turns of the event loop. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  const settle = (): void => void (done = true);
  promise.then(settle, settle);
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
  return done;
}

const rowsOf = (share: RowShare, throwIfOver = (): void => undefined, over = never): RowBudget =>
  new RowBudget({ throwIfOver, over: () => over, share });

describe('operations above the limit together', () => {
  it('continue below the limit', async () => {
    const room = rowShares(20_000);
    const [one, another] = [rowsOf(room.begin('a')), rowsOf(room.begin('a'))];
    const turns = [one.count(999, 9), another.count(999, 9)].map((turn) => turn ?? Promise.resolve());
    expect(room.held).toBe(19_980);
    expect(await isDone(Promise.all(turns))).toBe(true);
  });

  it('wait for the viewer’s first operation until its response is printed', async () => {
    const room = rowShares(20_000);
    const [first, second] = [room.begin('a'), room.begin('a')];
    const made = rowsOf(first).count(2_000, 9) ?? Promise.resolve();
    const waiting = rowsOf(second).count(1_000, 9) ?? Promise.resolve();
    expect([await isDone(made), await isDone(waiting)]).toEqual([true, false]);
    first.end();
    expect([await isDone(waiting), room.held]).toEqual([true, 10_000]);
    second.end();
    expect(room.held).toBe(0);
  });

  it('do not delay the first operation of another viewer', async () => {
    const room = rowShares(20_000);
    const made = rowsOf(room.begin('a')).count(3_000, 9) ?? Promise.resolve();
    const ofAnother = rowsOf(room.begin('b')).count(3_000, 9) ?? Promise.resolve();
    expect(await isDone(Promise.all([made, ofAnother]))).toBe(true);
  });

  it('stop waiting when their caller has gone', async () => {
    const room = rowShares(20_000);
    void rowsOf(room.begin('a')).count(3_000, 9);
    const leaving = new AbortController();
    const rows = rowsOf(room.begin('a'), () => leaving.signal.throwIfAborted(), leaving.signal);
    const waiting = rows.count(1_000, 9) ?? Promise.resolve();
    expect(await isDone(waiting)).toBe(false);
    leaving.abort(new Error('went away'));
    await expect(waiting).rejects.toThrow('went away');
    expect(rows.stopped?.message).toBe('went away');
  });
});
