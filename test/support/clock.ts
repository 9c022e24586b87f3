/** Clocks that stand still until a test moves them; timers and sockets run as usual. Call it before the gateway starts. */
import { afterAll, beforeAll, vi } from 'vitest';

export interface Clocks {
  /** Time passes: both clocks move. */
  pass(seconds: number): void;
  /** The wall clock is set, as NTP does; no time passes. */
  set(seconds: number): void;
}

export function useClock(): Clocks {
  beforeAll(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }));
  afterAll(() => void vi.useRealTimers());
  return {
    pass: (seconds) => void vi.advanceTimersByTime(seconds * 1000),
    set: (seconds) => void vi.setSystemTime(Date.now() + seconds * 1000),
  };
}
