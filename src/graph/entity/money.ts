/** An amount in the currency of a client, or in one that is named. */
import { readable } from '../../whmcs/wire/amount.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';

/** Has the texts of a currency: a client, for all of its amounts, or a currency itself. */
export interface CurrencySource {
  tell(fact: 'currencyCode' | 'currencyPrefix' | 'currencySuffix'): MaybePromise<string | null>;
}

export class Money {
  /** Exact decimal text. */
  readonly amount: string;
  readonly #source: CurrencySource | null;

  constructor(amount: string, source: CurrencySource | null) {
    this.amount = amount;
    this.#source = source;
  }

  currencyCode(): MaybePromise<string | null> {
    return this.#source?.tell('currencyCode') ?? null;
  }

  /** "$12.95 USD": prefix, amount, suffix, as WHMCS writes amounts in its own answers. */
  formatted(): MaybePromise<string | null> {
    const source = this.#source;
    if (!source) return null;
    const sign = this.amount.startsWith('-') ? '-' : '';
    const digits = this.amount.slice(sign.length);
    return andThen(source.tell('currencyPrefix'), (prefix) =>
      andThen(source.tell('currencySuffix'), (suffix) => `${sign}${prefix ?? ''}${digits}${suffix ?? ''}`),
    );
  }
}

/** An amount, if it is reported, as Money in the currency of the source. @throws UnexpectedAnswerError for an amount that cannot be read */
export const moneyOf = (
  amount: MaybePromise<string | null>,
  source: CurrencySource | null,
): MaybePromise<Money | null> => andThen(amount, (told) => (told === null ? null : new Money(readable(told), source)));
