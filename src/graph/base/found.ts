/** "Not found" as an answer rather than a failure. */
import { MissingError } from '../../whmcs/errors.ts';
import type { MaybePromise } from './maybe-promise.ts';

const missing = (error: unknown): null => {
  if (error instanceof MissingError) return null;
  throw error;
};

/** The answer, or null where WHMCS says that there is no such thing. */
export const nullIfMissing = <T>(answer: MaybePromise<T>): MaybePromise<T | null> =>
  answer instanceof Promise ? answer.catch(missing) : answer;
