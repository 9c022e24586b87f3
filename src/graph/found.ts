/** "Not found" as an answer rather than a failure. */
import { MissingError } from '../whmcs/errors.ts';

/** The answer, or null where WHMCS says that there is no such thing. */
export async function found<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof MissingError) return null;
    throw error;
  }
}
