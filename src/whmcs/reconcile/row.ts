/** New records that a list shows with the fields that they were created with: a newer row with the same values. */
import { collated } from '../wire/collation.ts';
import { created } from './created.ts';
import type { ListPage } from './newest.ts';
import type { BoundReconcileRule, FreshRead } from './rule.ts';

interface CreatedRow<Asked, Row> {
  /** What the answer calls the id of the new record. */
  readonly named: string;
  /** The client, or another record, by which the list is read. */
  readonly scope: (asked: Asked) => number;
  readonly list: (scope: number, look: FreshRead) => Promise<ListPage<Row>>;
  readonly id: (row: Row) => number | null | undefined;
  /** Fields that are the same in every candidate: where one differs, the row is another record. */
  readonly key: readonly (keyof Asked & keyof Row)[];
  /** The other fields that are compared. Where only these differ, WHMCS may have written them another way. */
  readonly like: readonly (keyof Asked & keyof Row)[];
  readonly absenceProves?: boolean;
}

const written = (value: unknown): string =>
  collated(typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** A parameter that is not given is empty; a field that a row does not report contradicts nothing. */
export const createdRow = <Asked, Row>({
  named,
  scope,
  list,
  id,
  key,
  like,
  absenceProves = true,
}: CreatedRow<Asked, Row>): BoundReconcileRule<Asked> =>
  created<Asked>({
    absenceProves,
    named,
    scope,
    key: (asked) => key.map((field) => written(asked[field])),
    like: (asked) => like.map((field) => written(asked[field])),
    async list(of, look) {
      const { rows, total } = await list(of, look);
      return {
        total,
        found: rows.map((row) => ({
          id: id(row),
          key: key.map((field) => written(row[field])),
          like: like.map((field) => (row[field] === undefined ? undefined : written(row[field]))),
          ids: { [named]: id(row) ?? 0 },
        })),
      };
    },
  });
