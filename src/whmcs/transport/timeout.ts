/** The deadline of one call. */
import { TimedOutError } from '../errors.ts';

/**
 * Runs `task` with a signal that aborts when `signal` does, or after `ms` with a TimedOutError. Listener and timer are removed when the
 * task has ended.
 */
export async function timeout<T>(
  command: string,
  ms: number,
  task: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const call = new AbortController();
  const follow = () => call.abort(signal.reason);
  signal.addEventListener('abort', follow, { once: true });
  const timer = setTimeout(
    () =>
      call.abort(new TimedOutError(command, `WHMCS did not answer ${command} within ${ms} ms; is it slow, or hung?`)),
    ms,
  );
  try {
    return await task(call.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', follow);
  }
}
