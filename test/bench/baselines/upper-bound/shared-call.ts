/** The upper bound's cache of calls: it lasts a minute, and returns a cached answer without a promise. */
import { LRUCache } from 'lru-cache';
import type { Later } from '../later.ts';
import type { Call, Params, Row } from '../whmcs.ts';

/** Caches answers; equal calls in flight are joined. */
export function sharedCall(call: Call): (action: string, params?: Params) => Later<Row> {
  const answers = new LRUCache<string, Row>({ max: 10_000, ttl: 60_000 });
  const underWay = new Map<string, Promise<Row>>();
  const start = async (key: string, action: string, params?: Params): Promise<Row> => {
    try {
      const answer = await call(action, params);
      answers.set(key, answer);
      return answer;
    } finally {
      underWay.delete(key);
    }
  };
  return (action, params) => {
    const key = params ? `${action}?${JSON.stringify(params)}` : action;
    const known = answers.get(key);
    if (known) return known;
    let asked = underWay.get(key);
    if (!asked) underWay.set(key, (asked = start(key, action, params)));
    return asked;
  };
}
