import fc from 'fast-check';
import { expect, it } from 'vitest';
import { laneTicket, type Lane } from '../../../src/whmcs/transport/lane.ts';
import type { Kind } from '../../../src/whmcs/transport/slots.ts';
import { queueOf } from './queue-rig.ts';

const kind = fc.constantFrom<Kind[]>('read', 'write', 'remote');
const lane = fc.constantFrom<Lane[]>('interactive', 'background');
const which = fc.nat(9);

/** The events of a queue. Only reads that end change the limit. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('come' as const), kind, lane }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('end' as const), which, limit: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('leave' as const, 'promote' as const), which }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Call {
  readonly kind: Kind;
  lane: Lane | 'promoted';
  refused: boolean;
  leave(): void;
  promote(): void;
}

/** A queue, and what its callers know about it. */
function callers(ceiling: number, maxQueued: number) {
  const capacity = { current: ceiling, ceiling };
  const queue = queueOf(capacity, maxQueued);
  const calls = new Map<string, Call>();
  const pick = (names: readonly string[], at: number): string => names[at % Math.max(1, names.length)] ?? '';
  const waiting = () =>
    [...calls].flatMap(([name, { refused }]) => (refused || queue.begun.includes(name) ? [] : name));

  const come = (its: { kind: Kind; lane: Lane }) => {
    const place = laneTicket(its.lane);
    const caller = new AbortController();
    const call: Call = {
      ...its,
      refused: false,
      leave: () => caller.abort(new Error('gone')),
      promote() {
        place.promote();
        call.lane = 'promoted';
      },
    };
    const name = String(calls.size);
    calls.set(name, call);
    queue.add(name, { kind: its.kind, turn: place, signal: caller.signal }).catch(() => {
      call.refused = true;
    });
  };

  return {
    capacity,
    queue,
    waiting,
    of: (names: readonly string[], wanted: Partial<Call>) =>
      names.filter((name) => {
        const call = calls.get(name);
        return (wanted.kind ?? call?.kind) === call?.kind && (wanted.lane ?? call?.lane) === call?.lane;
      }),
    async take(next: Step) {
      if (next.act === 'come') come(next);
      else if (next.act === 'end') {
        capacity.current = Math.min(next.limit, ceiling);
        await queue.end(pick(queue.active, next.which));
      } else calls.get(pick(waiting(), next.which))?.[next.act]();
      await queue.settled();
    },
  };
}

const every = (check: (ceiling: number, maxQueued: number, steps: readonly Step[]) => Promise<void>) =>
  fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.nat(6), fc.array(step, { maxLength: 60 }), check), {
    numRuns: 150,
  });

const half = (limit: number) => Math.max(1, Math.floor(limit / 2));

it('never more calls than slots, never more than half of them writes, never more than two remote, and no empty slot while a caller waits', async () => {
  await every(async (ceiling, maxQueued, steps) => {
    const { capacity, queue, waiting, of, take } = callers(ceiling, maxQueued);
    for (const each of steps) {
      const before = queue.begun.length;
      await take(each);
      const [reads, writes, remote] = (['read', 'write', 'remote'] as const).map(
        (its) => of(queue.active, { kind: its }).length,
      ) as [number, number, number];
      const active = reads + writes + remote;
      const began = queue.begun.slice(before);
      const { current } = capacity;
      expect(queue.slots).toMatchObject({ active, queued: waiting().length });
      expect(waiting().length).toBeLessThanOrEqual(maxQueued);

      expect(active).toBeLessThanOrEqual(ceiling);
      expect(remote).toBeLessThanOrEqual(2);
      const besideOthers = reads === 1 && writes + remote >= current;
      if (began.length > 0 && !besideOthers) expect(active).toBeLessThanOrEqual(current);
      if (of(began, { kind: 'write' }).length > 0) expect(writes).toBeLessThanOrEqual(half(current));

      if (of(waiting(), { kind: 'read' }).length > 0) {
        expect(active).toBeGreaterThanOrEqual(current);
        if (ceiling > 1) expect(reads).toBeGreaterThanOrEqual(1);
      }
      if (of(waiting(), { kind: 'write' }).length > 0 && writes < half(current))
        expect(active + (remote > 0 ? 1 : 0)).toBeGreaterThanOrEqual(current);
      if (of(waiting(), { kind: 'remote' }).length > 0 && remote < Math.min(2, half(current)))
        expect(active + 1).toBeGreaterThanOrEqual(current);
    }
  });
});

it('every call is served or refused, in each lane in order of arrival', async () => {
  await every(async (ceiling, maxQueued, steps) => {
    const { queue, waiting, of, take } = callers(ceiling, maxQueued);
    for (const each of steps) await take(each);
    await queue.drain();
    expect(waiting()).toEqual([]);
    expect(queue.slots).toMatchObject({ active: 0, queued: 0, background: 0 });
    for (const wanted of ['interactive', 'background'] as const) {
      for (const its of ['read', 'write', 'remote'] as const) {
        const served = of(queue.begun, { lane: wanted, kind: its }).map(Number);
        expect(served).toEqual(served.toSorted((a, b) => a - b));
      }
    }
  });
});
