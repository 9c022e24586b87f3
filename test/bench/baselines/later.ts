/** A value, or a promise of it if it is not at hand. */
export type Later<T> = T | Promise<T>;

/** Continues at once if there is nothing to wait for. */
export const andThen = <T, U>(later: Later<T>, use: (value: T) => Later<U>): Later<U> =>
  later instanceof Promise ? later.then(use) : use(later);
