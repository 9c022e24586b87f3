/**
 * The call budget of an operation, within the rate limit of its viewer. The first wave of questions is collected before any is sent: if
 * the wave alone exceeds the budget, or finds no room in the queue for WHMCS, the whole operation is refused and nothing is sent. Later
 * questions are sent while the budget lasts. Calls beyond the rate limit are made on credit then, up to another minute's calls, and paid
 * back before the viewer's next operation begins: a caller that waits as long as it is told gets the whole response.
 */
import type { Look } from '../../whmcs/cache/cache.ts';
import type { BusyError } from '../../whmcs/errors.ts';
import { BudgetExceededError, RateLimitedError } from '../base/errors.ts';
import { andThen, type MaybePromise } from '../base/maybe-promise.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Price } from './price.ts';

export interface CallBudget {
  /**
   * Resolves when the question may be asked.
   *
   * @param look whether it would cost a call by now: others may have asked the same meanwhile
   * @throws BudgetExceededError, RateLimitedError, BusyError where it may not
   */
  pass(look: () => Asked): Promise<void>;
  /** Counts one call more. @throws BudgetExceededError, RateLimitedError if none may be made */
  spend(): MaybePromise<void>;
  /** Ends the operation: it pays for the calls that it really made. */
  settle(): MaybePromise<unknown>;
  /** Calls that may be made. */
  readonly budget: number;
  /** Of these, calls that may still be made. */
  readonly left: number;
  /** Set where the first wave was too large, or finds no room in the queue for WHMCS. */
  readonly refused: BudgetExceededError | RateLimitedError | BusyError | null;
  /** Set as well where the budget stopped something later. */
  readonly exceeded: BudgetExceededError | null;
  /** After which what was not asked for can be asked, where the pace or the queue is what stopped it. */
  readonly retryAfterMs: number | null;
}

/** What a question would come to. */
type Asked = Pick<Look, 'sends' | 'hasOlder'>;

export interface CallBudgetOptions {
  readonly budget?: number | undefined;
  readonly pace?: RateLimit | undefined;
  /** Why so many calls cannot be made now. */
  readonly busy?: ((calls: number) => BusyError | null) | undefined;
}

/** @param price calls made so far, retries included: these were not asked for, and are paid all the same */
export function callBudget(
  { budget: given = Infinity, pace, busy }: CallBudgetOptions,
  price: Pick<Price, 'calls'>,
): CallBudget {
  // What a full minute cannot pay for is too much, however long one waits.
  const budget = Math.min(given, pace?.most ?? Infinity);
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
    andThen(pace?.waitMs(calls) ?? 0, (waitMs) => {
      const error = new RateLimitedError(Math.max(waitMs, limited?.retryAfterMs ?? 0));
      limited = error;
      return error;
    });
  const settle = (): MaybePromise<unknown> => {
    const owed = price.calls - spent;
    spent = price.calls;
    return pace?.pay(owed);
  };
  /** Why a first wave is refused that fits into the budget; null if it is not. */
  const refusalOf = (asked: number, needed: number): MaybePromise<RateLimitedError | BusyError | null> =>
    andThen(asked > 0 && pace ? pace.waitMs(asked) : 0, (waitMs) => {
      if (pace && waitMs > 0) return limit(Math.min(wave.length, pace.most));
      return needed > 0 && busy ? (limited = busy(needed)) : null;
    });
  /** Decides on the first wave. */
  const decide = (): MaybePromise<void> => {
    const calls = wave.map((look) => look()).filter(({ sends }) => sends);
    const asked = calls.length;
    const needed = calls.filter(({ hasOlder }) => !hasOlder).length;
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
      // Counted before anything is waited for, so that calls that are asked for together stay within the budget.
      spent++;
      return andThen(pace?.waitMs(begun ? 1 - pace.most : 1) ?? 0, (waitMs) => {
        if (waitMs > 0) {
          spent--;
          return andThen(limit(1), (error) => {
            throw error;
          });
        }
        begun = true;
        return andThen(pace?.pay(1), () => undefined);
      });
    });

  return {
    async pass(look) {
      if (budget < Infinity && !isOpen) wave.push(look);
      await (opening ??= open());
      if (refused) throw refused;
      if (budget === Infinity || !look().sends) return;
      const spending = spend();
      // Not awaited where it is done: nothing may come between this and the question's departure.
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
