/** What is compared later without being kept: texts and addresses leave their hash, and nothing else. */
import { hash } from 'node:crypto';
import { readable } from '../wire/amount.ts';

/** Blanks are WHMCS's to trim and to break; addresses and names of domains have no case. */
const plain = (value: unknown): unknown =>
  typeof value === 'string' ? value.normalize().replaceAll(/\s+/g, ' ').trim() : value;

/** Equal values, equal text; nobody reads the value from it. */
export const hashed = (...values: readonly unknown[]): string =>
  hash('sha256', JSON.stringify(values.map(plain)), 'base64url');

/** "10" and "10.00" are the same amount. @throws UnexpectedAnswerError for one that cannot be read */
export const amountOf = (amount: string): string => {
  const decimal = readable(amount);
  return decimal.includes('.') ? decimal.replace(/(?<!0)0+$/, '').replace(/\.$/, '') : decimal;
};
