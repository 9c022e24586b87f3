/** The common parts of paged lists. */
import { z } from 'zod';
import { countParam } from './params.ts';
import { count, listOf } from './values.ts';

/** WHMCS documents a default of 25 and no maximum for `limitnum`. */
export const pageParams = { limitstart: countParam.optional(), limitnum: countParam.optional() };

/**
 * A page of rows with WHMCS's counts. A missing key is an empty page (GetTickets without a match), unless the answer says that it
 * returned rows: such an answer is broken, and must not be read as "none".
 *
 * @param rows the list under its plural name: `{ invoices: rows('invoice', row) }`
 */
export const page = <S extends z.ZodRawShape>(rows: S) =>
  z
    .object({ totalresults: count, startnumber: count, numreturned: count, ...rows })
    .refine(hasItsRows, { error: 'expected the rows that numreturned counts' });

/** The rows of a page: `page({ invoices: rows('invoice', row) })`. */
export const rows = <R extends z.ZodType>(singular: string, row: R) => listOf(singular, row).default([]);

/** A page of one client's list, or of the list of all clients. */
export interface ListPage {
  readonly client: number | null;
  readonly offset: number;
  readonly limit: number;
}

const ofList = z.strictObject({
  limitstart: z.number(),
  limitnum: z.number(),
  clientid: z.number().optional(),
  userid: z.number().optional(),
});

/** The page that a request asks for; null if it asks for something else, or for selected rows only. */
export function listPageOf(params: unknown): ListPage | null {
  const { data } = ofList.safeParse(params);
  return data ? { client: data.clientid ?? data.userid ?? null, offset: data.limitstart, limit: data.limitnum } : null;
}

/** Whether a request has a filter besides the page. */
export const isFiltered = (params: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(params).some(([param, filter]) => !(param in pageParams) && filter !== undefined);

const hasItsRows = (answer: Readonly<Record<string, unknown>>): boolean =>
  !(Number(answer['numreturned']) > 0) ||
  Object.values(answer).some((value) => Array.isArray(value) && value.length > 0);
