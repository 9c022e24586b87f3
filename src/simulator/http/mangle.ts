import type { Fault } from './faults.ts';
import { flattened } from './formats.ts';
import type { Answer, Json } from './json.ts';

/** Changes a good answer into one of the shapes seen in the wild. Faults of other kinds do not change it. */
export function mangled(answer: Answer, { kind }: Fault): Answer {
  switch (kind) {
    case 'status-instead-of-result': {
      const { result, ...rest } = answer;
      return { status: result ?? 'success', ...rest };
    }
    case 'missing-total': {
      const { totalresults: _, ...rest } = answer;
      return rest;
    }
    case 'zero-total':
      return { ...answer, totalresults: 0 };
    case 'flat-keys':
      return Object.fromEntries(flattened(answer));
    case 'single-object':
      return withLists(answer, (rows) => (rows.length === 1 && rows[0] !== undefined ? rows[0] : rows));
    case 'keyed-object':
      return withLists(answer, (rows) => Object.fromEntries(rows.map((row, index) => [keyOf(row, index), row])));
    default:
      return answer;
  }
}

/** Changes every `plural.singular` list of an answer. */
function withLists(answer: Answer, change: (rows: readonly Json[]) => Json): Answer {
  const entries = Object.entries(answer).map(([plural, value]): [string, Json] => {
    const inner = wrapped(value);
    return inner ? [plural, { [inner.singular]: change(inner.rows) }] : [plural, value];
  });
  return Object.fromEntries(entries);
}

function wrapped(value: Json): { singular: string; rows: readonly Json[] } | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const [first, ...others] = Object.entries(value);
  if (!first || others.length > 0) return undefined;
  const [singular, rows]: [string, Json] = first;
  return Array.isArray(rows) ? { singular, rows } : undefined;
}

/** PHP's keys after something has filtered the rows: ids, or positions with a gap. */
function keyOf(row: Json, index: number): string {
  const id = row !== null && typeof row === 'object' && 'id' in row ? row.id : undefined;
  return typeof id === 'number' || typeof id === 'string' ? String(id) : String(index + 1);
}
