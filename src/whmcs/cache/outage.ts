/** Whether WHMCS, or one command of it, is known to be down: a caller with a stale answer then does not wait for another failure. */
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
  /** Whether this command is down. */
  with(command: string): boolean;
  /** Records how each read ended; null is a good answer. */
  ended(command: string, error: unknown): void;
  /** Whether a probe should be made: none is under way, and none was made a moment ago. */
  isLookDue(command: string): boolean;
  /** Records each probe and its end; ignored while the command is up. */
  looks(command: string, ended: Promise<void>): void;
}

/** Milliseconds between two probes. */
const BETWEEN_PROBES = 1_000;

/** A refusal by WHMCS: as valid as any answer, and it ends the validity of earlier ones. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof WhmcsRefusal || error instanceof UnauthorizedError;

/** A failure on which a stale answer is served: WHMCS is down or unreachable. */
export const isOutage = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  error instanceof TimedOutError ||
  (error instanceof UnexpectedAnswerError && !isUnencodable(error)) ||
  error instanceof BusyError ||
  error instanceof CircuitOpenError;

/** A full queue of the gateway says nothing about WHMCS, and an open circuit nothing new. */
const isOurs = (error: unknown): boolean =>
  error instanceof CircuitOpenError || (error instanceof BusyError && !error.upstream);

/** Without a connection every command is down. */
const isUnconnected = (error: unknown): boolean => error instanceof UnreachableError && !error.sent;

interface Outage {
  probedAt: number;
  isProbing: boolean;
}

export function outageMonitor(now: () => number): OutageMonitor {
  /** The commands that are down. */
  const down = new Map<string, Outage>();
  /** Those of them that failed since the last answer of WHMCS to any command. */
  const unanswered = new Set<string>();
  let allDown = false;

  const outageOf = (command: string): Outage => {
    const known = down.get(command) ?? { probedAt: -Infinity, isProbing: false };
    down.set(command, known);
    return known;
  };

  const isDown = (command: string): boolean => allDown || down.has(command);

  const isQuiet = ({ isProbing, probedAt }: Outage): boolean => !isProbing && now() - probedAt >= BETWEEN_PROBES;

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
        // One command may fail for reasons of its own. Two commands without a success in between mean that WHMCS is down.
        allDown ||= isUnconnected(error) || unanswered.size > 1;
      }
    },
    isLookDue: (command) =>
      isDown(command) && (allDown ? [...down.values()].every(isQuiet) : isQuiet(outageOf(command))),
    looks(command, ended) {
      if (!isDown(command)) return;
      const outage = outageOf(command);
      outage.probedAt = now();
      outage.isProbing = true;
      void ended.then(() => {
        outage.isProbing = false;
      });
    },
  };
}
