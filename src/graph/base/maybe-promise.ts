/** The name in graph/ of what every room shares. */
export { allOf, andThen, type MaybePromise } from '../../maybe-promise.ts';
