/** A value, at once where it is at hand. */
export type Later<T> = T | Promise<T>;

/** Goes on at once where nothing is to be waited for. */
export const andThen = <T, U>(later: Later<T>, use: (value: T) => Later<U>): Later<U> =>
  later instanceof Promise ? later.then(use) : use(later);
