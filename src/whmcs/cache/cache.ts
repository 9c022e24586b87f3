/**
 * Caches the answers to reads until they expire or a tag is invalidated, and joins equal requests that are in flight.
 *
 * An answer is as old as its request. Entries carry the moment of the request: an invalidation kills every entry requested before it,
 * also one that is still in flight, and no later caller joins that flight. An invalidated entry is never served, neither while a fresh
 * answer is fetched nor while WHMCS is down.
 */
import { monotonic } from '../../monotonic.ts';
import { keepOf, type Answer, type ReadCommand } from '../command.ts';
import type { CallOptions, Meter, WhmcsClient } from '../client.ts';
import type { LatencyModel } from './latency.ts';
import { isUnencodable } from '../errors.ts';
import { failures } from './failures.ts';
import { inFlight, type Flight } from './in-flight.ts';
import { cacheStore } from './store.ts';
import type { Tag } from './tags.ts';
import { tagClock } from './tag-clock.ts';
import type { EntityKey } from './mentions.ts';
import { cachedAnswerOf, type CacheTimes, type Fallback, type Provenance, type CachedAnswer } from './cached-answer.ts';
import type { Lane } from '../transport/lane.ts';
import { isOutage, isRefusal, outageMonitor } from './outage.ts';
import type { Question } from './question.ts';

export interface CacheOptions extends CacheTimes {
  /** How long a caller with a stale answer waits for WHMCS before WHMCS counts as down. */
  readonly patienceMs: number;
  /** The size limit of the cache, in characters of the answers as they came. */
  readonly maxSize: number;
  /** Whether answers are shared between operations. Flights are joined in either case. */
  readonly shared: boolean;
  /** Learns how long calls take. */
  readonly latency: LatencyModel;
  readonly now?: () => number;
}

export interface CacheReadOptions extends CallOptions {
  /** Called for each request that the cache answers. */
  hit(): void;
  /** Called for each answer that is used; `staleMs` is the age of a stale one. */
  used(cached: CachedAnswer, staleMs: number | null): void;
  /** Whether a stale answer may be served while a fresh one is fetched. */
  readonly allowStale?: boolean;
  /** How long a stale answer may be served while WHMCS is down; by default for long. */
  readonly fallback?: Fallback;
  /** Interactive by default. */
  readonly lane?: Lane;
  /** Whether the cache is bypassed. */
  readonly noCache?: boolean;
  /** Whether flights of other callers are not joined either. */
  readonly noJoin?: boolean;
}

/** The conditions on which a cached answer is accepted. */
type Terms = Pick<CacheReadOptions, 'allowStale' | 'fallback' | 'noCache'>;

/** What a request would lead to. */
export interface CachePreview {
  /** The answer that the cache would serve. */
  readonly cached: CachedAnswer | undefined;
  /** Whether a call would be sent to WHMCS, for the answer or for a refresh. */
  readonly sends: boolean;
  /** Set if a stale answer would be served should the call fail. */
  readonly hasStale?: true;
}

export interface Cache {
  /** The cached answer, if it satisfies the conditions; counts as used. */
  at<C extends ReadCommand>(question: Question<C>, ask: CacheReadOptions): Answer<C> | undefined;
  /** Answers from the cache, from a flight, or from WHMCS. */
  read<C extends ReadCommand>(question: Question<C>, ask: CacheReadOptions): Promise<Answer<C>>;
  /** What a request would lead to at this moment. Nothing is sent, joined or counted. */
  preview(question: Question, ask: Terms): CachePreview;
  /** The fresh cached answer, or undefined; never sends a request. */
  peek<C extends ReadCommand>(question: Question<C>): Answer<C> | undefined;
  /** The fresh cached answers that mention an entity. */
  mentioning(thing: EntityKey): CachedAnswer[];
  /** Whether something derived from cached answers may still be used. */
  isAlive(made: Provenance): boolean;
  /** Invalidates every answer under these tags that was requested before. */
  invalidate(tags: readonly Tag[]): void;
  /** Until the returned function is called, nothing under these tags is cached or served. */
  hold(tags: readonly Tag[]): () => void;
  /** Shutdown: stops fetching answers that nobody waits for. */
  close(): void;
}

