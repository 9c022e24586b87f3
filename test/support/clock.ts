/** A clock that stands still until a test moves it; timers and sockets go on as ever. To be wound up before the gateway starts. */
import { afterAll, beforeAll, vi } from 'vitest';

export function useClock(): { pass(seconds: number): void } {
  beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterAll(() => void vi.useRealTimers());
  return { pass: (seconds) => void vi.setSystemTime(Date.now() + seconds * 1000) };
}
