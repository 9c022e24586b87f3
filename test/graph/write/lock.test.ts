/** Locks: one holder at a time, in the order of the requests, released on every path. */
import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locks, unlocked, withLocks, type HeldLocks } from '../../../src/graph/write/lock.ts';
import { failureOf } from '../../whmcs/rig.ts';

const never = new AbortController().signal;

describe('a turn in the queue', () => {
  it('comes at once in an empty queue, and reports that', async () => {
    const all = locks();
    expect(await all.queue('a').come(never)).toBe(false);
    expect(await all.queue('b').come(never)).toBe(false);
  });

  it('comes after earlier ones, and reports the wait', async () => {
    const all = locks();
    const [first, second, third] = [all.queue('a'), all.queue('a'), all.queue('a')];
    const come: string[] = [];
    const waiting = [second, third].map(async (turn, index) => {
      expect(await turn.come(never)).toBe(true);
      come.push(['second', 'third'][index] ?? '');
      turn.leave();
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(come).toEqual([]);
    first.leave();
    await Promise.all(waiting);
    expect(come).toEqual(['second', 'third']);
    expect(all.size).toBe(0);
  });

  it('reports a wait even if the one before left early', async () => {
    const all = locks();
    const [first, second] = [all.queue('a'), all.queue('a')];
    first.leave();
    expect(await second.come(never)).toBe(true);
  });

  it('is given up when its waiter leaves, and later ones move up', async () => {
    const all = locks();
    const [first, second, third] = [all.queue('a'), all.queue('a'), all.queue('a')];
    const deadline = new AbortController();
    const waiting = failureOf(second.come(deadline.signal));
    const reason = new Error('the operation took longer than it may');
    deadline.abort(reason);
    expect(await waiting).toBe(reason);
    expect(getEventListeners(deadline.signal, 'abort')).toEqual([]);
    second.leave();
    first.leave();
    expect(await third.come(never)).toBe(true);
  });

  it('leaves no listener behind', async () => {
    const all = locks();
    const [first, second] = [all.queue('a'), all.queue('a')];
    const deadline = new AbortController();
    const come = second.come(deadline.signal);
    expect(getEventListeners(deadline.signal, 'abort')).toHaveLength(1);
    first.leave();
    await come;
    expect(getEventListeners(deadline.signal, 'abort')).toEqual([]);
  });

  it('is not waited for after the deadline', async () => {
    const all = locks();
    const [, second] = [all.queue('a'), all.queue('a')];
    expect(await failureOf(second.come(AbortSignal.abort(new Error('over'))))).toMatchObject({ message: 'over' });
  });
});

describe('a turn in several queues', () => {
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('comes when it has come in each, and reports any wait', async () => {
    const all = locks();
    const [a, b] = [all.queue('a'), all.queue('b')];
    const both = all.queue('a', 'b');
    const come: boolean[] = [];
    const waiting = both.come(never).then((hadToWait) => come.push(hadToWait));
    a.leave();
    await settled();
    expect(come).toEqual([]);
    b.leave();
    await waiting;
    expect(come).toEqual([true]);
    both.leave();
    expect(all.size).toBe(0);
    const [free, held] = [all.queue('a', 'b'), all.queue('b', 'c')];
    expect(await free.come(never)).toBe(false);
    free.leave();
    expect(await held.come(never)).toBe(true);
  });

  it('is given up in each when its waiter leaves', async () => {
    const all = locks();
    const [first, second, third] = [all.queue('a'), all.queue('b', 'a'), all.queue('b')];
    const deadline = new AbortController();
    const waiting = failureOf(second.come(deadline.signal));
    deadline.abort(new Error('over'));
    expect(await waiting).toMatchObject({ message: 'over' });
    expect(getEventListeners(deadline.signal, 'abort')).toEqual([]);
    second.leave();
    expect(await third.come(never)).toBe(true);
    first.leave();
    third.leave();
    expect(all.size).toBe(0);
  });

  it('does not wait for itself', async () => {
    expect(await locks().queue('a', 'a').come(never)).toBe(false);
  });
});

describe('withLocks', () => {
  it.each<[string, (held: HeldLocks) => Promise<unknown>]>([
    ['it ends', () => Promise.resolve()],
    ['it fails', () => Promise.reject(new Error('refused'))],
    ['it takes locks twice', async (held) => held.take('b')],
  ])('releases what it has taken when %s', async (_, act) => {
    const all = locks();
    const taking = async (held: HeldLocks) => {
      held.take('a');
      await act(held);
    };
    await withLocks(all, taking).catch(() => undefined);
    expect(all.size).toBe(0);
    expect(await all.queue('a').come(never)).toBe(false);
  });

  it('never lets two holders in, in whatever order they come and go', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(
          fc.record({
            names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
            fails: fc.boolean(),
            gone: fc.boolean(),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async (scheduler, acts) => {
          const all = locks();
          const inside = new Map<string, number>();
          const done = acts.map(({ names, fails, gone }) =>
            withLocks(all, async (held) => {
              held.take(...names);
              await scheduler.schedule(Promise.resolve('the door'));
              await held.come(gone ? AbortSignal.abort(new Error('gone')) : never);
              for (const name of names) inside.set(name, (inside.get(name) ?? 0) + 1);
              expect(names.map((name) => inside.get(name))).toEqual(names.map(() => 1));
              await scheduler.schedule(Promise.resolve('the command'));
              for (const name of names) inside.set(name, 0);
              if (fails) throw new Error('refused');
            }).catch((error: unknown) => (error instanceof Error ? error.message : 'no error')),
          );
          const ends = Promise.all(done);
          await scheduler.waitFor(ends);
          for (const end of await ends) expect([undefined, 'gone', 'refused']).toContain(end);
          expect(all.size).toBe(0);
        },
      ),
    );
  });
});

it('takes all its locks at once', async () => {
  const twice = withLocks(locks(), async (held) => {
    held.take('a');
    held.take('b');
  });
  await expect(twice).rejects.toThrow('a mutation takes its locks all at once');
});

it('does not wait in a dry run', async () => {
  const inside = async (held: HeldLocks) => {
    held.take('a');
    return held.come(never);
  };
  const outside = async (held: HeldLocks) => {
    held.take('a');
    return withLocks(unlocked, inside);
  };
  expect(await withLocks(unlocked, outside)).toBe(false);
});
