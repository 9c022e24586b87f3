/**
 * Remembers the answers to reads until they age or a tag is invalidated, and joins equal questions.
 *
 * An answer is as old as its question: entries carry the moment at which they were asked, an invalidation kills every entry asked
 * before it, also one that is still on its way, and no later caller may join that flight. What was killed is dead for everybody: it
 * is served neither while a fresh answer is fetched nor when WHMCS is down.
 */
import { monotonic } from '../../monotonic.ts';
import { keepOf, type Answer, type ReadCommand } from '../command.ts';
import type { Ask, Meter, WhmcsClient } from '../client.ts';
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
  /** How long a caller who has an older answer waits for WHMCS before it counts as down. */
  readonly patienceMs: number;
  /** Bound of what is remembered, in characters of the answers as they came. */
  readonly maxSize: number;
  /** Whether answers are shared between operations; flights are joined in either case. */
  readonly shared: boolean;
  /** Told of how long calls take. */
  readonly costs: LatencyModel;
  readonly now?: () => number;
}

export interface CacheAsk extends Ask {
  /** Told of each question that was answered from memory. */
  hit(): void;
  /** Told of each answer that is used; `staleMs` is its age where it had aged. */
  used(told: CachedAnswer, staleMs: number | null): void;
  /** Whether nothing hangs on the answer's being of this moment. */
  readonly calm?: boolean;
  /** How long an answer that has aged will do where WHMCS is down; long where nothing is said. */
  readonly fallback?: Fallback;
  /** Interactive where nothing is said. */
  readonly lane?: Lane;
  /** Whether memory counts for nothing. */
  readonly anew?: boolean;
  /** Whether what somebody else has asked before counts for nothing either. */
  readonly alone?: boolean;
}

/** On which terms an answer is taken from memory. */
type Terms = Pick<CacheAsk, 'calm' | 'fallback' | 'anew'>;

/** What a question would come to. */
export interface Look {
  /** What memory would answer with. */
  readonly told: CachedAnswer | undefined;
  /** Whether WHMCS would be sent a call, for the answer or for a fresh one. */
  readonly sends: boolean;
  /** Set where an older answer will do when the call cannot be made. */
  readonly hasOlder?: true;
}

export interface Cache {
  /** What memory has for this question, as far as the caller takes it; counts as used. */
  at<C extends ReadCommand>(question: Question<C>, ask: CacheAsk): Answer<C> | undefined;
  /** Answers from memory, from a flight under way, or from WHMCS. */
  read<C extends ReadCommand>(question: Question<C>, ask: CacheAsk): Promise<Answer<C>>;
  /** What a question would come to at this moment; nothing is asked, joined or counted. */
  look(question: Question, ask: Terms): Look;
  /** The answer at hand, or undefined: never asks. */
  peek<C extends ReadCommand>(question: Question<C>): Answer<C> | undefined;
  /** The fresh answers that tell of a thing. */
  telling(thing: EntityKey): CachedAnswer[];
  /** Whether what was made of answers may still be used. */
  isAlive(made: Provenance): boolean;
  /** From now on, nothing that was asked earlier under one of these tags is used. */
  invalidate(tags: readonly Tag[]): void;
  /** Until the returned function is called, nothing under these tags is kept or served. */
  hold(tags: readonly Tag[]): () => void;
  /** The end is near: nothing is fetched any more for those who come later. */
  close(): void;
}

