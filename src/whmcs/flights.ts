/** Questions under way: whoever asks the same joins, and the last to leave calls the question back. */
import { AbandonedError, TimedOutError } from './errors.ts';
import type { Told } from './told.ts';
import { reasonOf } from './transport/abort.ts';
import { turn, type Lane, type Turn } from './transport/lane.ts';

export interface Flight {
  /** The moment of the question, on the clock of tags. */
  readonly askedAt: number;
  /** Whether it is tried only once. */
  readonly once: boolean;
  /** Its place in the queue; whoever has somebody waiting promotes it. */
  readonly turn: Turn;
  /**
   * Waits for the answer as long as `signal` lets us.
   *
   * @param patienceMs after which we wait no longer, and the flight goes on without us
   * @throws TimedOutError when patience is over
   */
  board(command: string, signal: AbortSignal, patienceMs?: number): Promise<Told>;
  /** Lets it land also where nobody waits; resolves when it has ended, however it did. */
  keep(): Promise<void>;
}

export interface Departure extends Pick<Flight, 'askedAt' | 'once'> {
  readonly lane: Lane;
}

export interface Flights {
  /** The flight under way. */
  at(key: string): Flight | undefined;
  depart(key: string, departure: Departure, fly: (signal: AbortSignal, turn: Turn) => Promise<Told>): Flight;
  /** Calls back whatever nobody waits for, now and from now on. */
  close(): void;
}

export function flights(): Flights {
  const under = new Map<string, Flight>();
  const kept = new Set<() => void>();
  let closed = false;
  return {
    close() {
      closed = true;
      for (const callBack of kept) callBack();
    },
    at: (key) => under.get(key),
    depart(key, { askedAt, once, lane }, fly) {
      const call = new AbortController();
      const place = turn(lane);
      /** Those without whom it would be called back. */
      let waiters = 0;
      let keepers = 0;
      const gone = () => {
        if (under.get(key) === flight) under.delete(key);
      };
      const landing = fly(call.signal, place).finally(gone);
      const flight: Flight = {
        askedAt,
        once,
        turn: place,
        keep() {
          waiters++;
          keepers++;
          const callBack = () => {
            if (waiters > keepers) return;
            gone();
            call.abort(new AbandonedError(key, 'nobody waits for it, and the gateway ends'));
          };
          kept.add(callBack);
          const ended = () => void kept.delete(callBack);
          if (closed) callBack();
          return landing.then(ended, ended);
        },
        board: (command, signal, patienceMs) =>
          new Promise((resolve, reject) => {
            const done = () => {
              clearTimeout(patience);
              signal.removeEventListener('abort', leave);
            };
            const leave = () => {
              done();
              reject(reasonOf(signal));
              if (--waiters > 0) return;
              gone();
              call.abort(new AbandonedError(command, `nobody waits for ${command} any more`));
            };
            // Still counts as waiting: what WHMCS is at work on shall not have been in vain.
            const loseHeart = () => {
              done();
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
