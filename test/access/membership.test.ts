/** Membership of client groups over time: how it is found out, how it ages, and what holds while it is unknown. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { membership, NotReady, type MembershipOptions } from '../../src/access/membership.ts';
import { configured, type Viewer } from '../../src/access/viewer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const reseller = (group = 3) => configured({ name: 'reseller', role: 'PARTNER', clients: [1], group });

/** The current members of group 3 in WHMCS, and the lines logged about it. */
function rig(options: Partial<MembershipOptions> = {}, isDown = false) {
  const whmcs = { members: [7, 5], isDown, takesMs: 0 };
  const said: [level: string, message: string][] = [];
  let sweeps = 0;
  const groups = membership({
    async sweep() {
      sweeps++;
      const members = [...whmcs.members];
      if (whmcs.takesMs > 0) await new Promise((resolve) => setTimeout(resolve, whmcs.takesMs));
      if (whmcs.isDown) throw new Error('down');
      return new Map(members.map((client) => [client, 3]));
    },
    groups: () => [3],
    refreshMs: 60_000,
    maxAgeMs: 150_000,
    patienceMs: 1_000,
    report: (level, _, message) => void said.push([level, message]),
    ...options,
  });
  const seen = async (viewer: Viewer) => {
    const outcome = await groups.of(viewer);
    return outcome instanceof NotReady ? 'unready' : outcome.clients;
  };
  return { whmcs, said, groups, seen, sweeps: () => sweeps };
}

describe('known membership', () => {
  it('is read at startup, once for all callers, and served at once from then on', async () => {
    const { groups, seen, sweeps } = rig();
    const viewer = reseller();
    expect(await Promise.all([seen(viewer), seen(viewer), seen(reseller(4))])).toEqual([[1, 5, 7], [1, 5, 7], [1]]);
    expect(sweeps()).toBe(1);
    expect(groups.of(viewer)).toBe(groups.of(viewer));
  });

  it('is irrelevant to a viewer without a group', () => {
    const { groups } = rig({ groups: () => [] });
    const viewer = configured({ name: 'a', role: 'CLIENT', clients: [1] });
    expect(groups.of(viewer)).toBe(viewer);
  });

  it('is refreshed regularly, with a new generation only if it has changed', async () => {
    const { whmcs, groups, seen, sweeps } = rig();
    const viewer = reseller();
    await seen(viewer);
    const generation = () => (groups.of(viewer) as Viewer).generation;
    const first = generation();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sweeps(), generation()]).toEqual([2, first]);
    whmcs.members = [7];
    await vi.advanceTimersByTimeAsync(59_999);
    expect(await seen(viewer)).toEqual([1, 5, 7]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await seen(viewer)).toEqual([1, 7]);
    expect(generation()).not.toBe(first);
  });

  it('stays valid during a refresh', async () => {
    const { whmcs, groups, seen } = rig();
    await seen(reseller());
    [whmcs.members, whmcs.takesMs] = [[9], 500];
    groups.renew();
    expect(await seen(reseller())).toEqual([1, 5, 7]);
    await vi.advanceTimersByTimeAsync(500);
    expect(await seen(reseller())).toEqual([1, 9]);
  });

  it('is not refreshed after the close', async () => {
    const { groups, seen, sweeps } = rig();
    await seen(reseller());
    groups.close();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sweeps()).toBe(1);
  });
});

describe('unknown membership', () => {
  it('is waited for, for a short time', async () => {
    const { whmcs, seen } = rig({ groups: () => [] });
    whmcs.takesMs = 1_500;
    const asked = [seen(reseller())];
    await vi.advanceTimersByTimeAsync(800);
    asked.push(seen(reseller()));
    await vi.advanceTimersByTimeAsync(700);
    expect(await Promise.all(asked)).toEqual(['unready', [1, 5, 7]]);
  });

  it('is not waited for after a failed sweep, which is retried until it succeeds', async () => {
    const { whmcs, seen, sweeps } = rig({}, true);
    await vi.advanceTimersByTimeAsync(0);
    expect([await seen(reseller()), await seen(reseller()), sweeps()]).toEqual(['unready', 'unready', 1]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sweeps()).toBe(2);
    whmcs.isDown = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await seen(reseller())).toEqual([1, 5, 7]);
  });

  it('because it is too old is empty: the listed clients remain, and it is logged once', async () => {
    const { whmcs, said, seen } = rig();
    await seen(reseller());
    whmcs.isDown = true;
    await vi.advanceTimersByTimeAsync(149_999);
    expect(await seen(reseller())).toEqual([1, 5, 7]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await seen(reseller())).toEqual([1]);
    await vi.advanceTimersByTimeAsync(60_000);
    const old = 'group membership expired: viewers see no members';
    expect(said.filter(([level]) => level === 'error')).toEqual([['error', old]]);
    whmcs.isDown = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await seen(reseller())).toEqual([1, 5, 7]);
    expect(said.at(-1)).toEqual(['info', 'group membership known again']);
  });

  it('is as old as the start of its sweep', async () => {
    const { whmcs, seen } = rig({ refreshMs: 140_000 });
    whmcs.takesMs = 20_000;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await seen(reseller())).toEqual([1, 5, 7]);
    await vi.advanceTimersByTimeAsync(129_999);
    expect(await seen(reseller())).toEqual([1, 5, 7]);
    whmcs.isDown = true;
    await vi.advanceTimersByTimeAsync(1);
    const late = seen(reseller());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await late).toEqual([1]);
  });
});

describe('a client moved by this gateway', () => {
  it('counts at once, without a sweep', async () => {
    const { groups, seen, sweeps } = rig();
    const viewer = reseller();
    await seen(viewer);
    groups.clientMoved(5, 4);
    groups.clientMoved(8, 3);
    expect([await seen(viewer), await seen(reseller(4)), sweeps()]).toEqual([[1, 7, 8], [1, 5], 1]);
  });

  it('is not moved back by an earlier sweep', async () => {
    const { whmcs, groups, seen } = rig();
    await seen(reseller());
    whmcs.takesMs = 500;
    await vi.advanceTimersByTimeAsync(60_000);
    groups.clientMoved(5, 4);
    await vi.advanceTimersByTimeAsync(500);
    expect(await seen(reseller())).toEqual([1, 7]);
  });

  it('with an unknown outcome belongs to no viewer until the outcome is known', async () => {
    const { whmcs, groups, seen, sweeps } = rig();
    await seen(reseller());
    whmcs.takesMs = 500;
    groups.clientMoved(5, null);
    expect(await seen(reseller())).toEqual([1, 7]);
    await vi.advanceTimersByTimeAsync(500);
    expect([await seen(reseller()), sweeps()]).toEqual([[1, 5, 7], 2]);
  });
});

it.each([
  ['has no members', []],
  ['has more than five hundred members', Array.from({ length: 501 }, (_, index) => index + 1)],
])('logs a group that %s, once while it is so', async (_, members) => {
  const { whmcs, said, seen } = rig();
  whmcs.members = [...members];
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual([['warn', 'client groups without members, or with very many']]);
  expect(await seen(configured({ name: 'a', role: 'PARTNER', group: 3 }))).toEqual(members);
});
