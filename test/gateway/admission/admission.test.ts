/** Overload: which requests are refused before work goes into them. */
import { describe, expect, it } from 'vitest';
import { admission, type AdmittedRequest } from '../../../src/gateway/admission/admission.ts';
import { shares } from '../../../src/gateway/admission/shares.ts';
import { defaultLimits } from '../../../src/config/limits.ts';

const limits = { ...defaultLimits.load, requests: 8, bodyBytes: 800, viewerBodyBytes: 300 };

const entered = (visitor: AdmittedRequest | string): AdmittedRequest => {
  if (typeof visitor === 'string') throw new Error(`refused: ${visitor}`);
  return visitor;
};

describe('shares', () => {
  it('leave room for other owners: one alone gets half, two get a third each', () => {
    const parts = shares(12);
    const most = (owner: string): number => {
      let taken = 0;
      while (parts.take(owner, 1) === null) taken++;
      return taken;
    };
    expect(most('a')).toBe(6);
    expect(most('b')).toBe(3);
    parts.give('a', 1);
    expect([parts.shortage('a', 1), most('b')]).toEqual(['share', 1]);
  });

  it('are released in full', () => {
    const parts = shares(10, 3);
    expect([parts.take('a', 3), parts.take('a', 1), parts.take('b', 3)]).toEqual([null, 'share', null]);
    parts.give('a', 3);
    parts.give('b', 3);
    expect([parts.taken, parts.take('a', 3), parts.shortage('b', 8)]).toEqual([0, null, 'all']);
  });
});

describe('admission', () => {
  it('refuses all callers above the limit of requests, before authentication', () => {
    const door = admission(limits);
    const visitors = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((viewer) => entered(door.admit(viewer)));
    expect([door.overload(), door.admit('i')]).toEqual(['requests', 'requests']);
    visitors[0]?.leave();
    expect([door.overload(), door.requests]).toEqual([null, 7]);
  });

  it('keeps room for others when one viewer has many requests', () => {
    const door = admission(limits);
    for (let each = 0; each < 4; each++) entered(door.admit('a'));
    expect(door.admit('a')).toBe('share');
    entered(door.admit('b'));
  });

  it('holds the bytes of a body until the request ends', () => {
    const door = admission(limits);
    const [first, second] = [entered(door.admit('a')), entered(door.admit('a'))];
    expect([first.hold(200), second.refuses(200), second.hold(200), second.hold(100)]).toEqual([
      null,
      'share',
      'share',
      null,
    ]);
    expect(door.bodyBytes).toBe(300);
    first.leave();
    expect([door.bodyBytes, second.hold(200)]).toEqual([100, null]);
  });

  it('limits the JWTs verified at once', () => {
    const door = admission(limits);
    let begun = 0;
    while (door.beginJwt('address')) begun++;
    expect([begun, door.beginJwt('other')]).toEqual([100, true]);
    door.endJwt('address');
    expect(door.beginJwt('address')).toBe(true);
  });

  it('refuses requests while they keep the event loop busy, and accepts them again afterwards', () => {
    let now = 0;
    let turn = (): void => undefined;
    const door = admission(
      { ...limits, turnMs: 250 },
      () => now,
      (then) => (turn = then),
    );
    const at = (ms: number) => {
      now = ms;
      return door.overload();
    };
    expect([at(0), at(250), at(251)]).toEqual([null, null, 'loop']);
    turn();
    expect([at(300), at(320), at(321)]).toEqual([null, null, 'loop']);
    turn();
    // A second after the last refusal a burst counts as a single one again.
    expect([at(1_400), at(1_650), at(1_651)]).toEqual([null, null, 'loop']);
  });
});
