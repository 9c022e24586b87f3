/**
 * Calls to WHMCS in the log: all of them at `debug`, failed ones with their cause at `warn`. In an outage all calls fail alike: the first
 * failure of a command and cause is logged at once; those that follow within a minute share one line.
 */
import type { EndedCall } from '../../whmcs/client.ts';
import {
  AbandonedError,
  CircuitOpenError,
  MissingError,
  WhmcsRefusal,
  LostAnswer,
  WhmcsError,
} from '../../whmcs/errors.ts';
import { describeFailure, failureLine } from './failure.ts';
import type { Log } from './log.ts';

export interface CallLog {
  called(call: EndedCall): void;
  /** Logs the failures that are still only counted. */
  close(): void;
}

const WINDOW_MS = 60_000;

/** A failure that was logged, and how often it has been repeated since. */
interface Repeated {
  times: number;
  last: EndedCall;
  timer: NodeJS.Timeout;
}

export function callLog(log: Log): CallLog {
  const repeated = new Map<string, Repeated>();

  const write = (call: EndedCall, times?: number): void =>
    log.warn({ ...lineOf(call), ...(times === undefined ? {} : { times }) }, 'whmcs call failed');

  const writeRepeated = (key: string, { times, last }: Repeated): void => {
    repeated.delete(key);
    if (times === 0) return;
    write(last, times);
    begin(key, last);
  };
  const begin = (key: string, last: EndedCall): void => {
    const timer = setTimeout(() => writeRepeated(key, entry), WINDOW_MS).unref();
    const entry: Repeated = { times: 0, last, timer };
    repeated.set(key, entry);
  };

  return {
    called(call) {
      if (log.isLevelEnabled('debug')) log.debug(lineOf(call), 'whmcs call');
      if (!isLogged(call)) return;
      const { code, detail, httpStatus } = describeFailure(call.error);
      const key = [call.command, code, detail, httpStatus].join(' ');
      const entry = repeated.get(key);
      if (entry) {
        entry.times++;
        entry.last = call;
        return;
      }
      write(call);
      begin(key, call);
    },
    close() {
      for (const { times, last, timer } of repeated.values()) {
        clearTimeout(timer);
        if (times > 0) write(last, times);
      }
      repeated.clear();
    },
  };
}

/** Parameters are not logged: they contain names, addresses and passwords. */
const lineOf = ({ command, ms, attempts, error }: EndedCall) => ({
  command,
  ms: Math.round(ms),
  attempts,
  ...(error === null ? { outcome: 'ok' } : { outcome: 'failed', ...failureLine(error) }),
});

/**
 * A refused write and an unknown outcome are not logged here: the caller and the audit log learn of them. Nor is a call that an open
 * circuit breaker stopped: the breaker has a line of its own.
 */
function isLogged({ kind, error }: EndedCall): boolean {
  if (!(error instanceof WhmcsError) || error instanceof MissingError) return false;
  if (error instanceof WhmcsRefusal) return kind === 'read';
  return !(error instanceof LostAnswer || error instanceof CircuitOpenError || error instanceof AbandonedError);
}
