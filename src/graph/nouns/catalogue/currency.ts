/** The installation's currencies: a short list, kept long. */
import { monotonic } from '../../../monotonic.ts';
import type { Answer } from '../../../whmcs/command.ts';
import { GetCurrencies } from '../../../whmcs/commands/system.ts';
import type { Client } from '../clients/client.ts';
import type { ResolverContext, Scope } from '../../read/scope.ts';
import { NotFoundError } from '../../base/errors.ts';
import { globalId } from '../../base/global-id.ts';
import type { Account } from '../../base/entity.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
import type { CurrencySource } from '../../entity/money.ts';
import { ReferenceNoun } from '../../entity/reference-noun.ts';

type Row = Answer<typeof GetCurrencies>['currencies'][number];

interface CurrencyFacts {
  id: number | null;
  currencyCode: string | null;
  currencyPrefix: string | null;
  currencySuffix: string | null;
  rate: string | null;
  format: number | null;
}

const rowFacts = (row: Row): CurrencyFacts => ({
  id: row.id ?? null,
  currencyCode: row.code ?? null,
  currencyPrefix: row.prefix ?? null,
  currencySuffix: row.suffix ?? null,
  rate: row.rate ?? null,
  format: row.format ?? null,
});

/** A currency of which perhaps only the code is known; its number then costs the list. */
export class Currency implements CurrencySource {
  readonly #graph: Scope;
  readonly #known: Account<CurrencyFacts>;

  constructor(graph: Scope, known: Account<CurrencyFacts>) {
    this.#graph = graph;
    this.#known = known;
  }

  tell<F extends keyof CurrencyFacts>(fact: F): MaybePromise<CurrencyFacts[F] | null> {
    const told = this.#known[fact];
    if (told !== undefined) return told;
    return andThen(this.#graph.noun(Currencies).row(this.#known), (facts) => facts?.[fact] ?? null);
  }

  get globalId(): MaybePromise<string> {
    return andThen(this.tell('id'), (id) => globalId('Currency', id ?? 0));
  }
}

export class Currencies extends ReferenceNoun<typeof GetCurrencies, Row> {
  protected override readonly command = GetCurrencies;
  protected override readonly params = {};

  /** GetCurrencies */
  all(): MaybePromise<Currency[]> {
    return andThen(this.rows(), (rows) => rows.map((row) => new Currency(this.graph, rowFacts(row))));
  }

  /** A currency by what is known of it. */
  of(known: Account<CurrencyFacts>): Currency {
    return new Currency(this.graph, known);
  }

  /** By number; null where there is none. */
  byId(id: number): MaybePromise<Currency | null> {
    return andThen(this.row({ id }), (facts) => facts && new Currency(this.graph, facts));
  }

  /** The list's row for a number or a code. */
  row({ id, currencyCode }: Account<CurrencyFacts>): MaybePromise<CurrencyFacts | null> {
    const row = this.find((each) => (id ? each.id === id : each.code === currencyCode));
    return andThen(row, (found) => found && rowFacts(found));
  }

  /**
   * The currency that an input names, if it names one. For one that it does not have WHMCS takes the default, or keeps the one before.
   *
   * @throws NotFoundError where there is no such currency
   */
  async check(id: number | undefined): Promise<void> {
    if (id === undefined || (await this.mayHave((rows) => rows.some((row) => row.id === id)))) return;
    throw new NotFoundError('There is no such currency.');
  }

  /** Tells a client the texts of its currency; the record of a client knows no more than number and code. */
  teach(client: Client): MaybePromise<unknown> {
    const told = client.atHand('currencyCode') === undefined ? client.tell('currencyId') : client.known('currencyId');
    return andThen(told, (id) =>
      andThen(this.row({ id, currencyCode: client.known('currencyCode') }), (row) =>
        client.learn(
          { currencyPrefix: row?.currencyPrefix ?? null, currencySuffix: row?.currencySuffix ?? null },
          monotonic(),
        ),
      ),
    );
  }

  protected override rowsIn({ currencies }: Answer<typeof GetCurrencies>): readonly Row[] {
    return currencies;
  }
}

/** The currency that an answer tells by its number or, in some builds, by its code. */
export const currencyTold = (told: number | string, graph: ResolverContext): Currency =>
  graph.noun(Currencies).of(typeof told === 'number' ? { id: told } : { currencyCode: told });
