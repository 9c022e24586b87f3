/** What a session works with, and how its operation wants to be served. */
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

/** Parameters that leave no row out. */
const unfiltering = new Set(['limitstart', 'limitnum', 'orderby', 'order', 'sorting', 'ignore_dept_assignments']);

/** Whether a question is about everybody's list, without a filter. */
export const isOfAll = (params: unknown): boolean => Object.keys(params ?? {}).every((param) => unfiltering.has(param));

export interface Upstream {
  readonly client: WhmcsClient;
  readonly cache: Cache;
  readonly costs: LatencyModel;
  readonly floors: Floors;
  /** How many rows lists without a filter have, by the command's name, as far as somebody was told. */
  readonly totals: Totals;
  /** The numbers of the support departments of which WHMCS has told. */
  readonly departments: Set<number>;
  /** How long an operation may take, its writes apart. */
  readonly deadlineMs: number;
  /** Told of what an operator should know although an operation goes on. */
  readonly warn?: (command: string, message: string) => void;
}

/** How an operation wants to be served. */
export interface SessionOptions {
  readonly caller?: Caller | undefined;
  /** Whether nothing that is asked has to be of this moment, so that aged answers will do while fresh ones are fetched. */
  readonly calm?: boolean;
  /** How long aged answers will do where WHMCS is down. */
  readonly fallback?: Fallback;
  /** Whether memory counts for nothing: every question goes to WHMCS. */
  readonly anew?: boolean;
  /** In which lane its calls wait for WHMCS. */
  readonly lane?: Lane;
  /** Calls that the operation may make; what a mutation does after its first write is not stopped. */
  readonly budget?: number;
  /** Rows that its answer may show. */
  readonly rows?: number | undefined;
  /** What that answer holds beside those of other operations. */
  readonly made?: RowShare | undefined;
  /** How fast its viewer may make calls; an operation that has begun is done on credit. */
  readonly pace?: RateLimit | undefined;
  /** Why so many calls cannot be made now: asked before the first ones. */
  readonly busy?: ((calls: number) => BusyError | null) | undefined;
  readonly planner?: Planner;
  /** The request's, for the journal. */
  readonly requestId?: string;
}
