/**
 * Keeps the order of lists that PHP prints as objects. PHP prints a list whose keys are not 0..n-1 as an object keyed by number, in the
 * order of the list; JavaScript sorts such keys. They are therefore marked before they are parsed, so that they are not numbers.
 */

/** No key of WHMCS begins with it. */
const MARK = '\u0001';

/** A key of digits only. A quotation mark within text has a backslash before it. */
const numberKey = /(?<!\\)"(\d+)"(?=\s*:)/g;

/** The start of such a list. Most answers have none, and are parsed as they are. */
const keyedList = /\{\s*"\d+"\s*:/;

/** Parses JSON. Keys that are numbers are marked, in the order of the text. */
export function parseInOrder(text: string): unknown {
  return JSON.parse(keyedList.test(text) ? text.replaceAll(numberKey, '"\\u0001$1"') : text);
}

/** A key of digits in a form that an object keeps in place. */
export const marked = (key: string): string => (/^\d+$/.test(key) ? `${MARK}${key}` : key);

/** Whether WHMCS's key is a number. */
export const isMarked = (key: string): boolean => key.startsWith(MARK);

/** The key as WHMCS wrote it. */
const unmarked = (key: string): string => (isMarked(key) ? key.slice(MARK.length) : key);

/** The entries of an object, with WHMCS's keys, in WHMCS's order. */
export const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).map(([key, each]: [string, unknown]) => [unmarked(key), each]);
