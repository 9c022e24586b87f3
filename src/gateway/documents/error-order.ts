/**
 * Sorts errors by the order of their fields. The order in which they happen depends on how fast WHMCS answers, and on whether a query is
 * compiled: neither should change a response.
 */
import type { ExecutionResult, GraphQLError } from 'graphql';

/** Errors that the data does not order, such as those below a value that is null, stay in the order in which they happened. */
export function inFieldOrder(result: ExecutionResult): ExecutionResult {
  const { data, errors } = result;
  if (!errors || errors.length < 2 || !data) return result;
  const indexes = new Map<object, ReadonlyMap<string, number>>();
  const indexIn = (parent: object, key: string | number): number => {
    if (typeof key === 'number') return key;
    let known = indexes.get(parent);
    if (!known) indexes.set(parent, (known = new Map(Object.keys(parent).map((each, index) => [each, index]))));
    return known.get(key) ?? 0;
  };
  const placeOf = ({ path = [] }: GraphQLError): readonly number[] => {
    const place: number[] = [];
    let value: unknown = data;
    for (const key of path) {
      if (typeof value !== 'object' || value === null) break;
      place.push(indexIn(value, key));
      value = Object.getOwnPropertyDescriptor(value, key)?.value;
    }
    return place;
  };
  const placed = errors.map((error) => ({ error, place: placeOf(error) }));
  return { ...result, errors: placed.toSorted((a, b) => compare(a.place, b.place)).map(({ error }) => error) };
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [depth, index] of one.entries()) {
    const difference = index - (other[depth] ?? -1);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