export function cache(client: WhmcsClient, options: CacheOptions): Cache {
  const now = options.now ?? monotonic;
  const clock = tagClock();
  const answers = cacheStore(options.maxSize, clock, now);
  const outage = outageMonitor(now);
  const under = inFlight();
  const broken = failures(clock, now);
  /** Counts what is kept: a question of which nothing is known stays so until then, and memory need not be searched again. */
  let kept = 0;

  /** What memory holds for a question, on whatever terms. */
  const entryOf = (question: Question): CachedAnswer | undefined => {
    if (question.nothingKnownAt === kept) return undefined;
    const told = answers.at(question.key);
    if (!told && !broken.at(question.key)) question.nothingKnownAt = kept;
    return told;
  };

  /** How a question fails of which it is known that WHMCS cannot answer it. */
  const failureOf = (question: Question) => (question.nothingKnownAt === kept ? undefined : broken.at(question.key));

  const depart = <C extends ReadCommand>(
    { key, command, params }: Question<C>,
    { meter, lane = 'interactive' }: Pick<CacheAsk, 'meter' | 'lane'>,
    once: boolean,
  ): Flight => {
    const asked = { askedAt: clock.now(), askedOn: now() };
    return under.depart(key, { command: command.name, askedAt: asked.askedAt, once, lane }, async (signal, turn) => {
      try {
        const reply = await client.call(command, params, { signal, meter, once, turn });
        outage.ended(command.name, null);
        options.costs.learn(command.name, rowsAskedFor(params), reply.ms);
        const told = cachedAnswerOf(command, params, asked, reply, options);
        if (options.shared) {
          kept++;
          answers.keep(key, told);
        }
        return told;
      } catch (error) {
        outage.ended(command.name, error);
        if (isRefusal(error)) answers.forget(key, asked.askedOn);
        const until = asked.askedOn + options.seconds[keepOf(command, params)] * 1000;
        if (options.shared && isUnencodable(error)) {
          kept++;
          broken.keep(key, { error, askedAt: asked.askedAt, until });
        }
        throw error;
      }
    });
  };

  /** The flight with the same question, unless something was written since that was asked. */
  const joinable = (key: string): Flight | undefined => {
    const flight = under.at(key);
    return flight && !clock.movedSince(flight.askedAt) ? flight : undefined;
  };

  const joined = <C extends ReadCommand>(question: Question<C>, ask: CacheAsk, once: boolean): Flight => {
    const flight = ask.alone ? undefined : joinable(question.key);
    if (!flight) return depart(question, ask, once);
    if (ask.lane !== 'background') flight.turn.promote();
    return flight;
  };

  /** Fetches a fresh answer for those who come later; it is tried only once. Resolves when that has ended, however it did. */
  const refresh = async <C extends ReadCommand>(question: Question<C>, { meter }: CacheAsk): Promise<void> => {
    // Nobody waits for it, so it is paid when it is decided on: the operation's price may be told before it leaves.
    const { name } = question.command;
    meter.called(name);
    let sent = false;
    const prepaid: Meter = { called: () => void (sent = true), unsent: () => void (sent = false) };
    await depart(question, { meter: prepaid, lane: 'background' }, true).keep();
    if (!sent) meter.unsent(name);
  };

  /** Whether it is time for a fresh answer in the place of one that has aged. */
  const isRefreshDue = ({ key, command: { name } }: Question): boolean =>
    !under.at(key) && (!outage.with(name) || outage.isLookDue(name));

  /** Whether an answer will do where WHMCS is down. */
  const helpsOut = (told: CachedAnswer, { anew, fallback = 'long' }: Terms): boolean =>
    anew !== true && now() < told.fallbackUntil[fallback] && !clock.isStale(told);

  /** What memory answers with on these terms. */
  const remembered = (question: Question, ask: Terms): CachedAnswer | undefined => {
    const { command, params } = question;
    const told = ask.anew ? undefined : entryOf(question);
    if (!told || now() < told.freshUntil) return told;
    const isCalm = now() < told.staleUntil && (ask.calm === true || keepOf(command, params) === 'reference');
    return isCalm || (outage.with(command.name) && helpsOut(told, ask)) ? told : undefined;
  };

  const serve = <C extends ReadCommand>(command: C, told: CachedAnswer, ask: CacheAsk): Answer<C> => {
    ask.hit();
    ask.used(told, now() < told.freshUntil ? null : now() - told.askedOn);
    return answered(command, told.answer);
  };

  const atHand = <C extends ReadCommand>(question: Question<C>, ask: CacheAsk): Answer<C> | undefined => {
    const told = remembered(question, ask);
    if (!told) return undefined;
    const { command } = question;
    const isAged = now() >= told.freshUntil;
    if (isAged && isRefreshDue(question)) outage.looks(command.name, refresh(question, ask));
    return serve(command, told, ask);
  };

  return {
    at: atHand,
    async read(question, ask) {
      ask.signal.throwIfAborted();
      const { command } = question;
      const answer = atHand(question, ask);
      if (answer !== undefined) return answer;
      const failure = ask.anew ? undefined : failureOf(question);
      if (failure) throw failure.error;
      const aged = ask.anew ? undefined : entryOf(question);
      const older = aged && helpsOut(aged, ask) ? aged : undefined;
      const flight = joined(question, ask, older !== undefined);
      let landed: CachedAnswer;
      try {
        landed = await flight.join(ask.signal, older && options.patienceMs);
      } catch (error) {
        // Whoever went away, or has no more time himself, has learnt nothing of WHMCS.
        if (ask.signal.aborted || !isOutage(error)) throw error;
        // Flights tell how they ended; that somebody lost his patience is known here alone.
        outage.ended(command.name, error);
        const rest = older && (answers.at(question.key) ?? older);
        if (rest && helpsOut(rest, ask)) return serve(command, rest, ask);
        // Who has an older answer tries once; who has none tries harder.
        if (!older && !flight.once) throw error;
        landed = await joined(question, ask, false).join(ask.signal);
      }
      ask.used(landed, null);
      return answered(command, landed.answer);
    },
    look(question, ask) {
      const told = remembered(question, ask);
      if (!told) {
        const isBroken = !ask.anew && failureOf(question) !== undefined;
        const aged = ask.anew ? undefined : entryOf(question);
        const sends = client.allows(question.command) && !joinable(question.key) && !isBroken;
        return { told, sends, ...(aged && helpsOut(aged, ask) ? { hasOlder: true } : {}) };
      }
      return { told, sends: now() >= told.freshUntil && isRefreshDue(question) };
    },
    peek(question) {
      const told = entryOf(question);
      return told && now() < told.freshUntil ? answered(question.command, told.answer) : undefined;
    },
    telling: (thing) => answers.mentioning(thing),
    isAlive: (made) => now() < made.freshUntil && !clock.isStale(made),
    invalidate: (tags) => clock.invalidate(tags),
    hold: (tags) => clock.hold(tags),
    close: () => under.close(),
  };
}

const rowsAskedFor = (params: unknown): number =>
  typeof params === 'object' && params !== null && 'limitnum' in params && typeof params.limitnum === 'number'
    ? params.limitnum
    : 1;

/**
 * Gives an answer its type back where it went through a memory of many commands' answers: it was filed under a key that begins with
 * this command's name, as this command decoded it.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
export const answered = <C extends ReadCommand>(_command: C, answer: unknown): Answer<C> => answer as Answer<C>;
