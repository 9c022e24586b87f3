/** Whether WHMCS, or one command of it, is known to be down: whoever has an older answer then does not wait to be told so again. */
import {
  BusyError,
  CircuitOpenError,
  isUnencodable,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../errors.ts';

export interface OutageMonitor {
  /** Whether this command cannot be had at the moment. */
  with(command: string): boolean;
  /** Told of how each read ended; null is a good answer. */
  ended(command: string, error: unknown): void;
  /** Whether it is time to see if things have mended: nobody looks, and nobody did a moment ago. */
  isLookDue(command: string): boolean;
  /** Told of each look, and of its end; while all is well it is none. */
  looks(command: string, ended: Promise<void>): void;
}

/** Milliseconds from one look at whether WHMCS is back to the next. */
const BETWEEN_LOOKS = 1_000;

/** WHMCS's own "no": an answer as good as any, and the end of whatever it answered before. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof WhmcsRefusal || error instanceof UnauthorizedError;

/** A failure in whose place an older answer will do: WHMCS is down, or there is no getting through to it. */
export const isOutage = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  error instanceof TimedOutError ||
  (error instanceof UnexpectedAnswerError && !isUnencodable(error)) ||
  error instanceof BusyError ||
  error instanceof CircuitOpenError;

/** Our own full queue tells nothing of WHMCS, and an open breaker nothing that was not known. */
const isOurs = (error: unknown): boolean =>
  error instanceof CircuitOpenError || (error instanceof BusyError && !error.upstream);

/** Where not even a connection is to be had, no command is. */
const isUnconnected = (error: unknown): boolean => error instanceof UnreachableError && !error.sent;

interface Outage {
  lookedAt: number;
  looking: boolean;
}

export function outageMonitor(now: () => number): OutageMonitor {
  /** The commands that cannot be had. */
  const down = new Map<string, Outage>();
  /** Those of them that failed since WHMCS last answered anything. */
  const unanswered = new Set<string>();
  let allDown = false;

  const outageOf = (command: string): Outage => {
    const known = down.get(command) ?? { lookedAt: -Infinity, looking: false };
    down.set(command, known);
    return known;
  };

  const isDown = (command: string): boolean => allDown || down.has(command);

  const isQuiet = ({ looking, lookedAt }: Outage): boolean => !looking && now() - lookedAt >= BETWEEN_LOOKS;

  return {
    with: isDown,
    ended(command, error) {
      if (error === null || isRefusal(error) || isUnencodable(error)) {
        if (allDown) down.clear();
        else down.delete(command);
        unanswered.clear();
        allDown = false;
      } else if (isOutage(error) && !isOurs(error)) {
        outageOf(command);
        unanswered.add(command);
        // One command may hang or crash for reasons of its own; two, and nothing that works in between, are WHMCS.
        allDown ||= isUnconnected(error) || unanswered.size > 1;
      }
    },
    isLookDue: (command) =>
      isDown(command) && (allDown ? [...down.values()].every(isQuiet) : isQuiet(outageOf(command))),
    looks(command, ended) {
      if (!isDown(command)) return;
      const outage = outageOf(command);
      outage.lookedAt = now();
      outage.looking = true;
      void ended.then(() => {
        outage.looking = false;
      });
    },
  };
}
