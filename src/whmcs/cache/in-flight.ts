/** Questions under way: whoever asks the same joins, and the last to leave calls the question back. */
import { AbandonedError, TimedOutError } from '../errors.ts';
import type { CachedAnswer } from './cached-answer.ts';
import { reasonOf } from '../transport/abort.ts';
import { laneTicket, type Lane, type LaneTicket } from '../transport/lane.ts';

export interface Flight {
  /** The moment of the question, on the clock of tags. */
  readonly askedAt: number;
  /** Whether it is tried only once. */
  readonly once: boolean;
  /** Its place in the queue; whoever has somebody waiting promotes it. */
  readonly turn: LaneTicket;
  /**
   * Waits for the answer as long as `signal` lets us.
   *
   * @param patienceMs after which we wait no longer, and the flight goes on without us
   * @throws TimedOutError when patience is over
   */
  join(signal: AbortSignal, patienceMs?: number): Promise<CachedAnswer>;
  /** Lets it land also where nobody waits; resolves when it has ended, however it did. */
  keep(): Promise<void>;
}

export interface Departure extends Pick<Flight, 'askedAt' | 'once'> {
  /** WHMCS's name of the question. */
  readonly command: string;
  readonly lane: Lane;
}

export interface InFlight {
  /** The flight under way. */
  at(key: string): Flight | undefined;
  depart(
    key: string,
    departure: Departure,
    fly: (signal: AbortSignal, turn: LaneTicket) => Promise<CachedAnswer>,
  ): Flight;
  /** Calls back whatever only those wait for who come later, now and from now on. */
  close(): void;
}

export function inFlight(): InFlight {
  const under = new Map<string, Flight>();
  const callBacks = new Set<() => void>();
  let closed = false;
  return {
    close() {
      closed = true;
      for (const callBack of callBacks) callBack();
    },
    at: (key) => under.get(key),
    depart(key, { command, askedAt, once, lane }, fly) {
      const call = new AbortController();
      const place = laneTicket(lane);
      /** Those without whom it would be called back. */
      let waiters = 0;
      /** Those of them who are not there any more: what WHMCS is at work on shall not be in vain. */
      let wellWishers = 0;
      const gone = () => {
        if (under.get(key) === flight) under.delete(key);
      };
      const callBack = () => {
        if (waiters > wellWishers) return;
        gone();
        call.abort(new AbandonedError(command, `nobody waits for ${command} any more`));
      };
      callBacks.add(callBack);
      const landing = fly(call.signal, place).finally(() => {
        gone();
        callBacks.delete(callBack);
      });
      const flight: Flight = {
        askedAt,
        once,
        turn: place,
        keep() {
          waiters++;
          wellWishers++;
          if (closed) callBack();
          const ended = () => undefined;
          return landing.then(ended, ended);
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
              if (--waiters === 0 || closed) callBack();
            };
            const loseHeart = () => {
              done();
              wellWishers++;
              if (closed) callBack();
              reject(new TimedOutError(command, `WHMCS did not answer ${command} within ${patienceMs} ms`));
            };
            waiters++;
            const patience = patienceMs === undefined ? undefined : setTimeout(loseHeart, patienceMs);
            signal.addEventListener('abort', leave, { once: true });
            landing.finally(done).then(resolve, reject);
          }),
      };
      under.set(key, flight);
      return flight;
    },
  };
}
