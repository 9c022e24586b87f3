/** Resolvers of fields that are facts of their things. */
import type { Graph } from '../graph.ts';
import { andThen, type Entity, type MaybePromise } from '../base/entity.ts';
import { bareId } from '../base/global-id.ts';
import { mark } from '../base/field-meta.ts';
import { moneyOf, type CurrencyTeller, type Money } from '../entity/money.ts';

/** A fact as it is told. */
export const told = <F extends string>(fact: F) =>
  mark(<Facts extends Record<F, unknown>>(thing: Entity<Facts>): MaybePromise<Facts[F] | null> => thing.tell(fact), {
    fact,
  });

/** WHMCS's number of something that inputs name by id: bare, as they take it. */
export const toldId = <F extends string>(fact: F) =>
  mark(
    <Facts extends Record<F, number | null>>(thing: Entity<Facts>): MaybePromise<string | null> =>
      andThen(thing.tell(fact), bareId),
    { fact },
  );

/** A wall-clock time as an instant. */
export const toldInstant = <F extends string>(fact: F) =>
  mark(
    <Facts extends Record<F, string | null>>(
      thing: Entity<Facts>,
      _: object,
      { clock }: Graph,
    ): MaybePromise<string | null> => andThen(thing.tell(fact), (time) => (time === null ? null : clock.instant(time))),
    { fact },
  );

/** An amount of which WHMCS tells no currency: it is in the client's. */
export const toldMoney = <F extends string>(fact: F) =>
  mark(
    <Facts extends Record<F, string | null>>(
      thing: Entity<Facts> & { readonly client: CurrencyTeller | null },
    ): MaybePromise<Money | null> => moneyOf(thing.tell(fact), thing.client),
    { fact },
  );
