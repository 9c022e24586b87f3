/**
 * The facts of WHMCS's rows in the graph's words, as far as the screens use them: a field is read from its row on demand.
 * Both baselines read them here.
 */
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { number, text, verbatim, type Row } from '../whmcs.ts';

export interface Page<T> {
  readonly totalCount: number;
  readonly nodes: readonly T[];
}

/** In the client's currency, unless the row names another. */
export interface Money {
  readonly amount: string;
  readonly clientId: number;
  readonly currencyCode?: string | null;
  readonly formatted?: string | null;
}

export const money = (amount: unknown, clientId: number): Money | null => {
  const value = verbatim(amount);
  return value === null ? null : { amount: value, clientId };
};

export const nameOf = (row: Row): string | null =>
  [text(row['firstname']), text(row['lastname'])].filter(Boolean).join(' ') || null;

export interface Address {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postcode: string | null;
  readonly countryCode: string | null;
}

/** The known fields; `undefined` is unknown. */
export interface Client {
  readonly id: string;
  readonly whmcsId: number;
  readonly fullName?: string | null | undefined;
  readonly companyName?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly address?: Address | undefined;
  readonly credit?: Money | null | undefined;
  readonly currencyCode?: string | null | undefined;
}

/** An entity with a row, and mostly a number. */
export abstract class FactRow {
  readonly row: Row;

  constructor(row: Row) {
    this.row = row;
  }
  get whmcsId() {
    return number(this.row['id']);
  }
}

/** The client of a row, with the facts of the row; 0 is no client. */
export const clientFacts = (whmcsId: number, facts: Omit<Client, 'id' | 'whmcsId'> = {}): Client | null =>
  whmcsId > 0 ? { ...facts, id: globalId('Client', whmcsId), whmcsId } : null;
