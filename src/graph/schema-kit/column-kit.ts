/**
 * The kinds of declared fields that show one column: each names the column, and says what it means. A column that the answer does not
 * have, or that holds something else, does not compile.
 */
import { bareId, globalId } from '../base/global-id.ts';
import { Money, moneyOf } from '../entity/money.ts';
import { flagIn, numberIn, textIn, type ColumnOf } from './columns.ts';
import type { Field } from './declared-field.ts';
import type { Enumeration } from './enumeration.ts';

const plain = { suffix: '', meta: {} } as const;

export class ColumnKit<R> {
  text(column: ColumnOf<R, string>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.string({ ...options, resolve: told(textIn) }),
    };
  }

  /** A text that is never null: empty if WHMCS does not report it. */
  filledText(read: (row: R) => string | null | undefined, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read,
      declare: (t, { options, told }) =>
        t.string({ ...options, nullable: false, resolve: told((text) => textIn(text) ?? '') }),
    };
  }

  flag(column: ColumnOf<R, boolean>, description: string): Field<R, boolean | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.boolean({ ...options, resolve: told(flagIn) }),
    };
  }

  /** A whole number: a count, or a number of WHMCS's own that is shown as one. */
  count(column: ColumnOf<R, number, 'id' | undefined>, description: string): Field<R, number | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.int({ ...options, resolve: told(numberIn) }),
    };
  }

  /** WHMCS's number of something that inputs name by id: bare, as they take it. */
  id(column: ColumnOf<R, number, 'id'>, description: string): Field<R, number | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.id({ ...options, resolve: told((id) => bareId(numberIn(id))) }),
    };
  }

  /** The global id of something of this type that is no thing of the graph. It is never null. */
  idOf(type: string, column: ColumnOf<R, number, 'id'>, description: string): Field<R, number | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) =>
        t.id({ ...options, nullable: false, resolve: told((id) => globalId(type, numberIn(id) ?? 0)) }),
    };
  }

  /** An exact decimal without a currency, such as a rate. */
  decimal(column: ColumnOf<R, string, 'decimal'>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.field({ ...options, type: 'Decimal', resolve: told(textIn) }),
    };
  }

  /** An amount in the currency of its thing: the client's, unless the declaration names another. */
  money(column: ColumnOf<R, string, 'decimal'>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type: Money,
          resolve: told((amount, { currency }) => moneyOf(textIn(amount), currency)),
        }),
    };
  }

  day(column: ColumnOf<R, string, 'day'>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.field({ ...options, type: 'Date', resolve: told(textIn) }),
    };
  }

  /** A wall-clock time of the installation, shown as an instant. */
  instant(column: ColumnOf<R, string, 'time'>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type: 'DateTime',
          resolve: told((time, _, { clock }) => (typeof time === 'string' ? clock.instant(time) : null)),
        }),
    };
  }

  enumOf<N extends string>(
    { words, type }: Pick<Enumeration<N>, 'words' | 'type'>,
    column: ColumnOf<R, string>,
    description: string,
  ): Field<R, N | 'OTHER' | null> {
    return {
      ...plain,
      description,
      read: (row) => {
        const word: unknown = row[column];
        return typeof word === 'string' ? words.read(word) : word;
      },
      declare: (t, { options, told }) => t.field({ ...options, type, resolve: told(textIn) }),
    };
  }
}
