/** What the TLDs cost that the installation sells. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetTLDPricing } from '../../../whmcs/commands/tlds.ts';
import { Money, moneyOf, type CurrencySource } from '../../entity/money.ts';
import { builder } from '../../schema-kit/builder.ts';
import { Currency } from '../catalogue/currency.ts';

type Told = Answer<typeof GetTLDPricing>['pricing'][string];

/** A TLD with its prices in one currency. */
export interface PricedTld {
  readonly extension: string;
  readonly told: Told;
  readonly currency: Currency | null;
}

interface YearPrice {
  readonly years: number;
  readonly amount: string;
  readonly currency: CurrencySource | null;
}

interface Period {
  readonly days: number | null;
  readonly price: string | null;
  readonly currency: CurrencySource | null;
}

/** A negative price is not offered. */
const isOffered = (amount: string | null | undefined): amount is string => amount != null && !amount.startsWith('-');

const TldPrice = builder.objectRef<YearPrice>('TldPrice').implement({
  description: 'What a domain costs for a number of years.',
  fields: (t) => ({
    years: t.exposeInt('years', { nullable: false, description: 'For how many years.' }),
    price: t.field({
      type: Money,
      description: 'The price of all these years together.',
      resolve: ({ amount, currency }) => moneyOf(amount, currency),
    }),
  }),
});

const TldPeriod = builder.objectRef<Period>('TldPeriod').implement({
  description: 'A time after expiry in which a domain can still be renewed.',
  fields: (t) => ({
    days: t.exposeInt('days', { description: 'How long it is.' }),
    fee: t.field({
      type: Money,
      description: 'What is added to the price of the renewal.',
      resolve: ({ price, currency }) => moneyOf(price, currency),
    }),
  }),
});

type Kind = 'register' | 'transfer' | 'renew';

export const TldPricing = builder.objectRef<PricedTld>('TldPricing').implement({
  description: 'A top-level domain that the installation sells, with its prices in one currency.',
  fields: (t) => {
    const prices = (kind: Kind, description: string) =>
      t.field({
        type: [TldPrice],
        nullable: { list: false, items: false },
        description,
        resolve: ({ told, currency }): YearPrice[] =>
          Object.entries(told[kind] ?? {}).flatMap(([years, amount]) =>
            isOffered(amount) ? [{ years: Number(years), amount, currency }] : [],
          ),
      });
    const period = (name: 'grace_period' | 'redemption_period', description: string) =>
      t.field({
        type: TldPeriod,
        description,
        resolve: ({ told, currency }): Period | null => {
          const { days, price } = told[name] ?? {};
          return days == null && price == null ? null : { days: days ?? null, price: price ?? null, currency };
        },
      });
    const addon = (name: 'dns' | 'email' | 'idprotect', description: string) =>
      t.boolean({ description, resolve: ({ told }) => told.addons?.[name] ?? null });
    return {
      extension: t.exposeString('extension', {
        nullable: false,
        description: 'Its name without the leading dot: "com".',
      }),
      categories: t.stringList({
        description: 'The categories under which WHMCS lists it.',
        resolve: ({ told }) => told.categories ?? [],
      }),
      group: t.string({
        description: 'WHMCS\'s mark on it: "hot", "new" or "sale".',
        resolve: ({ told }) => told.group ?? null,
      }),
      currency: t.field({
        type: Currency,
        description: 'The currency of its prices.',
        resolve: ({ currency }) => currency,
      }),
      register: prices('register', 'What a registration costs; empty if it cannot be registered.'),
      transfer: prices('transfer', 'What a transfer from another registrar costs; empty if it cannot be transferred.'),
      renew: prices('renew', 'What a renewal costs; empty if it cannot be renewed.'),
      gracePeriod: period(
        'grace_period',
        'The days after expiry at the usual price, perhaps with a fee; null if there are none.',
      ),
      redemptionPeriod: period(
        'redemption_period',
        'The days after the grace period, at a higher price; null if there are none.',
      ),
      dnsManagement: addon('dns', 'Whether DNS management can be had with it.'),
      emailForwarding: addon('email', 'Whether e-mail forwarding can be had with it.'),
      idProtection: addon('idprotect', "Whether its owner's name can be kept out of WHOIS."),
    };
  },
});
