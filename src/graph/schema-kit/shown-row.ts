/** Rows that are shown as they are. They have facts of their own, but no other answer tells of them, so that nothing more is asked. */
import type { ObjectRef } from '@pothos/core';
import { globalId } from '../base/global-id.ts';
import type { CurrencySource } from '../entity/money.ts';
import { builder, type Types } from './builder.ts';
import { declared, factsIn, viewsOf, type FactHolder, type Fields, type RowView } from './declared-field.ts';
import { Node } from './node.type.ts';
import { forStaff } from './staff.ts';

/** Whose a row is, and the currency of its amounts. */
export interface Owning extends Pick<FactHolder, 'ownerId' | 'currency'> {
  /** The number of the thing that it hangs on. */
  readonly parentId?: number | undefined;
}

/** A row that belongs to nobody. */
export const nobodys: Owning = { ownerId: null, currency: null };

export class ShownRow implements FactHolder {
  readonly ownerId: number | null;
  readonly currency: CurrencySource | null;
  readonly #facts: RowView;

  constructor(facts: RowView, { ownerId, currency }: Owning) {
    this.#facts = facts;
    this.ownerId = ownerId;
    this.currency = currency;
  }

  tell(fact: string): unknown {
    return this.#facts[fact];
  }

  known(fact: string): unknown {
    return this.#facts[fact];
  }

  askedOn(): number {
    return 0;
  }
}

/** A row with a number of its own, by which it is found again among the rows of its parent. */
export class NumberedRow extends ShownRow {
  readonly typename: string;
  readonly whmcsId: number;
  readonly #parentId: number | undefined;

  constructor(typename: string, whmcsId: number, facts: RowView, owning: Owning) {
    super(facts, owning);
    this.typename = typename;
    this.whmcsId = whmcsId;
    this.#parentId = owning.parentId;
  }

  /** It hints at the parent, among whose rows alone it is found. */
  get globalId(): string {
    return globalId(this.typename, this.whmcsId, this.#parentId);
  }
}

export interface RowShape<R> {
  readonly name: string;
  readonly description: string;
  readonly columns: Fields<R>;
  readonly isForStaff?: boolean;
}

export interface RowType<R, Shown extends ShownRow = ShownRow> {
  readonly type: ObjectRef<Types, Shown>;
  /** Null for a row that cannot be shown. */
  readonly show: (row: R, of: Owning) => Shown | null;
}

/** Declares the type of rows without a number. */
export function rowType<R>({ name, description, columns, isForStaff = false }: RowShape<R>): RowType<R> {
  const view = viewsOf(factsIn(columns));
  const type = builder.objectRef<ShownRow>(name).implement({
    description,
    ...(isForStaff && forStaff),
    fields: (t) =>
      Object.fromEntries(Object.entries(columns).map(([field, each]) => [field, declared(t, field, each)])),
  });
  return { type, show: (row, of) => new ShownRow(view(row), of) };
}

/** Declares the type of rows with a number: they have an id in the graph. */
export function numberedRowType<R>(
  { name, description, columns, isForStaff = false }: RowShape<R>,
  numberOf: (row: R) => number | null,
): RowType<R, NumberedRow> {
  const view = viewsOf(factsIn(columns));
  const type = builder.objectRef<NumberedRow>(name).implement({
    description,
    interfaces: [Node],
    isTypeOf: (value) => value instanceof NumberedRow && value.typename === name,
    ...(isForStaff && forStaff),
    fields: (t) => ({
      whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
      ...Object.fromEntries(Object.entries(columns).map(([field, each]) => [field, declared(t, field, each)])),
    }),
  });
  return {
    type,
    show(row, of) {
      const number = numberOf(row);
      return number ? new NumberedRow(name, number, view(row), of) : null;
    },
  };
}
