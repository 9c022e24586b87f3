/**
 * The call budget of an operation, within the rate limit of its viewer. The first wave of questions is collected before any is sent: if
 * the wave alone exceeds the budget, or finds no room in the queue for WHMCS, the whole operation is refused and nothing is sent. Later
 * questions are sent while the budget lasts. Calls beyond the rate limit are made on credit then, up to another minute's calls, and paid
 * back before the viewer's next operation begins: a caller that waits for `retryAfterMs` gets the whole response.
 */
import type { CachePreview } from '../../whmcs/cache/cache.ts';
import type { BusyError } from '../../whmcs/errors.ts';
import { BudgetExceededError, RateLimitedError } from '../base/errors.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Price } from './price.ts';

export interface CallBudget {
  /**
   * Resolves when the question may be sent.
   *
   * @param look whether the question would cost a call now: another operation may have asked it meanwhile
   * @throws BudgetExceededError, RateLimitedError, BusyError if it must not be sent
   */
  pass(look: () => Asked): Promise<void>;
  /** Counts one more call. @throws BudgetExceededError, RateLimitedError if it must not be made */
  spend(): MaybePromise<void>;
  /** Ends the operation: it pays for the calls that it really made. */
  settle(): MaybePromise<unknown>;
  /** The calls that may be made. */
  readonly budget: number;
  /** The calls that may still be made. */
  readonly left: number;
  /** Set if the first wave is too large, or finds no room in the queue for WHMCS. */
  readonly refused: BudgetExceededError | RateLimitedError | BusyError | null;
  /** Set also if the budget stopped a later call. */
  readonly exceeded: BudgetExceededError | null;
  /** After this time the missing calls can be made; set if the rate limit or the queue stopped them. */
  readonly retryAfterMs: number | null;
}

/** The cost of a question. */
type Asked = Pick<CachePreview, 'sends' | 'hasStale'>;

export interface CallBudgetOptions {
  readonly budget?: number | undefined;
  readonly rateLimit?: RateLimit | undefined;
  /** Returns the error if so many calls cannot be queued now. */
  readonly busy?: ((calls: number) => BusyError | null) | undefined;
}

/** @param price the calls made so far; retries are not requested here, but they are paid for */
export function callBudget(
  { budget: given = Infinity, rateLimit, busy }: CallBudgetOptions,
  price: Pick<Price, 'calls'>,
): CallBudget {
  // More calls than a full minute pays for can never be made, however long the caller waits.
  const budget = Math.min(given, rateLimit?.most ?? Infinity);
  const wave: (() => Asked)[] = [];
  let opening: Promise<void> | undefined;
  let isOpen = false;
  /** Whether the rate limit has let the operation begin. */
  let begun = false;
  let spent = 0;
  let refused: CallBudget['refused'] = null;
  let usedUp: BudgetExceededError | null = null;
  let limited: RateLimitedError | BusyError | null = null;

  const limit = (calls: number): MaybePromise<RateLimitedError> =>
    andThen(rateLimit?.waitMs(calls) ?? 0, (waitMs) => {
      const error = new RateLimitedError(Math.max(waitMs, limited?.retryAfterMs ?? 0));
      limited = error;
      return error;
    });
  const settle = (): MaybePromise<unknown> => {
    const owed = price.calls - spent;
    spent = price.calls;
    return rateLimit?.pay(owed);
  };
  /** Why a first wave within the budget is refused; null if it is not refused. */
  const refusalOf = (asked: number, needed: number): MaybePromise<RateLimitedError | BusyError | null> =>
    andThen(asked > 0 && rateLimit ? rateLimit.waitMs(asked) : 0, (waitMs) => {
      if (rateLimit && waitMs > 0) return limit(Math.min(wave.length, rateLimit.most));
      return needed > 0 && busy ? (limited = busy(needed)) : null;
    });
  /** Decides on the first wave. */
  const decide = (): MaybePromise<void> => {
    const calls = wave.map((look) => look()).filter(({ sends }) => sends);
    const asked = calls.length;
    const needed = calls.filter(({ hasStale }) => !hasStale).length;
    isOpen = true;
    const refusal = asked > budget ? new BudgetExceededError(budget, asked) : refusalOf(asked, needed);
    return andThen(refusal, (found) => {
      refused = found;
      begun = asked > 0 && refused === null;
    });
  };
  const open = () =>
    new Promise<void>((resolve, reject) => {
      setImmediate(() => {
        try {
          resolve(decide());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  const spend = (): MaybePromise<void> =>
    andThen(price.calls > spent ? settle() : undefined, () => {
      if (spent >= budget) throw (usedUp ??= new BudgetExceededError(budget));
      // Counted before any wait, so that concurrent calls stay within the budget.
      spent++;
      return andThen(rateLimit?.waitMs(begun ? 1 - rateLimit.most : 1) ?? 0, (waitMs) => {
        if (waitMs > 0) {
          spent--;
          return andThen(limit(1), (error) => {
            throw error;
          });
        }
        begun = true;
        return andThen(rateLimit?.pay(1), () => undefined);
      });
    });

  return {
    async pass(look) {
      if (budget < Infinity && !isOpen) wave.push(look);
      await (opening ??= open());
      if (refused) throw refused;
      if (budget === Infinity || !look().sends) return;
      const spending = spend();
      // Not awaited if it is complete: nothing may happen between this check and the call.
      if (spending instanceof Promise) await spending;
    },
    spend,
    settle,
    budget,
    get left() {
      return budget - Math.max(spent, price.calls);
    },
    get refused() {
      return refused;
    },
    get exceeded() {
      return refused instanceof BudgetExceededError ? refused : usedUp;
    },
    get retryAfterMs() {
      return limited?.retryAfterMs ?? null;
    },
  };
}
