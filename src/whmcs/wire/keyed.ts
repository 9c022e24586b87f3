/**
 * PHP prints a list whose keys are not 0..n-1 as an object keyed by number, in the order of the list. JavaScript puts such keys in
 * ascending order, whatever the text says: so that WHMCS's order is kept they are marked before they are parsed, and are no numbers then.
 */

/** No key of WHMCS begins with it. */
const MARK = '\u0001';

/** A key of digits and nothing else. A quotation mark within a text stands behind a backslash. */
const numberKey = /(?<!\\)"(\d+)"(?=\s*:)/g;

/** Where such a list begins: most answers have none, and are parsed as they are. */
const keyedList = /\{\s*"\d+"\s*:/;

/** Parses JSON; keys that are numbers come back marked, in the order of the text. */
export function parseInOrder(text: string): unknown {
  return JSON.parse(keyedList.test(text) ? text.replaceAll(numberKey, '"\\u0001$1"') : text);
}

/** A key of digits as an object takes it without moving it. */
export const marked = (key: string): string => (/^\d+$/.test(key) ? `${MARK}${key}` : key);

/** Whether WHMCS's key is a number. */
export const isMarked = (key: string): boolean => key.startsWith(MARK);

/** The key as WHMCS wrote it. */
const unmarked = (key: string): string => (isMarked(key) ? key.slice(MARK.length) : key);

/** The entries of an object, with the keys of WHMCS, in its order. */
export const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).map(([key, each]: [string, unknown]) => [unmarked(key), each]);