export function cache(client: WhmcsClient, options: CacheOptions): Cache {
  const now = options.now ?? monotonic;
  const clock = tagClock();
  const answers = cacheStore(options.maxSize, clock, now);
  const outage = outageMonitor(now);
  const flights = inFlight();
  const knownFailures = failures(clock, now);
  /**
   * Counts what is stored. A request that was not found stays unknown until something is stored, so the cache need not be searched again.
   */
  let kept = 0;

  /** The entry of a request, on any conditions. */
  const entryOf = (question: Question): CachedAnswer | undefined => {
    if (question.nothingKnownAt === kept) return undefined;
    const cached = answers.at(question.key);
    if (!cached && !knownFailures.at(question.key)) question.nothingKnownAt = kept;
    return cached;
  };

  /** The known failure of a request that WHMCS cannot answer. */
  const failureOf = (question: Question) =>
    question.nothingKnownAt === kept ? undefined : knownFailures.at(question.key);

  const startFlight = <C extends ReadCommand>(
    { key, command, params }: Question<C>,
    { meter, lane = 'interactive' }: Pick<CacheReadOptions, 'meter' | 'lane'>,
    once: boolean,
  ): Flight => {
    const asked = { askedAt: clock.now(), askedOn: now() };
    return flights.depart(key, { command: command.name, askedAt: asked.askedAt, once, lane }, async (signal, turn) => {
      try {
        const reply = await client.call(command, params, { signal, meter, once, turn });
        outage.ended(command.name, null);
        options.latency.learn(command.name, rowsAskedFor(params), reply.ms);
        const cached = cachedAnswerOf(command, params, asked, reply, options);
        if (options.shared) {
          kept++;
          answers.keep(key, cached);
        }
        return cached;
      } catch (error) {
        outage.ended(command.name, error);
        if (isRefusal(error)) answers.forget(key, asked.askedOn);
        const until = asked.askedOn + options.seconds[keepOf(command, params)] * 1000;
        if (options.shared && isUnencodable(error)) {
          kept++;
          knownFailures.keep(key, { error, askedAt: asked.askedAt, until });
        }
        throw error;
      }
    });
  };

  /** The flight of the same request, unless something was written since it was sent. */
  const joinable = (key: string): Flight | undefined => {
    const flight = flights.at(key);
    return flight && !clock.movedSince(flight.askedAt) ? flight : undefined;
  };

  const joined = <C extends ReadCommand>(question: Question<C>, ask: CacheReadOptions, once: boolean): Flight => {
    const flight = ask.noJoin ? undefined : joinable(question.key);
    if (!flight) return startFlight(question, ask, once);
    if (ask.lane !== 'background') flight.turn.promote();
    return flight;
  };

  /** Fetches a fresh answer for later callers, with one attempt. Resolves when the attempt has ended, however it ended. */
  const refresh = async <C extends ReadCommand>(question: Question<C>, { meter }: CacheReadOptions): Promise<void> => {
    // The call is counted when it is decided on, because the operation may report its number of calls before the call leaves.
    const { name } = question.command;
    meter.called(name);
    let sent = false;
    const prepaid: Meter = { called: () => void (sent = true), unsent: () => void (sent = false) };
    await startFlight(question, { meter: prepaid, lane: 'background' }, true).keep();
    if (!sent) meter.unsent(name);
  };

  /** Whether a stale answer should be refreshed now. */
  const isRefreshDue = ({ key, command: { name } }: Question): boolean =>
    !flights.at(key) && (!outage.with(name) || outage.isLookDue(name));

  /** Whether a stale answer may be served while WHMCS is down. */
  const isFallback = (cached: CachedAnswer, { noCache, fallback = 'long' }: Terms): boolean =>
    noCache !== true && now() < cached.fallbackUntil[fallback] && !clock.isStale(cached);

  /** The cached answer that satisfies these conditions. */
  const acceptable = (question: Question, ask: Terms): CachedAnswer | undefined => {
    const { command, params } = question;
    const cached = ask.noCache ? undefined : entryOf(question);
    if (!cached || now() < cached.freshUntil) return cached;
    const mayBeStale =
      now() < cached.staleUntil && (ask.allowStale === true || keepOf(command, params) === 'reference');
    return mayBeStale || (outage.with(command.name) && isFallback(cached, ask)) ? cached : undefined;
  };

  const serve = <C extends ReadCommand>(command: C, cached: CachedAnswer, ask: CacheReadOptions): Answer<C> => {
    ask.hit();
    ask.used(cached, now() < cached.freshUntil ? null : now() - cached.askedOn);
    return typedAnswer(command, cached.answer);
  };

  const fromCache = <C extends ReadCommand>(question: Question<C>, ask: CacheReadOptions): Answer<C> | undefined => {
    const cached = acceptable(question, ask);
    if (!cached) return undefined;
    const { command } = question;
    const isAged = now() >= cached.freshUntil;
    if (isAged && isRefreshDue(question)) outage.looks(command.name, refresh(question, ask));
    return serve(command, cached, ask);
  };

  return {
    at: fromCache,
    async read(question, ask) {
      ask.signal.throwIfAborted();
      const { command } = question;
      const answer = fromCache(question, ask);
      if (answer !== undefined) return answer;
      const failure = ask.noCache ? undefined : failureOf(question);
      if (failure) throw failure.error;
      const aged = ask.noCache ? undefined : entryOf(question);
      const older = aged && isFallback(aged, ask) ? aged : undefined;
      const flight = joined(question, ask, older !== undefined);
      let arrived: CachedAnswer;
      try {
        arrived = await flight.join(ask.signal, older && options.patienceMs);
      } catch (error) {
        // A caller that has left, or whose time is up, has learnt nothing about WHMCS.
        if (ask.signal.aborted || !isOutage(error)) throw error;
        // A flight reports its own end. That a caller stopped waiting is known only here.
        outage.ended(command.name, error);
        const rest = older && (answers.at(question.key) ?? older);
        if (rest && isFallback(rest, ask)) return serve(command, rest, ask);
        // A caller with a stale answer tries once; one without tries with retries.
        if (!older && !flight.once) throw error;
        arrived = await joined(question, ask, false).join(ask.signal);
      }
      ask.used(arrived, null);
      return typedAnswer(command, arrived.answer);
    },
    preview(question, ask) {
      const cached = acceptable(question, ask);
      if (!cached) {
        const isBroken = !ask.noCache && failureOf(question) !== undefined;
        const aged = ask.noCache ? undefined : entryOf(question);
        const sends = client.allows(question.command) && !joinable(question.key) && !isBroken;
        return { cached: cached, sends, ...(aged && isFallback(aged, ask) ? { hasStale: true } : {}) };
      }
      return { cached: cached, sends: now() >= cached.freshUntil && isRefreshDue(question) };
    },
    peek(question) {
      const cached = entryOf(question);
      return cached && now() < cached.freshUntil ? typedAnswer(question.command, cached.answer) : undefined;
    },
    mentioning: (thing) => answers.mentioning(thing),
    isAlive: (made) => now() < made.freshUntil && !clock.isStale(made),
    invalidate: (tags) => clock.invalidate(tags),
    hold: (tags) => clock.hold(tags),
    close: () => flights.close(),
  };
}

const rowsAskedFor = (params: unknown): number =>
  typeof params === 'object' && params !== null && 'limitnum' in params && typeof params.limitnum === 'number'
    ? params.limitnum
    : 1;

/**
 * Restores the type of an answer from a cache of many commands' answers: its key begins with this command's name, and this command
 * decoded it.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
export const typedAnswer = <C extends ReadCommand>(_command: C, answer: unknown): Answer<C> => answer as Answer<C>;
