/** The log line of a request to /graphql, and its part in the metrics. */
import type { Viewer } from '../../access/viewer.ts';
import type { Caller } from '../../graph/read/deadline.ts';
import type { ExecutionRecord } from '../execution.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { StoredResponse } from '../response-cache/response-cache.ts';

export interface AnsweredRequest {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly ms: number;
}

/** What the log says of a request that has ended. */
export type EndedOperation = Pick<ExecutionRecord, 'operationName' | 'price' | 'codes' | 'causes' | 'mutations'> & {
  readonly caller?: Caller;
};

export interface RequestLog {
  ended(request: AnsweredRequest, ended: EndedOperation): void;
  /** A request was answered from the response cache. */
  responseCacheHit(request: AnsweredRequest, stored: StoredResponse): void;
}

export function requestLog(log: Log, metrics: Metrics): RequestLog {
  /** A log line is expensive beside a cached response: the fields that are the same each time are formatted once. */
  const logs = new WeakMap<StoredResponse, Log>();
  const logOf = (stored: StoredResponse, viewer: Viewer): Log => {
    const known = logs.get(stored);
    if (known) return known;
    const child = log.child(fieldsOf(viewer, stored));
    logs.set(stored, child);
    return child;
  };
  return {
    ended({ requestId, viewer, ms }, ended) {
      const { codes, causes, caller, mutations, price } = ended;
      metrics.operationEnded({ name: ended.operationName, codes, ms, price, mutations });
      log.info(
        {
          requestId,
          ms: Math.round(ms),
          ...fieldsOf(viewer, ended),
          ...(codes.length > 0 && { errors: codes }),
          ...(causes && { causes }),
          ...(caller?.isGone && { gone: true }),
        },
        'operation',
      );
    },
    responseCacheHit({ requestId, viewer, ms }, stored) {
      metrics.operationEnded({ name: stored.operationName, codes: [], ms, price: stored.price });
      metrics.responseCacheHit();
      logOf(stored, viewer).info({ requestId, ms: Math.round(ms) }, 'operation');
    },
  };
}

const fieldsOf = ({ name }: Viewer, { operationName, price }: Pick<ExecutionRecord, 'operationName' | 'price'>) => ({
  viewer: name,
  operation: operationName,
  ...(price && {
    calls: price.calls,
    byCommand: price.byCommand,
    cacheHits: price.cacheHits,
    waitedMs: price.waitedMs,
  }),
});
