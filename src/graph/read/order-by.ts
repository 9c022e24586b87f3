/** Sorts entities in memory as WHMCS sorts its lists. */

/** Compares by a value, then by number, so that the order is stable. Entities without a value come last. */
export function compareBy<T extends { readonly whmcsId: number }>(
  value: (entity: T) => string | number | null | undefined,
  direction: 'ASC' | 'DESC',
): (a: T, b: T) => number {
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => {
    const [x, y] = [value(a) ?? null, value(b) ?? null];
    if (x === null || y === null) return x === y ? a.whmcsId - b.whmcsId : x === null ? 1 : -1;
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
    return sign * order || a.whmcsId - b.whmcsId;
  };
}
