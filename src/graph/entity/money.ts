/** An amount and whose currency it is in. */
import { readable } from '../../whmcs/wire/amount.ts';
import { andThen, type MaybePromise } from '../base/maybe-promise.ts';

/** Whoever can tell a currency's texts: a client, whose currency all of its money is in, or a currency itself. */
export interface CurrencySource {
  tell(fact: 'currencyCode' | 'currencyPrefix' | 'currencySuffix'): MaybePromise<string | null>;
}

export class Money {
  /** Exact decimal text. */
  readonly amount: string;
  readonly #teller: CurrencySource | null;

  constructor(amount: string, teller: CurrencySource | null) {
    this.amount = amount;
    this.#teller = teller;
  }

  currencyCode(): MaybePromise<string | null> {
    return this.#teller?.tell('currencyCode') ?? null;
  }

  /** "$12.95 USD": prefix, amount, suffix, as WHMCS writes amounts in its own answers. */
  formatted(): MaybePromise<string | null> {
    const teller = this.#teller;
    if (!teller) return null;
    const sign = this.amount.startsWith('-') ? '-' : '';
    const digits = this.amount.slice(sign.length);
    return andThen(teller.tell('currencyPrefix'), (prefix) =>
      andThen(teller.tell('currencySuffix'), (suffix) => `${sign}${prefix ?? ''}${digits}${suffix ?? ''}`),
    );
  }
}

/** An amount that may not be told, or not yet, as Money in the teller's currency. @throws UnexpectedAnswerError for one that cannot be read */
export const moneyOf = (
  amount: MaybePromise<string | null>,
  teller: CurrencySource | null,
): MaybePromise<Money | null> => andThen(amount, (told) => (told === null ? null : new Money(readable(told), teller)));
