/** Ids of operations: later ones sort after earlier ones, and no two processes make the same. */
import { randomBytes } from 'node:crypto';

const TIME_DIGITS = 9;
const COUNT_DIGITS = 4;
const MOST_IN_A_MILLISECOND = 36 ** COUNT_DIGITS;

/**
 * @param now in milliseconds; where it goes back, ids do not
 * @returns makes an id that sorts after the given one, which another process may have made by another clock
 */
export function operationIds(now: () => number): (newest?: string) => string {
  let [time, count] = [0, 0];
  let last = '';
  return (newest = '') => {
    if (newest > last) [time, count] = [Number.parseInt(newest.slice(0, TIME_DIGITS), 36) + 1, -1];
    const read = Math.max(now(), time);
    count = read === time ? count + 1 : 0;
    time = read;
    if (count >= MOST_IN_A_MILLISECOND) [time, count] = [time + 1, 0];
    const digits = (value: number, length: number) => value.toString(36).padStart(length, '0');
    last = digits(time, TIME_DIGITS) + digits(count, COUNT_DIGITS) + randomBytes(6).toString('hex');
    return last;
  };
}
