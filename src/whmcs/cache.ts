/**
 * Remembers the answers to reads until they age or a tag is invalidated, and joins equal questions.
 *
 * An answer is as old as its question: entries carry the moment at which they were asked, an invalidation kills every entry asked
 * before it, also one that is still on its way, and no later caller may join that flight.
 */
import { LRUCache } from 'lru-cache';
import { keepOf, type Answer, type Keep, type Params, type ReadCommand } from './command.ts';
import type { Ask, WhmcsClient } from './client.ts';
import { AbandonedError } from './errors.ts';
import type { Tag } from './tags.ts';
import { tagClock } from './tag-clock.ts';
import { reasonOf } from './transport/abort.ts';

export interface CacheOptions {
  /** Seconds for which an answer of each kind is fresh. */
  readonly seconds: Readonly<Record<Keep, number>>;
  /** Bound of what is remembered, in characters of the answers as they came. */
  readonly maxSize: number;
  /** Whether answers are shared between operations; flights are joined in either case. */
  readonly shared: boolean;
  readonly now?: () => number;
}

export interface CacheAsk extends Ask {
  /** Told of each question that was answered from memory. */
  hit(): void;
}

export interface Cache {
  /** Answers from memory, from a flight under way, or from WHMCS. */
  read<C extends ReadCommand>(command: C, params: Params<C>, ask: CacheAsk): Promise<Answer<C>>;
  /** The answer at hand, or undefined: never asks. */
  peek<C extends ReadCommand>(command: C, params: Params<C>): Answer<C> | undefined;
  /** From now on, nothing that was asked earlier under one of these tags is used. */
  invalidate(tags: readonly Tag[]): void;
}

interface Entry {
  readonly answer: unknown;
  readonly askedAt: number;
  readonly freshUntil: number;
  readonly tags: readonly Tag[];
  readonly size: number;
}

interface Flight {
  readonly askedAt: number;
  readonly landing: Promise<unknown>;
  readonly call: AbortController;
  waiters: number;
}

/** What an entry costs besides its answer. */
const ENTRY_OVERHEAD = 500;

export function cache(client: WhmcsClient, options: CacheOptions): Cache {
  const now = options.now ?? Date.now;
  const clock = tagClock();
  const entries = new LRUCache<string, Entry>({
    maxSize: options.maxSize,
    sizeCalculation: ({ size }) => size + ENTRY_OVERHEAD,
  });
  const flights = new Map<string, Flight>();

  const fresh = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (!entry) return undefined;
    if (now() < entry.freshUntil && !clock.isStale(entry)) return entry;
    entries.delete(key);
    return undefined;
  };

  const depart = <C extends ReadCommand>(key: string, command: C, params: Params<C>, ask: CacheAsk): Flight => {
    const askedAt = clock.now();
    const askedOn = now();
    const call = new AbortController();
    const fly = async () => {
      try {
        const { answer, size } = await client.call(command, params, { signal: call.signal, meter: ask.meter });
        const entry: Entry = {
          answer,
          askedAt,
          freshUntil: askedOn + options.seconds[keepOf(command, params)] * 1000,
          tags: command.tags(params, answer),
          size,
        };
        // A slow flight may land after a later one, which knows better.
        const later = (entries.peek(key)?.askedAt ?? 0) > askedAt;
        if (options.shared && !later && !clock.isStale(entry)) entries.set(key, entry);
        return answer;
      } finally {
        if (flights.get(key) === flight) flights.delete(key);
      }
    };
    const flight: Flight = { askedAt, call, waiters: 0, landing: fly() };
    flights.set(key, flight);
    return flight;
  };

  return {
    async read(command, params, ask) {
      ask.signal.throwIfAborted();
      const key = `${command.name}?${client.form(command, params)}`;
      const entry = fresh(key);
      if (entry) {
        ask.hit();
        return answered(command, entry.answer);
      }
      const under = flights.get(key);
      const joinable = under && !under.call.signal.aborted && !clock.movedSince(under.askedAt);
      const flight = joinable ? under : depart(key, command, params, ask);
      return answered(command, await board(flight, command.name, ask.signal));
    },
    peek(command, params) {
      const entry = fresh(`${command.name}?${client.form(command, params)}`);
      return entry && answered(command, entry.answer);
    },
    invalidate: (tags) => clock.invalidate(tags),
  };
}

/**
 * Gives an answer its type back where it went through a memory of many commands' answers: it was filed under a key that begins with
 * this command's name, as this command decoded it.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
export const answered = <C extends ReadCommand>(_command: C, answer: unknown): Answer<C> => answer as Answer<C>;

/** Waits for a flight as long as `signal` lets us; the last to leave calls it back. */
function board(flight: Flight, command: string, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = () => signal.removeEventListener('abort', leave);
    const leave = () => {
      done();
      reject(reasonOf(signal));
      if (--flight.waiters === 0)
        flight.call.abort(new AbandonedError(command, `nobody waits for ${command} any more`));
    };
    flight.waiters++;
    signal.addEventListener('abort', leave, { once: true });
    flight.landing.finally(done).then(resolve, reject);
  });
}
