/**
 * The reads of one operation: each question is asked once, every call is counted, and all of them end at the operation's deadline or
 * when the caller disconnects. `write/write-session.ts` adds the writes.
 */
import { monotonic } from '../../monotonic.ts';
import { typedAnswer, type CacheReadOptions } from '../../whmcs/cache/cache.ts';
import { questionOf, type Question } from '../../whmcs/cache/question.ts';
import type { LatencyModel } from '../../whmcs/cache/latency.ts';
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import type { Meter } from '../../whmcs/client.ts';
import type { FreshRead } from '../../whmcs/reconcile/rule.ts';
import type { EntityKey } from '../../whmcs/cache/mentions.ts';
import { provenanceOf, type Provenance, type CachedAnswer } from '../../whmcs/cache/cached-answer.ts';
import { Deadline } from './deadline.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { callBudget, type CallBudget } from './call-budget.ts';
import { isOfAll, type SessionOptions, type Totals, type Upstream } from './session-options.ts';
import { realPlanner, type Decision, type Planner } from './plan.ts';
import { meterOf, waitMeterOf, type Price } from './price.ts';

export type { SessionOptions, Price, Totals, Upstream };

/** The time that an answer must not be older than. */
export type Moment =
  /**
   * This operation: cached answers are ignored. A lookup of an entity that the viewer may not see must not be faster than a lookup of
   * one that does not exist, which is never cached.
   */
  | 'operation'
  /** The current mutation: an answer that another operation requested before it began may lack changes made meanwhile. */
  | 'mutation'
  /** This call: an answer of this operation may also be out of date after it has waited for a lock. */
  | 'now';

/** A question of this operation. */
interface Asked {
  answer: MaybePromise<unknown>;
  /** Whether WHMCS was called, not only the cache. */
  readonly isFetched: boolean;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

export class Session {
  readonly price: Price = { calls: 0, byCommand: {}, cacheHits: 0, stale: [], waitedMs: 0 };
  readonly planner: Planner;
  /** The decisions of the call plan. */
  readonly plan: Decision[] = [];
  /** The lists with a page that is shorter than requested, because the budget allowed no more calls. The same request may get more later. */
  readonly cut = new Set<string>();
  /** Logs a defect of an answer that is still usable. */
  readonly warn: NonNullable<Upstream['warn']>;
  protected readonly upstream: Upstream;
  protected readonly deadline: Deadline;
  protected readonly callBudget: CallBudget;
  protected readonly waitFor = waitMeterOf(this.price);
  /** Whether calls are sent although the budget is used up: a mutation that has sent something is completed. */
  protected isUnbounded = false;
  /** When the current mutation began. */
  protected begunOn = 0;
  readonly #ask: CacheReadOptions;
  readonly #used = new Set<CachedAnswer>();
  /** Whether a question had no result. Such a response is not stored: the entity may exist a moment later. */
  #failed = false;
  /** When each answer was asked for, by the answer itself. */
  readonly #askedOn = new WeakMap<object, number>();
  readonly #asked = new Map<string, Asked>();
  /** Stale answers that were served instead of fresh ones. */
  readonly #aged = new WeakSet<object>();
  constructor(
    upstream: Upstream,
    {
      caller,
      allowStale = false,
      fallback = 'long',
      noCache = false,
      lane = 'interactive',
      budget,
      rateLimit,
      busy,
      planner = realPlanner,
    }: SessionOptions = {},
  ) {
    this.upstream = upstream;
    this.warn = upstream.warn ?? (() => undefined);
    this.planner = planner;
    const deadline = (this.deadline = new Deadline(upstream.deadlineMs, caller));
    this.callBudget = callBudget({ budget, rateLimit, busy }, this.price);
    this.#ask = {
      get signal() {
        return deadline.signal;
      },
      meter: meterOf(this.price),
      hit: () => this.price.cacheHits++,
      used: (cached, staleMs) => this.#use(cached, staleMs),
      allowStale,
      fallback,
      noCache,
      lane,
    };
  }

  /**
   * Reads from the answers of this operation, the shared cache, or WHMCS; an answer at hand is returned at once.
   *
   * @param notBefore what an answer must not be older than; without it, the lifetimes of the cache decide
   */
  read<C extends ReadCommand>(
    command: C,
    params: Params<C>,
    { notBefore }: { readonly notBefore?: Moment } = {},
  ): MaybePromise<Answer<C>> {
    const question = questionOf(command, params);
    const asked = this.#asked.get(question.key);
    const isFetched = asked?.isFetched === true;
    if (notBefore === undefined) return this.atHand(question) ?? this.fetch(question);
    if (notBefore === 'operation')
      return isFetched && !this.#isAged(asked.answer)
        ? this.fetch(question)
        : this.#start(question, { ...this.#ask, noCache: true });
    return notBefore === 'mutation' && isFetched ? this.#sinceBegun(question, asked.answer) : this.#alone(question);
  }

  /** The answer, if this operation or the cache has it. */
  atHand<C extends ReadCommand>(question: Question<C>): Answer<C> | undefined {
    const asked = this.#asked.get(question.key);
    if (asked) return asked.answer instanceof Promise ? undefined : typedAnswer(question.command, asked.answer);
    if (this.deadline.isOver) return undefined;
    const atHand = this.upstream.cache.at(question, this.#ask);
    if (atHand !== undefined) this.#asked.set(question.key, { answer: atHand, isFetched: false });
    return atHand;
  }

  /** Asks WHMCS a question that is not answered yet, once in an operation. */
  fetch<C extends ReadCommand>(question: Question<C>): MaybePromise<Answer<C>> {
    const asked = this.#asked.get(question.key);
    if (!asked) return this.#start(question, this.#ask);
    return andThen(asked.answer, (answer) => typedAnswer(question.command, answer));
  }

  /** Asks WHMCS again, and joins no request of another operation. */
  #alone<C extends ReadCommand>(question: Question<C>): Promise<Answer<C>> {
    return this.#start(question, { ...this.#ask, noCache: true, noJoin: true });
  }

