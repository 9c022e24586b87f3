import type { PhpForm } from '../http/php.ts';
import type { FieldValue } from '../world/model.ts';
import { scalar } from './params.ts';

/** Custom field values: a map by field id. Keys that are not ids are ignored. */
export function fieldValues(map: PhpForm | undefined): FieldValue[] {
  return Object.entries(map ?? {})
    .filter(([id]) => /^\d+$/.test(id))
    .map(([id, value]) => ({ id: Number(id), value: scalar(value) }));
}

/** Fields that were sent replace existing values; the others stay. */
export function merged(old: readonly FieldValue[], sent: readonly FieldValue[]): FieldValue[] {
  const kept = old.filter((field) => !sent.some(({ id }) => id === field.id));
  return [...kept, ...sent].toSorted((left, right) => left.id - right.id);
}
