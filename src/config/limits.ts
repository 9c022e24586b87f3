/** The limits of the gateway that the configuration file may set, and their defaults. */
import type { Role } from './roles.ts';
import { keeps, type Keep } from '../whmcs/command.ts';
import { ANSWER_LIMITS, type AnswerLimits } from '../whmcs/transport/answer-limits.ts';
import { defaultBreaker, type BreakerOptions } from '../whmcs/transport/breaker-options.ts';
import { defaultRemoteReads, type RemoteReads } from '../whmcs/transport/remote-reads.ts';

/** The limits of a document. The content of a fragment counts wherever the fragment is spread. */
export interface DocumentLimits {
  /** The size of its text. */
  readonly bytes: number;
  /** Names, numbers, strings and punctuators of the text as sent. */
  readonly tokens: number;
  /** Levels of nested fields. */
  readonly depth: number;
  readonly fields: number;
  /** Fields at the top of an operation: each is a query or mutation of its own. */
  readonly rootFields: number;
  readonly aliases: number;
  /** How often one selection may repeat a field under the same response name. */
  readonly repeats: number;
  readonly directives: number;
  /** On one field, fragment or operation. */
  readonly directivesAtOnce: number;
}

/** The limits of all concurrent requests to /graphql together. */
export interface LoadLimits {
  /** The maximum of concurrent requests. */
  readonly requests: number;
  /** How long requests may occupy the event loop before it turns. */
  readonly turnMs: number;
  /** The size of all their bodies, and of those of one viewer. */
  readonly bodyBytes: number;
  readonly viewerBodyBytes: number;
}

/** How many connections a server accepts. */
export interface ConnectionLimits {
  readonly total: number;
  /** Per address; null for no limit besides `total`: behind a load balancer all callers share one address. */
  readonly perAddress: number | null;
}

/** How long, and how many bytes of, responses may wait for their readers. */
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
  /** How many calls to WHMCS may wait in the queue. */
  readonly queue: number;
  /** When the circuit to WHMCS opens, and for how long. */
  readonly breaker: BreakerOptions;
  /** Reads for which WHMCS asks a registrar or another system. */
  readonly remote: RemoteReads;
  /** How many domain names one viewer may look up per minute; null for no limit. */
  readonly namesPerMinute: number | null;
  /** The timeout of an operation; writes are not included. */
  readonly operationMs: number;
  /** How many calls to WHMCS one operation may send. */
  readonly budget: Readonly<Record<Role, number>>;
  /** How many calls to WHMCS all operations of one viewer may send per minute; null for no limit. */
  readonly callsPerMinute: Readonly<Record<Role, number | null>>;
  /** How long an answer of each kind is fresh. */
  readonly cacheSeconds: Readonly<Record<Keep, number>>;
  /** How long after that it may be used while it is revalidated. */
  readonly staleSeconds: Readonly<Record<Keep, number>>;
  /** How long after that it may be used if WHMCS is down. */
  readonly errorSeconds: Readonly<Record<(typeof errorKeeps)[number], number>>;
  /** How long an operation with a stale answer waits for WHMCS before it uses that answer. */
  readonly patienceMs: number;
  /** How long answers are not cached after a write with an unknown outcome. */
  readonly unknownMs: number;
  /** Operations with an unknown outcome: how long they are reconciled, and the minimum age at which one counts as not applied. */
  readonly reconcileSeconds: { readonly for: number; readonly quiet: number };
  /** How often client group members are read, and their maximum age. */
  readonly groupSeconds: { readonly refresh: number; readonly maxAge: number };
  /** The size of cached answers, in bytes. */
  readonly cacheSize: number;
  /** The size of cached whole responses. */
  readonly responseBytes: number;
  /** The size of a request body, which contains attachments in base64. */
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** The timeout for the headers of a request. */
  readonly headersMs: number;
  /** The timeout for the whole request. */
  readonly requestMs: number;
  readonly document: DocumentLimits;
  /** How many rows a response may contain. */
  readonly rows: Readonly<Record<Role, number>>;
  /** The size of a response, in bytes. */
  readonly answerBytes: number;
  /** The limits of an answer of WHMCS. */
  readonly upstream: AnswerLimits;
  /**
   * The delay of a not-found response to partners and clients until the usual latency of a hit is known, so that latency does not reveal
   * what exists; 0: never delayed.
   */
  readonly negativeMs: number;
  readonly load: LoadLimits;
  readonly deliveries: DeliveryLimits;
  readonly connections: ConnectionLimits;
}

/** Data about money occurs in every kind of answer and has its own limit if WHMCS is down. */
export const errorKeeps = [...keeps, 'money'] as const;

/** The kinds that may be used while they are revalidated. Records may not: they contain owners, payments and service status. */
export const staleKeeps = ['reference', 'list'] as const satisfies readonly Keep[];

const MEBIBYTE = 1024 * 1024;

export const defaultLimits: Limits = Object.freeze({
  queue: 200,
  breaker: defaultBreaker,
  remote: defaultRemoteReads,
  namesPerMinute: 30,
  operationMs: 30_000,
  budget: Object.freeze({ STAFF: 250, PARTNER: 100, CLIENT: 50 }),
  // A partner's portal refreshes many pages; staff are trusted people and jobs of the hosting company.
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
  // GraphiQL's introspection has 15 levels and some 150 fields; a large page of a portal stays below a third of each limit.
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
