/** Ids of operations. Later ids sort after earlier ids, and no two processes create the same id. */
import { randomBytes } from 'node:crypto';

const TIME_DIGITS = 9;
const COUNT_DIGITS = 4;
const MAX_PER_MILLISECOND = 36 ** COUNT_DIGITS;

/**
 * @param now in milliseconds; if it goes back, ids do not
 * @returns creates an id that sorts after the given id, which another process may have created with another clock
 */
export function operationIds(now: () => number): (newest?: string) => string {
  let [time, count] = [0, 0];
  let last = '';
  return (newest = '') => {
    if (newest > last) [time, count] = [Number.parseInt(newest.slice(0, TIME_DIGITS), 36) + 1, -1];
    const current = Math.max(now(), time);
    count = current === time ? count + 1 : 0;
    time = current;
    if (count >= MAX_PER_MILLISECOND) [time, count] = [time + 1, 0];
    const digits = (value: number, length: number) => value.toString(36).padStart(length, '0');
    last = digits(time, TIME_DIGITS) + digits(count, COUNT_DIGITS) + randomBytes(6).toString('hex');
    return last;
  };
}
