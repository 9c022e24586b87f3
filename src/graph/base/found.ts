/** "Not found" as a value instead of an error. */
import { MissingError } from '../../whmcs/errors.ts';
import type { MaybePromise } from '../../maybe-promise.ts';

const missing = (error: unknown): null => {
  if (error instanceof MissingError) return null;
  throw error;
};

/** The answer, or null if WHMCS reports that the entity does not exist. */
export const nullIfMissing = <T>(answer: MaybePromise<T>): MaybePromise<T | null> =>
  answer instanceof Promise ? answer.catch(missing) : answer;
