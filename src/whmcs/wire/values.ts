/**
 * The values of WHMCS's answers: each quirk of the wire, named once.
 *
 * A value that is absent stays absent (its key is missing from the decoded row): absent is not null. All are lenient, because one odd
 * cell must not cost a page, except `owner`, on which tenancy depends.
 */
import { decodeHTMLStrict } from 'entities';
import { z } from 'zod';
import { amountIn, rateIn } from './amount.ts';
import { enteredIn } from './entered.ts';
import { entriesOf } from './keyed.ts';

/** The value of one cell; never `undefined`, which stands for an absent key. */
type Cell = unknown;

declare const kind: unique symbol;

/**
 * Text or a number that says which kind of value it is, for declarations that name a column: a day is no amount. The mark exists in types
 * alone, and is optional, so that plain text and numbers can be used where one is expected.
 */
export type OfKind<T, Kind extends string> = T & { readonly [kind]?: Kind };

/** The kind of a value; `undefined` where it is plain. */
export type KindOf<T> = typeof kind extends keyof T ? Exclude<T[typeof kind], undefined> : undefined;

export type Id = OfKind<number, 'id'>;
export type DecimalText = OfKind<string, 'decimal'>;
export type Day = OfKind<string, 'day'>;
export type WallClockTime = OfKind<string, 'time'>;

const cell = <T>(read: (value: Cell) => T) => z.unknown().transform(read).optional();

/** Some wrappers print PHP's null as text. */
const isNothing = (value: Cell): boolean => value === null || value === undefined || value === '' || value === 'null';

const printed = (value: Cell): string | null => {
  if (isNothing(value)) return null;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
};

const positive = /^\s*0*([1-9]\d{0,14})\s*$/;