  /** An answer that this operation has fetched, unless it was requested before the current mutation began. */
  async #sinceBegun<C extends ReadCommand>(question: Question<C>, fetched: MaybePromise<unknown>): Promise<Answer<C>> {
    const answer = await fetched;
    const isSince = isObject(answer) && !this.#isAged(answer) && this.askedOn(answer) >= this.begunOn;
    return isSince ? typedAnswer(question.command, answer) : this.#alone(question);
  }

  #isAged(answer: unknown): boolean {
    return isObject(answer) && this.#aged.has(answer);
  }

  /** Aborts when the operation is over. */
  get signal(): AbortSignal {
    return this.deadline.signal;
  }

  /** @throws the reason, if the operation is over */
  throwIfOver(): void {
    this.deadline.throwIfOver();
  }

  /** Records that an answer had nothing for this viewer: for the caller that is the same as no answer. */
  cameToNothing(): void {
    this.#failed = true;
  }

  /** Records that the response shows something that does not come from WHMCS and may change at any time. */
  showsPassing(): void {
    this.#failed = true;
  }

  #start<C extends ReadCommand>(question: Question<C>, ask: CacheReadOptions): Promise<Answer<C>> {
    const answer = this.waitFor(this.#fetch(question, ask));
    const asked: Asked = { answer, isFetched: true };
    this.#asked.set(question.key, asked);
    const settle = (settled: Answer<C>) => {
      asked.answer = settled;
    };
    answer.then(settle, () => {
      this.#failed = true;
    });
    return answer;
  }

  async #fetch<C extends ReadCommand>(question: Question<C>, ask: CacheReadOptions): Promise<Answer<C>> {
    this.deadline.signal.throwIfAborted();
    if (!this.isUnbounded) await this.callBudget.pass(() => this.upstream.cache.preview(question, ask));
    return this.upstream.cache.read(question, ask);
  }

  /** When an answer of this operation was asked for, in milliseconds. If two answers disagree, the younger one is right. */
  askedOn(answer: unknown): number {
    return (isObject(answer) ? this.#askedOn.get(answer) : undefined) ?? monotonic();
  }

  /** The expected latency of calls. */
  get latency(): LatencyModel {
    return this.upstream.latency;
  }

  /** How many rows the unfiltered list of a command has, if an answer has reported it. */
  totalOf({ name }: ReadCommand): number | undefined {
    return this.upstream.totals.get(name);
  }

  /** Remembers how many rows the unfiltered list of a command has. */
  learnTotal({ name }: ReadCommand, params: unknown, total: number): void {
    if (isOfAll(params)) this.upstream.totals.set(name, total);
  }

  /** Whether WHMCS has reported this department, also in a list that is no longer in memory. */
  knowsDepartment(id: number): boolean {
    return !this.#ask.noCache && this.upstream.departments.has(id);
  }

  /** Remembers departments that WHMCS has reported. */
  learnDepartments(ids: readonly number[]): void {
    for (const id of ids) this.upstream.departments.add(id);
  }

  /** The fresh answer that the cache has, or undefined; it does not count as used. */
  peek<C extends ReadCommand>(question: Question<C>): Answer<C> | undefined {
    return this.#ask.noCache ? undefined : this.upstream.cache.peek(question);
  }

  /** The fresh cached answers that mention an entity. They count as used when `use` is called with them. */
  mentioning(entity: EntityKey): CachedAnswer[] {
    return this.#ask.noCache ? [] : this.upstream.cache.mentioning(entity);
  }

  /** Counts a cached answer that `mentioning` found as used. */
  use(cached: CachedAnswer): void {
    if (this.#used.has(cached)) return;
    this.price.cacheHits++;
    this.#use(cached, null);
  }

  /** Reads from WHMCS: neither the cache nor requests of others count. */
  protected freshRead(signal: AbortSignal): FreshRead {
    return (command, params) =>
      this.waitFor(
        this.upstream.cache.read(questionOf(command, params), { ...this.#ask, signal, noCache: true, noJoin: true }),
      );
  }

  /** Counts the calls of the operation. */
  protected get meter(): Meter {
    return this.#ask.meter;
  }

  /** Forgets all answers: after a write none of them counts. */
  protected forget(): void {
    this.#asked.clear();
  }

  /** The answers that the response is made of; null if one of them was stale or missing, so that the response cannot be stored. */
  get provenance(): Provenance | null {
    if (this.price.stale.length > 0 || this.#failed || this.#ask.noCache) return null;
    if (this.cut.size > 0) return null;
    return provenanceOf(this.#used);
  }

  /** The call budget, and what it has refused. */
  get allowance(): Omit<CallBudget, 'pass' | 'spend' | 'settle'> {
    return this.callBudget;
  }

  /** Ends the operation. */
  end(): void {
    void this.callBudget.settle();
    this.deadline.end();
  }

  #use(cached: CachedAnswer, staleMs: number | null): void {
    this.#used.add(cached);
    if (isObject(cached.answer)) this.#askedOn.set(cached.answer, cached.askedOn);
    if (staleMs === null) return;
    this.price.stale.push({ command: cached.command, ageMs: Math.round(staleMs) });
    if (isObject(cached.answer)) this.#aged.add(cached.answer);
  }
}
