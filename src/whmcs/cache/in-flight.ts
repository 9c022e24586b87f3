/** Requests in flight: a caller with an equal request joins, and the flight is aborted when the last caller leaves. */
import { AbandonedError, TimedOutError } from '../errors.ts';
import type { CachedAnswer } from './cached-answer.ts';
import { reasonOf } from '../transport/abort.ts';
import { laneTicket, type Lane, type LaneTicket } from '../transport/lane.ts';

export interface Flight {
  /** The moment of the request, on the tag clock. */
  readonly askedAt: number;
  /** Whether it makes only one attempt. */
  readonly once: boolean;
  /** Its ticket in the queue; an interactive caller promotes it. */
  readonly turn: LaneTicket;
  /**
   * Waits for the answer until `signal` aborts.
   * @param patienceMs after which this caller stops waiting, and the flight continues
   * @throws TimedOutError when `patienceMs` have passed
   */
  join(signal: AbortSignal, patienceMs?: number): Promise<CachedAnswer>;
  /** Lets it finish even if no caller waits; resolves when it has ended, however it ended. */
  keep(): Promise<void>;
}

export interface Departure extends Pick<Flight, 'askedAt' | 'once'> {
  /** WHMCS's name of the command. */
  readonly command: string;
  readonly lane: Lane;
}

export interface InFlight {
  /** The flight with this key. */
  at(key: string): Flight | undefined;
  depart(
    key: string,
    departure: Departure,
    fly: (signal: AbortSignal, turn: LaneTicket) => Promise<CachedAnswer>,
  ): Flight;
  /** Aborts every flight that only later callers would use, now and from now on. */
  close(): void;
}

export function inFlight(): InFlight {
  const flights = new Map<string, Flight>();
  const aborts = new Set<() => void>();
  let closed = false;
  return {
    close() {
      closed = true;
      for (const abortIfUnwanted of aborts) abortIfUnwanted();
    },
    at: (key) => flights.get(key),
    depart(key, { command, askedAt, once, lane }, fly) {
      const call = new AbortController();
      const ticket = laneTicket(lane);
      /** Callers, and refreshes, that keep the flight alive. */
      let holders = 0;
      /** Those of them that do not wait: the work of WHMCS is to be kept although nobody waits for it. */
      let keepers = 0;
      const remove = () => {
        if (flights.get(key) === flight) flights.delete(key);
      };
      const abortIfUnwanted = () => {
        if (holders > keepers) return;
        remove();
        call.abort(new AbandonedError(command, `nobody waits for ${command} any more`));
      };
      aborts.add(abortIfUnwanted);
      const arrival = fly(call.signal, ticket).finally(() => {
        remove();
        aborts.delete(abortIfUnwanted);
      });
      const flight: Flight = {
        askedAt,
        once,
        turn: ticket,
        keep() {
          holders++;
          keepers++;
          if (closed) abortIfUnwanted();
          const ended = () => undefined;
          return arrival.then(ended, ended);
        },
        join: (signal, patienceMs) =>
          new Promise((resolve, reject) => {
            const done = () => {
              clearTimeout(patience);
              signal.removeEventListener('abort', leave);
            };
            const leave = () => {
              done();
              reject(reasonOf(signal));
              if (--holders === 0 || closed) abortIfUnwanted();
            };
            const stopWaiting = () => {
              done();
              keepers++;
              if (closed) abortIfUnwanted();
              reject(new TimedOutError(command, `WHMCS did not answer ${command} within ${patienceMs} ms`));
            };
            holders++;
            const patience = patienceMs === undefined ? undefined : setTimeout(stopWaiting, patienceMs);
            signal.addEventListener('abort', leave, { once: true });
            arrival.finally(done).then(resolve, reject);
          }),
      };
      flights.set(key, flight);
      return flight;
    },
  };
}