function readId(value: Cell): Id | null {
  const digits = positive.exec(printed(value) ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** An id of WHMCS: number or text on the wire. 0, "" and null are nobody; anything unreadable is null. */
export const id = cell(readId);

/** A currency by its id (0 is none, as for ids) or, in some builds, by its code: "INR". */
export const currency = cell((value): number | string | null => {
  const code = printed(value)?.trim() ?? '';
  return readId(value) ?? (/^[A-Z]{3,4}$/.test(code) ? code : null);
});

const notAClient = { code: 'custom', message: 'expected the number of a client' } as const;

/**
 * The client who owns a row, or null for nobody, also if a build does not report it. Read strictly: an answer whose owner cannot be
 * understood is refused whole, because showing it to the wrong partner would be worse than showing nothing.
 */
export const owner = z
  .unknown()
  .transform((value, context): Id | null => {
    if (isNothing(value) || value === 0 || value === '0') return null;
    const read = readId(value);
    if (read === null) context.addIssue(notAClient);
    return read;
  })
  .prefault(null);

/** The client that a row is: as strict as `owner`, and never nobody. */
export const clientId = z.unknown().transform((value, context): Id => {
  const read = readId(value);
  if (read === null) context.addIssue(notAClient);
  return read ?? z.NEVER;
});

/** No order has more. */
const MOST_IDS = 10_000;

/**
 * Several ids in one value: "1,2" or "" (AddOrder's answer), a list, or an object that PHP keyed by them (what an order renews: ids of
 * domains with their years).
 */
export const ids = cell((value): number[] => {
  const entries = isObject(value) ? entriesOf(value) : null;
  const keyed = entries?.every(([key]) => key !== '0') ? entries.map(([key]) => key) : null;
  const listed =
    keyed ??
    (typeof value === 'object' && value !== null ? Object.values(value) : (printed(value) ?? '').split(',', MOST_IDS));
  return listed.flatMap((each: unknown) => readId(each) ?? []);
});

const readCount = (value: Cell): number | null => {
  const text = printed(value)?.trim();
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : null;
};

/** A whole number, in any type. */
export const count = cell(readCount);

const readText = (value: Cell): string | null => {
  const raw = printed(value);
  return raw === null ? null : raw.includes('&') ? decodeHTMLStrict(raw) : raw;
};

/** Text as people typed it. WHMCS encodes HTML entities on the way in, so they are decoded exactly once. Empty text is null. */
export const text = cell(readText);

/** The name of a field, an option or a choice: of "machine | Label" WHMCS reports the part behind the pipe, with its blank. */
export const label = cell((value) => readText(value)?.trim() || null);

/** The value of a custom field, as it was entered. */
export const entered = cell((value) => {
  const raw = printed(value);
  return raw === null ? null : /[<&]/.test(raw) ? enteredIn(raw) : raw;
});

/** Text that is HTML or another format (product descriptions, `lastlogin`): left as it is. */
export const verbatim = cell(printed);

const truths = new Set<Cell>([true, 1, '1', 'on', 'true', 'yes']);

/** Six kinds of boolean: true/false, 1/0, "1"/"0", "on"/"", "true"/"false", "yes"/"no". Null if WHMCS reports null. */
export const flag = cell((value): boolean | null => {
  if (value === null || value === undefined || value === 'null') return null;
  return truths.has(typeof value === 'string' ? value.trim().toLowerCase() : value);
});

/**
 * An exact decimal as text, from decimal text, a JSON number (at least two places), formatted text as in `stats`, or a float.
 * UNREADABLE_AMOUNT for other text with digits, which costs its field and not the page.
 */
export const money = cell((value): DecimalText | null => {
  const shown = typeof value === 'number' ? value : printed(value)?.trim();
  return shown === undefined ? null : amountIn(shown);
});

/** A rate or percentage as exact decimal text ("23.00" in 7.x, "11.000" in 8.x). */
export const rate = cell((value): DecimalText | null => {
  const raw = printed(value)?.trim();
  return raw === undefined ? null : rateIn(raw);
});

const wallClock = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Zero dates come as 0000-00-00, as -0001-11-30 (a zero date that PHP printed again), as "" and as null. */
function readWallClock(value: Cell): RegExpExecArray | null {
  const parts = wallClock.exec(printed(value)?.trim() ?? '');
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay ? parts : null;
}

/** A calendar day, "2026-01-31". */
export const date = cell((value): Day | null => {
  const parts = readWallClock(value);
  return parts && `${parts[1]}-${parts[2]}-${parts[3]}`;
});

/**
 * A wall-clock time of the installation, "2026-01-31 18:05:00". WHMCS names no zone; the reader of this value knows it. An offset that
 * some builds print is kept at the end.
 */
export const dateTime = cell((value): WallClockTime | null => {
  const parts = readWallClock(value);
  if (!parts) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', offset = ''] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${year}-${month}-${day} ${hour}:${minute}:${second}${offset}`;
});

const isObject = (value: Cell): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** PHP prints an array whose keys are not 0..n-1 as an object keyed by number; its values are the rows. */
const isKeyed = (value: Record<string, unknown>): boolean =>
  entriesOf(value).every(([key, row]) => /^\d+$/.test(key) && typeof row === 'object');

const isRow = (value: Cell): boolean => isObject(value) && Object.keys(value).length > 0;

const isWrapped = (row: Cell, singular: string): row is Record<string, unknown> =>
  isObject(row) && Object.keys(row).length === 1 && isObject(row[singular]);

/** The limit of rows of a list within a row. The answer's own list may have more, and comes in parts. */
const MOST_AT_ONCE = 10_000;

const isTooLong = (value: Cell): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > MOST_AT_ONCE;

/** The rows of a list in any shape, or null if it is not a list. */
function rowsOf(value: Cell, singular: string): unknown[] | null {
  if (isNothing(value)) return [];
  if (isTooLong(value)) return null;
  if (Array.isArray(value)) {
    // `[[]]` is how PHP prints one empty row; `[{ "singular": … }]` comes from XML-derived paths.
    return value.flatMap((row: unknown) => (isWrapped(row, singular) ? [row[singular]] : row)).filter(isRow);
  }
  if (!isObject(value)) return null;
  if (singular in value) return rowsOf(value[singular], singular);
  if (isKeyed(value)) return Object.values(value).filter(isRow);
  return [value];
}

/**
 * A list, in every shape that WHMCS has been seen to print: `{singular: [..]}`, a bare list, "", [], {}, null, one object instead of a
 * list, an object keyed by number, `[[]]`. An absent key is an absent list (`.default([])` if that means empty).
 */
export const listOf = <R extends z.ZodType>(singular: string, row: R) =>
  z
    .unknown()
    .transform((value, context): unknown[] => {
      const rows = rowsOf(value, singular);
      if (rows === null)
        context.addIssue({
          code: 'custom',
          message: `expected a list of ${singular}, of ${MOST_AT_ONCE} rows at most within a row`,
        });
      return rows ?? [];
    })
    .pipe(z.array(row));

/** A list of words: `{singular: [..]}`, a bare list, "" or null. */
export const wordsOf = (singular: string) =>
  z
    .unknown()
    .transform((value): unknown[] => {
      const list = isObject(value) && singular in value ? value[singular] : value;
      if (Array.isArray(list)) return list.map((each: unknown) => each);
      if (isObject(list)) return Object.values(list);
      return isNothing(list) ? [] : [list];
    })
    .pipe(z.array(text));

/** An object keyed by data (prices by currency code); PHP prints an empty one as []. */
export const mapOf = <V extends z.ZodType>(value: V) =>
  z
    .unknown()
    .transform((entries, context) => {
      if (isTooLong(entries)) context.addIssue({ code: 'custom', message: `expected ${MOST_AT_ONCE} keys at most` });
      return isObject(entries) && !isTooLong(entries) ? Object.fromEntries(entriesOf(entries)) : {};
    })
    .pipe(z.record(z.string(), value));

/** An object that PHP prints as [] or "" if it is empty. */
export const objectOf = <S extends z.ZodObject>(shape: S) =>
  z
    .unknown()
    .transform((value) => (isObject(value) ? value : {}))
    .pipe(shape);
