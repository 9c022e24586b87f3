/** One request to /graphql by a known viewer, from its headers to its last byte; what is learnt on the way is for log and metrics. */
import type { Viewer } from '../../access/viewer.ts';
import type { MutationOutcome } from '../../graph/write/write-scope.ts';
import type { Caller } from '../../graph/read/deadline.ts';
import type { RowShare as Held } from '../../graph/read/row-share.ts';
import type { Price } from '../../graph/read/session.ts';
import type { Provenance } from '../../whmcs/cache/cached-answer.ts';
import type { RequestOptions } from './request-options.ts';

export interface RequestContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly wishes: RequestOptions;
  readonly caller: Caller;
  /** How large the body was. */
  bodyBytes?: number;
  /** The caller's name of the operation, once it is known. */
  operationName?: string | undefined;
  /** Whether it is a query. */
  reads?: boolean;
  /** What it cost, where it came to be executed. */
  price?: Price;
  /** What its answer holds in memory until it is printed. */
  held?: Held;
  /** What a read was made of; null where that cannot be looked after. */
  made?: Provenance | null;
  /** When to come again, where the viewer called WHMCS too often. */
  retryAfterMs?: number | null;
  /** How its mutations have ended. */
  mutations?: readonly MutationOutcome[];
  /** Why calls to WHMCS failed, in whole sentences for the log. */
  causes?: readonly string[];
  /** The codes of the errors in the response. */
  codes: readonly string[];
}

/** Whether a viewer is told what an operation cost: to others it would tell what exists. */
export const isToldPrices = ({ role }: Viewer): boolean => role === 'STAFF';
