/** Values that are at hand or still on their way. A value at hand stays one: most answers come from memory, and a promise costs a turn. */

export type MaybePromise<T> = T | Promise<T>;

/**
 * Continues with a value or with the value of a promise. The function cannot be named `then`: a module that exports `then` is a thenable,
 * and a dynamic import of it would call that function.
 */
export const andThen = <T, R>(value: MaybePromise<T>, goOn: (value: T) => MaybePromise<R>): MaybePromise<R> =>
  value instanceof Promise ? value.then(goOn) : goOn(value);

/** All values; a promise only if one of them is a promise. */
export const allOf = <T>(values: readonly MaybePromise<T>[]): MaybePromise<T[]> => {
  const atHand: T[] = [];
  for (const value of values) {
    if (value instanceof Promise) return Promise.all(values);
    atHand.push(value);
  }
  return atHand;
};
