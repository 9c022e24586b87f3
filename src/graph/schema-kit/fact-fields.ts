/** Resolvers of fields that are facts of their things. */
import type { ResolverContext } from '../read/scope.ts';
import type { Entity } from '../base/entity.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { bareId } from '../base/global-id.ts';
import { withMeta } from '../base/field-meta.ts';
import { moneyOf, type CurrencySource, type Money } from '../entity/money.ts';

/** A fact as it is told. */
export const fact = <F extends string>(name: F) =>
  withMeta(
    <Facts extends Record<F, unknown>>(thing: Entity<Facts>): MaybePromise<Facts[F] | null> => thing.tell(name),
    { fact: name },
  );

/** WHMCS's number of something that inputs name by id: bare, as they take it. */
export const factId = <F extends string>(name: F) =>
  withMeta(
    <Facts extends Record<F, number | null>>(thing: Entity<Facts>): MaybePromise<string | null> =>
      andThen(thing.tell(name), bareId),
    { fact: name },
  );

/** A wall-clock time as an instant. */
export const factInstant = <F extends string>(name: F) =>
  withMeta(
    <Facts extends Record<F, string | null>>(
      thing: Entity<Facts>,
      _: object,
      { clock }: ResolverContext,
    ): MaybePromise<string | null> => andThen(thing.tell(name), (time) => (time === null ? null : clock.instant(time))),
    { fact: name },
  );

/** An amount without a currency in WHMCS's answer: it is in the currency of the client. */
export const factMoney = <F extends string>(name: F) =>
  withMeta(
    <Facts extends Record<F, string | null>>(
      thing: Entity<Facts> & { readonly client: CurrencySource | null },
    ): MaybePromise<Money | null> => moneyOf(thing.tell(name), thing.client),
    { fact: name },
  );
