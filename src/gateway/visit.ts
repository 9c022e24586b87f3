/** One request to /graphql by a known viewer, from its headers to its last byte; what is learnt on the way is for log and metrics. */
import type { Viewer } from '../access/viewer.ts';
import type { Price } from '../graph/session.ts';

export interface Visit {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** Aborts when the caller goes away before the answer is sent. */
  readonly gone: AbortSignal;
  /** The caller's name of the operation, once it is known. */
  operationName?: string | undefined;
  /** What it cost, where it came to be executed. */
  price?: Price;
  /** The codes of the errors in the response. */
  codes: readonly string[];
}
