/** Hashes of values that are compared later without being stored: of texts and addresses only the hash is kept. */
import { hash } from 'node:crypto';
import { readable } from '../wire/amount.ts';

/** WHMCS trims blanks and breaks lines. */
const plain = (value: unknown): unknown =>
  typeof value === 'string' ? value.normalize().replaceAll(/\s+/g, ' ').trim() : value;

/** Equal values give equal hashes; the values cannot be read from them. */
export const hashed = (...values: readonly unknown[]): string =>
  hash('sha256', JSON.stringify(values.map(plain)), 'base64url');

/** "10" and "10.00" are the same amount. @throws UnexpectedAnswerError for an unreadable one */
export const amountOf = (amount: string): string => {
  const decimal = readable(amount);
  return decimal.includes('.') ? decimal.replace(/(?<!0)0+$/, '').replace(/\.$/, '') : decimal;
};
