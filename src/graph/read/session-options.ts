/** What a session needs, and the options of its operation. */
import type { Cache } from '../../whmcs/cache/cache.ts';
import type { WhmcsClient } from '../../whmcs/client.ts';
import type { LatencyModel } from '../../whmcs/cache/latency.ts';
import type { BusyError } from '../../whmcs/errors.ts';
import type { Floors } from '../../whmcs/cache/floors.ts';
import type { Fallback } from '../../whmcs/cache/cached-answer.ts';
import type { Lane } from '../../whmcs/transport/lane.ts';
import type { Caller } from './deadline.ts';
import type { RowShare } from './row-share.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Planner } from './plan.ts';

export interface Totals {
  get(list: string): number | undefined;
  set(list: string, rows: number): unknown;
}

/** Parameters that do not filter. */
const unfiltering = new Set(['limitstart', 'limitnum', 'orderby', 'order', 'sorting', 'ignore_dept_assignments']);

/** Whether a question reads a list without a filter. */
export const isOfAll = (params: unknown): boolean => Object.keys(params ?? {}).every((param) => unfiltering.has(param));

export interface Upstream {
  readonly client: WhmcsClient;
  readonly cache: Cache;
  readonly latency: LatencyModel;
  readonly floors: Floors;
  /** How many rows unfiltered lists have, by the command's name, as far as answers have reported it. */
  readonly totals: Totals;
  /** The numbers of the support departments that WHMCS has reported. */
  readonly departments: Set<number>;
  /** How long an operation may take, without its writes. */
  readonly deadlineMs: number;
  /** Logs what an operator should know, although the operation continues. */
  readonly warn?: (command: string, message: string) => void;
}

/** The options of an operation. */
export interface SessionOptions {
  readonly caller?: Caller | undefined;
  /** Whether stale answers may be served while fresh ones are fetched, because the operation shows only what lasts. */
  readonly allowStale?: boolean;
  /** How long stale answers may be served while WHMCS is down. */
  readonly fallback?: Fallback;
  /** Whether the cache is bypassed: every question goes to WHMCS. */
  readonly noCache?: boolean;
  /** The lane in which its calls are queued. */
  readonly lane?: Lane;
  /** Calls that the operation may make. After its first write a mutation is not limited. */
  readonly budget?: number;
  /** Rows that its response may have. */
  readonly rows?: number | undefined;
  /** Its share of the rows that all operations hold in memory. */
  readonly rowShare?: RowShare | undefined;
  /** The rate limit of its viewer. An operation that has started continues on credit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Returns the error if so many calls cannot be queued now. It is called before the first calls are made. */
  readonly busy?: ((calls: number) => BusyError | null) | undefined;
  readonly planner?: Planner;
  /** The id of the request, for the journal. */
  readonly requestId?: string;
}
