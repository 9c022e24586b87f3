/** How much of everything: what the configuration file may set, and what holds where it says nothing. */
import type { Role } from './roles.ts';
import { keeps, type Keep } from '../whmcs/command.ts';
import { ANSWER_LIMITS, type AnswerLimits } from '../whmcs/transport/answer-limits.ts';
import { usualBreaker, type BreakerOptions } from '../whmcs/transport/breaker-options.ts';

/** Of a document, what stands in a fragment counted wherever the fragment is spread. */
export interface DocumentLimits {
  /** Of its text. */
  readonly bytes: number;
  /** Words, numbers, texts and punctuators, as it was sent. */
  readonly tokens: number;
  /** Fields within fields. */
  readonly depth: number;
  readonly fields: number;
  /** Fields at the top of an operation: each is a question, or an act, of its own. */
  readonly rootFields: number;
  readonly aliases: number;
  /** How often a field may stand under one name in one selection. */
  readonly repeats: number;
  readonly directives: number;
  /** At one field, fragment or operation. */
  readonly directivesAtOnce: number;
}

/** What the requests to /graphql that are under way may cost the process together. */
export interface LoadLimits {
  /** So many may be under way. */
  readonly requests: number;
  /** How long requests may be served before the event loop turns. */
  readonly turnMs: number;
  /** Of the bodies of all of them, and of those of one viewer. */
  readonly bodyBytes: number;
  readonly viewerBodyBytes: number;
}

/** How many connections a server holds. */
export interface ConnectionLimits {
  readonly total: number;
  /** Of one address; null for as many as `total` allows: behind a load balancer all callers share one address. */
  readonly perAddress: number | null;
}

/** How long, and how much of, a response may wait for its reader. */
export interface DeliveryLimits {
  /** Bytes that may wait for one viewer, or for one address of unauthenticated callers. */
  readonly viewerBytes: number;
  /** Bytes that may wait in total. */
  readonly totalBytes: number;
  /** How long a reader may accept nothing. */
  readonly stallMs: number;
  /** The average rate at which a reader must accept bytes. */
  readonly bytesPerSecond: number;
}

export interface Limits {
  /** Calls that may wait for WHMCS. */
  readonly queue: number;
  /** When WHMCS is left alone for a while. */
  readonly breaker: BreakerOptions;
  /** What an operation may take, its writes apart. */
  readonly operationMs: number;
  /** Calls to WHMCS that one operation may cost. */
  readonly budget: Readonly<Record<Role, number>>;
  /** Calls to WHMCS per minute that all operations of one viewer may cost together; null for as many as they like. */
  readonly callsPerMinute: Readonly<Record<Role, number | null>>;
  /** For which an answer of each kind is fresh. */
  readonly cacheSeconds: Readonly<Record<Keep, number>>;
  /** After that, for which it may be used while a fresh one is fetched. */
  readonly staleSeconds: Readonly<Record<Keep, number>>;
  /** After that, for which it may be used where WHMCS is down. */
  readonly errorSeconds: Readonly<Record<(typeof errorKeeps)[number], number>>;
  /** How long who has an older answer waits for WHMCS, before it counts as down. */
  readonly patienceMs: number;
  /** How long answers are not kept after a write of which nobody knows whether it happened. */
  readonly unknownMs: number;
  /** Operations of unknown outcome: how long they are looked at, and before when none counts as not applied. */
  readonly reconcileSeconds: { readonly for: number; readonly quiet: number };
  /** How often it is found out who is in which client group, and how old that may get. */
  readonly groupSeconds: { readonly refresh: number; readonly maxAge: number };
  /** Of remembered answers, in characters. */
  readonly cacheSize: number;
  /** Of whole responses that are kept. */
  readonly responseBytes: number;
  /** Attachments travel in base64 inside the request. */
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** In which the headers of a request have to be there. */
  readonly headersMs: number;
  /** In which all of it has to be there. */
  readonly requestMs: number;
  readonly document: DocumentLimits;
  /** Rows that the answer to one operation may show. */
  readonly rows: Readonly<Record<Role, number>>;
  /** Of an answer, in bytes. */
  readonly answerBytes: number;
  /** Of an answer of WHMCS. */
  readonly upstream: AnswerLimits;
  /** After which partners and clients are told that there is no such thing, before it is known how long WHMCS takes for one that is there; 0: at once, always. */
  readonly negativeMs: number;
  readonly load: LoadLimits;
  readonly deliveries: DeliveryLimits;
  readonly connections: ConnectionLimits;
}

/** What tells of money is of every kind, and has a time of its own where WHMCS is down. */
export const errorKeeps = [...keeps, 'money'] as const;

/** The kinds that may be used while a fresh answer is fetched: in a record stands who owns what, what is paid and what runs. */
export const staleKeeps = ['reference', 'list'] as const satisfies readonly Keep[];

const MEBIBYTE = 1024 * 1024;

export const startingLimits: Limits = Object.freeze({
  queue: 200,
  breaker: usualBreaker,
  operationMs: 30_000,
  budget: Object.freeze({ STAFF: 250, PARTNER: 100, CLIENT: 50 }),
  // A partner's portal refreshes many pages; staff are people and jobs of the host, who know what they do.
  callsPerMinute: Object.freeze({ STAFF: null, PARTNER: 3_000, CLIENT: 600 }),
  cacheSeconds: Object.freeze({ reference: 600, record: 60, list: 30 }),
  staleSeconds: Object.freeze({ reference: 3_600, record: 0, list: 30 }),
  errorSeconds: Object.freeze({ reference: 86_400, record: 3_600, list: 3_600, money: 300 }),
  patienceMs: 2_000,
  unknownMs: 15 * 60_000,
  reconcileSeconds: Object.freeze({ for: 86_400, quiet: 900 }),
  groupSeconds: Object.freeze({ refresh: 300, maxAge: 900 }),
  cacheSize: 64 * 1024 * 1024,
  responseBytes: 16 * 1024 * 1024,
  bodyBytes: 12 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 60_000,
  rows: Object.freeze({ STAFF: 20_000, PARTNER: 10_000, CLIENT: 5_000 }),
  answerBytes: 8 * MEBIBYTE,
  upstream: ANSWER_LIMITS,
  negativeMs: 500,
  load: Object.freeze({
    requests: 1_000,
    turnMs: 250,
    bodyBytes: 128 * MEBIBYTE,
    viewerBodyBytes: 32 * MEBIBYTE,
  }),
  deliveries: Object.freeze({
    viewerBytes: 32 * MEBIBYTE,
    totalBytes: 256 * MEBIBYTE,
    stallMs: 30_000,
    bytesPerSecond: 16 * 1024,
  }),
  connections: Object.freeze({ total: 4_000, perAddress: null }),
  // GraphiQL's introspection is 15 deep and of some 150 fields; a large page of a portal stays below a third of each.
  document: Object.freeze({
    bytes: 64 * 1024,
    tokens: 5_000,
    depth: 20,
    fields: 2_000,
    rootFields: 50,
    aliases: 100,
    repeats: 20,
    directives: 50,
    directivesAtOnce: 5,
  }),
});
