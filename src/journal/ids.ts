/** Ids of operations: later ones sort after earlier ones, and no two processes make the same. */
import { randomBytes } from 'node:crypto';

const TIME_DIGITS = 9;
const COUNT_DIGITS = 4;
const MOST_IN_A_MILLISECOND = 36 ** COUNT_DIGITS;

/** @param now in milliseconds; where it goes back, ids do not */
export function operationIds(now: () => number): () => string {
  let [time, count] = [0, 0];
  return () => {
    const read = Math.max(now(), time);
    count = read === time ? count + 1 : 0;
    time = read;
    if (count >= MOST_IN_A_MILLISECOND) [time, count] = [time + 1, 0];
    const digits = (value: number, length: number) => value.toString(36).padStart(length, '0');
    return digits(time, TIME_DIGITS) + digits(count, COUNT_DIGITS) + randomBytes(6).toString('hex');
  };
}
