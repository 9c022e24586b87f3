/** Updates of a record that reports each parameter as a field: those fields are compared. */
import { collated } from '../wire/collation.ts';
import type { BoundReconcileRule, FreshRead } from './rule.ts';
import { updated } from './updated.ts';

export type Value = string | number | boolean | null | undefined;

interface FieldsUpdated<Asked, Record, Name extends string> {
  /** What the command's answer calls the id of the record. */
  readonly named: string;
  readonly id: (asked: Asked) => number;
  readonly read: (id: number, look: FreshRead) => Promise<Record>;
  /** The parameters that are compared; one that WHMCS does not report, or that may hold a secret, is left out. */
  readonly names: readonly Name[];
  /** The value that the record reports for a parameter. */
  readonly valueOf: (record: Record, name: Name) => Value;
  /** The form in which both are compared; by default as MySQL compares text, and a setting that is off as empty. */
  readonly written?: (name: Name, value: Value) => string;
  readonly absenceProves?: boolean;
}

/** As MySQL compares text. A setting that is off is reported as false, or not at all. */
export const asText = (value: Value): string => {
  if (typeof value === 'boolean') return value ? 'true' : '';
  return collated(String(value ?? ''));
};

export const fieldsUpdated = <Name extends string, Asked extends { readonly [N in Name]?: Value }, Record>({
  named,
  id,
  read,
  names,
  valueOf,
  written = (_, value) => asText(value),
  absenceProves,
}: FieldsUpdated<Asked, Record, Name>): BoundReconcileRule<Asked> =>
  updated<Asked, Record>({
    named,
    id,
    read,
    absenceProves,
    valuesOf: (record) => Object.fromEntries(names.map((name) => [name, written(name, valueOf(record, name))])),
    wanted: (asked) =>
      Object.fromEntries(
        names.flatMap((name) => (asked[name] === undefined ? [] : [[name, written(name, asked[name])]])),
      ),
  });
