/** What operations hold in memory at once: where it is too much, those that came later wait. */
import { describe, expect, it } from 'vitest';
import { rowShares, type RowShare } from '../../../src/graph/read/row-share.ts';
import { Rows } from '../../../src/graph/read/row-budget.ts';

const never = new AbortController().signal;

/** Whether something has come to its end, when the event loop has turned some times. */
async function isDone(what: Promise<unknown>): Promise<boolean> {
  let done = false;
  const settle = (): void => void (done = true);
  what.then(settle, settle);
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
  return done;
}

const rowsOf = (made: RowShare, throwIfOver = (): void => undefined, over = never): Rows =>
  new Rows({ throwIfOver, over: () => over, made });

describe('operations that hold too much together', () => {
  it('go on while they do not', async () => {
    const room = rowShares(20_000);
    const [one, another] = [rowsOf(room.begin('a')), rowsOf(room.begin('a'))];
    const turns = [one.count(999, 9), another.count(999, 9)].map((turn) => turn ?? Promise.resolve());
    expect(room.held).toBe(19_980);
    expect(await isDone(Promise.all(turns))).toBe(true);
  });

  it('wait for the first of their viewer, until its answer is printed', async () => {
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

  it('do not hold up the first of another viewer', async () => {
    const room = rowShares(20_000);
    const made = rowsOf(room.begin('a')).count(3_000, 9) ?? Promise.resolve();
    const ofAnother = rowsOf(room.begin('b')).count(3_000, 9) ?? Promise.resolve();
    expect(await isDone(Promise.all([made, ofAnother]))).toBe(true);
  });

  it('stop waiting when nobody waits for them any more', async () => {
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
