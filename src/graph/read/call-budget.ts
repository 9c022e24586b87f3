/**
 * The budget of an operation, and the pace of its viewer. Its first wave of questions is gathered before any is sent: where these alone
 * are more than it may ask, or find no room in the queue, it is refused as a whole, and WHMCS is not bothered. Later ones are sent as long as the budget lasts. What
 * goes beyond the pace then is done on credit, up to another minute's calls, and paid back before the viewer's next operation begins:
 * so who waits as long as is told gets the whole answer, not the first half of it.
 */
import type { Look } from '../../whmcs/cache/cache.ts';
import type { BusyError } from '../../whmcs/errors.ts';
import { BudgetExceededError, RateLimitedError } from '../base/errors.ts';
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
  /** @throws BudgetExceededError, RateLimitedError where no further call may be made, else counts it */
  spend(): void;
  /** The operation is over: what it really cost is what is paid. */
  settle(): void;
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
  /** Whether the pace has let the operation begin. */
  let begun = false;
  let spent = 0;
  let refused: CallBudget['refused'] = null;
  let usedUp: BudgetExceededError | null = null;
  let limited: RateLimitedError | BusyError | null = null;

  const limit = (calls: number): RateLimitedError => {
    const error = new RateLimitedError(Math.max(pace?.waitMs(calls) ?? 0, limited?.retryAfterMs ?? 0));
    limited = error;
    return error;
  };
  const settle = () => {
    pace?.pay(price.calls - spent);
    spent = price.calls;
  };
  const open = () =>
    new Promise<void>((resolve) => {
      setImmediate(() => {
        const calls = wave.map((look) => look()).filter(({ sends }) => sends);
        const asked = calls.length;
        const needed = calls.filter(({ hasOlder }) => !hasOlder).length;
        if (asked > budget) refused = new BudgetExceededError(budget, asked);
        else if (asked > 0 && pace && pace.waitMs(asked) > 0) refused = limit(Math.min(wave.length, pace.most));
        else if (needed > 0 && busy) refused = limited = busy(needed);
        begun = asked > 0 && refused === null;
        isOpen = true;
        resolve();
      });
    });
  const spend = () => {
    if (price.calls > spent) settle();
    if (spent >= budget) throw (usedUp ??= new BudgetExceededError(budget));
    if (pace && pace.waitMs(begun ? 1 - pace.most : 1) > 0) throw limit(1);
    begun = true;
    pace?.pay(1);
    spent++;
  };

  return {
    async pass(look) {
      if (budget < Infinity && !isOpen) wave.push(look);
      await (opening ??= open());
      if (refused) throw refused;
      if (budget < Infinity && look().sends) spend();
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
