/**
 * Calls to WHMCS in the log: each of them at `debug`, and at `warn` why one failed. In an outage all fail alike: of the same command and
 * cause the first is a line at once, and those that follow within a minute are one line together.
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
  /** Writes what is still counted. */
  close(): void;
}

const WINDOW_MS = 60_000;

/** A failure that was told, and how often the same has followed since. */
interface Told {
  times: number;
  last: EndedCall;
  timer: NodeJS.Timeout;
}

export function callLog(log: Log): CallLog {
  const told = new Map<string, Told>();

  const tell = (call: EndedCall, times?: number): void =>
    log.warn({ ...lineOf(call), ...(times === undefined ? {} : { times }) }, 'whmcs call failed');

  const tellCounted = (key: string, { times, last }: Told): void => {
    told.delete(key);
    if (times === 0) return;
    tell(last, times);
    begin(key, last);
  };
  const begin = (key: string, last: EndedCall): void => {
    const timer = setTimeout(() => tellCounted(key, entry), WINDOW_MS).unref();
    const entry: Told = { times: 0, last, timer };
    told.set(key, entry);
  };

  return {
    called(call) {
      if (log.isLevelEnabled('debug')) log.debug(lineOf(call), 'whmcs call');
      if (!isWorthTelling(call)) return;
      const { code, detail, httpStatus } = describeFailure(call.error);
      const key = [call.command, code, detail, httpStatus].join(' ');
      const entry = told.get(key);
      if (entry) {
        entry.times++;
        entry.last = call;
        return;
      }
      tell(call);
      begin(key, call);
    },
    close() {
      for (const { times, last, timer } of told.values()) {
        clearTimeout(timer);
        if (times > 0) tell(last, times);
      }
      told.clear();
    },
  };
}

/** No parameters: they hold names, addresses and passwords. */
const lineOf = ({ command, ms, attempts, error }: EndedCall) => ({
  command,
  ms: Math.round(ms),
  attempts,
  ...(error === null ? { outcome: 'ok' } : { outcome: 'failed', ...failureLine(error) }),
});

/**
 * Not what WHMCS says to a write, nor an unknown outcome: the caller and the audit log are told. What was not sent for an open breaker
 * is told by the breaker's own line.
 */
function isWorthTelling({ kind, error }: EndedCall): boolean {
  if (!(error instanceof WhmcsError) || error instanceof MissingError) return false;
  if (error instanceof WhmcsRefusal) return kind === 'read';
  return !(error instanceof LostAnswer || error instanceof CircuitOpenError || error instanceof AbandonedError);
}
