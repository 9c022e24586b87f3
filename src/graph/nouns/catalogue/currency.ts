/** The installation's currencies. */
import { GetCurrencies } from '../../../whmcs/commands/system.ts';
import { andThen } from '../../../maybe-promise.ts';
import type { CurrencySource } from '../../entity/money.ts';
import type { ResolverContext } from '../../read/scope.ts';
import { reference } from '../../schema-kit/declare-reference.ts';

export const Currency = reference('Currency', {
  called: 'currency',
  description: 'A currency of the installation. WHMCS: GetCurrencies.',
  list: { command: GetCurrencies, params: {}, rows: 'currencies', id: 'id', hidesNumber: true },
  code: 'currencyCode',
  query: { name: 'currencies', description: 'The currencies of the installation. WHMCS: GetCurrencies.' },
  // The facts are those of whatever amounts are in: a client's rows report the same ones.
  fields: (f) => ({
    code: f.fact(
      'currencyCode',
      f.filledText((row) => row.code, 'ISO 4217 code.'),
    ),
    prefix: f.fact('currencyPrefix', f.text('prefix', 'Stands before amounts: "$".')),
    suffix: f.fact('currencySuffix', f.text('suffix', 'Stands behind amounts: " USD".')),
    rate: f.decimal('rate', 'Against the default currency, whose rate is 1.'),
    format: f.count(
      'format',
      "WHMCS's number of the way in which amounts are grouped: 1 is 1234.56, 2 is 1,234.56, 3 is 1.234,56, 4 is 1,234.",
    ),
  }),
});
export type Currency = InstanceType<typeof Currency>;

export const Currencies = Currency.Things;

/** The currency against which the rates of all others are, for amounts of the whole installation. */
export const defaultCurrency = (graph: ResolverContext): CurrencySource => ({
  tell: (fact) =>
    andThen(graph.noun(Currencies).all(), (all) => {
      const found = all.find((each) => Number(each.known('rate')) === 1);
      return found ? found.tell(fact) : null;
    }),
});

/** The currency that an answer names by its number or, in some builds, by its code. */
export const currencyTold = (told: number | string, graph: ResolverContext): Currency =>
  graph.noun(Currencies).of(told);
