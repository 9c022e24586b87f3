/** What is left of a request to /graphql: a line in the log, and its part in the metrics. */
import type { Viewer } from '../../access/viewer.ts';
import type { Caller } from '../../graph/read/deadline.ts';
import type { ExecutionRecord } from '../execution.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { StoredResponse } from '../response-cache/response-cache.ts';

export interface Answered {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly ms: number;
}

/** What there is to say of a request that has been answered. */
export type Ended = Pick<ExecutionRecord, 'operationName' | 'price' | 'codes' | 'causes' | 'mutations'> & {
  readonly caller?: Caller;
};

export interface RequestLog {
  ended(request: Answered, ended: Ended): void;
  /** A response was given from memory. */
  recalled(request: Answered, kept: StoredResponse): void;
}

export function requestLog(log: Log, metrics: Metrics): RequestLog {
  /** A line is dear beside such a response: what is the same each time is written out once. */
  const logs = new WeakMap<StoredResponse, Log>();
  const logOf = (kept: StoredResponse, viewer: Viewer): Log => {
    const known = logs.get(kept);
    if (known) return known;
    const made = log.child(toldOf(viewer, kept));
    logs.set(kept, made);
    return made;
  };
  return {
    ended({ requestId, viewer, ms }, ended) {
      const { codes, causes, caller, mutations, price } = ended;
      metrics.operated({ name: ended.operationName, codes, ms, price, mutations });
      log.info(
        {
          requestId,
          ms: Math.round(ms),
          ...toldOf(viewer, ended),
          ...(codes.length > 0 && { errors: codes }),
          ...(causes && { causes }),
          ...(caller?.isGone && { gone: true }),
        },
        'operation',
      );
    },
    recalled({ requestId, viewer, ms }, kept) {
      metrics.operated({ name: kept.operationName, codes: [], ms, price: kept.price });
      metrics.recalled();
      logOf(kept, viewer).info({ requestId, ms: Math.round(ms) }, 'operation');
    },
  };
}

const toldOf = ({ name }: Viewer, { operationName, price }: Pick<ExecutionRecord, 'operationName' | 'price'>) => ({
  viewer: name,
  operation: operationName,
  ...(price && {
    calls: price.calls,
    byCommand: price.byCommand,
    cacheHits: price.cacheHits,
    waitedMs: price.waitedMs,
  }),
});
