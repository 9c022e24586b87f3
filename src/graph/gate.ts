/**
 * The budget of an operation. Its first wave of questions is gathered before any is sent: where these alone are more than it may ask,
 * it is refused as a whole, and WHMCS is not bothered. Later ones are sent as long as the budget lasts.
 */
import { BudgetExceededError } from './errors.ts';

export interface Gate {
  /**
   * Resolves when the question may be asked.
   *
   * @param sends whether it would cost a call by now: others may have asked the same meanwhile
   * @throws BudgetExceededError where it may not
   */
  pass(sends: () => boolean): Promise<void>;
  /** @throws BudgetExceededError where no further call may be made, else counts it */
  spend(): void;
  /** Calls that may be made. */
  readonly budget: number;
  /** Of these, calls that may still be made. */
  readonly left: number;
  /** Set where the first wave was too large. */
  readonly refused: BudgetExceededError | null;
  /** Set as well where something later was not asked for. */
  readonly exceeded: BudgetExceededError | null;
}

/** @param made calls made so far, retries included: these were not asked for, and are paid all the same */
export function firstWave(budget: number, made: () => number): Gate {
  const wave: (() => boolean)[] = [];
  let opening: Promise<void> | undefined;
  let isOpen = false;
  let spent = 0;
  let refused: BudgetExceededError | null = null;
  let usedUp: BudgetExceededError | null = null;

  const open = () =>
    new Promise<void>((resolve) => {
      setImmediate(() => {
        const asked = wave.filter((sends) => sends()).length;
        if (asked > budget) refused = new BudgetExceededError(budget, asked);
        isOpen = true;
        resolve();
      });
    });
  const spend = () => {
    spent = Math.max(spent, made());
    if (spent >= budget) throw (usedUp ??= new BudgetExceededError(budget));
    spent++;
  };

  return {
    async pass(sends) {
      if (budget < Infinity && !isOpen) wave.push(sends);
      await (opening ??= open());
      if (refused) throw refused;
      if (budget < Infinity && sends()) spend();
    },
    spend,
    budget,
    get left() {
      return budget - Math.max(spent, made());
    },
    get refused() {
      return refused;
    },
    get exceeded() {
      return refused ?? usedUp;
    },
  };
}
