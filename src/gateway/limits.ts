/** How much of everything: what the configuration file may set, and what holds where it says nothing. */
import type { Role } from '../access/viewer.ts';
import { keeps, type Keep } from '../whmcs/command.ts';

export interface Limits {
  /** Calls that may wait for WHMCS. */
  readonly queue: number;
  /** What an operation may take, its writes apart. */
  readonly operationMs: number;
  /** Calls to WHMCS that one operation may cost. */
  readonly budget: Readonly<Record<Role, number>>;
  /** For which an answer of each kind is fresh. */
  readonly cacheSeconds: Readonly<Record<Keep, number>>;
  /** After that, for which it may be used while a fresh one is fetched. */
  readonly calmSeconds: Readonly<Record<Keep, number>>;
  /** After that, for which it may be used where WHMCS is down. */
  readonly errorSeconds: Readonly<Record<(typeof errorKeeps)[number], number>>;
  /** How long who has an older answer waits for WHMCS, before it counts as down. */
  readonly patienceMs: number;
  /** How long answers are not kept after a write of which nobody knows whether it happened. */
  readonly unknownMs: number;
  /** How often it is found out who is in which client group, and how old that may get. */
  readonly groupSeconds: { readonly refresh: number; readonly maxAge: number };
  /** Of remembered answers, in characters. */
  readonly cacheSize: number;
  /** Of whole responses that are kept. */
  readonly responseBytes: number;
  /** Attachments travel in base64 inside the request. */
  readonly bodyBytes: number;
}

/** What tells of money is of every kind, and has a time of its own where WHMCS is down. */
export const errorKeeps = [...keeps, 'money'] as const;

/** The kinds that may be used while a fresh answer is fetched: in a record stands who owns what, what is paid and what runs. */
export const calmKeeps = ['reference', 'list'] as const satisfies readonly Keep[];

export const startingLimits: Limits = Object.freeze({
  queue: 200,
  operationMs: 30_000,
  budget: Object.freeze({ STAFF: 250, PARTNER: 100, CLIENT: 50 }),
  cacheSeconds: Object.freeze({ reference: 600, record: 60, list: 30 }),
  calmSeconds: Object.freeze({ reference: 3_600, record: 0, list: 30 }),
  errorSeconds: Object.freeze({ reference: 86_400, record: 3_600, list: 3_600, money: 300 }),
  patienceMs: 2_000,
  unknownMs: 15 * 60_000,
  groupSeconds: Object.freeze({ refresh: 300, maxAge: 900 }),
  cacheSize: 64 * 1024 * 1024,
  responseBytes: 16 * 1024 * 1024,
  bodyBytes: 12 * 1024 * 1024,
});
