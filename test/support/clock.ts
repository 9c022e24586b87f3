/** Clocks that stand still until a test moves them; timers and sockets go on as ever. To be wound up before the gateway starts. */
import { afterAll, beforeAll, vi } from 'vitest';

export interface Clocks {
  /** Time goes by: both clocks move. */
  pass(seconds: number): void;
  /** Somebody sets the wall clock, as NTP does; no time goes by. */
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
