/** Turns a response into one that can be cached: the same text, with the price that it has when it is sent from the cache. */
import type { Price } from '../../graph/read/session.ts';
import type { GraphqlResponse } from '../http/graphql-message.ts';
import type { StoredResponse } from './response-cache.ts';
import { seesPrices } from '../execution.ts';
import type { RequestContext } from '../http/request-context.ts';

/** The end of a response whose only extension is its price. */
const priceEnd = (price: Price): string => `,"extensions":${JSON.stringify({ whmcs: price })}}`;

/** Null if the response must not be cached: it is not a successful query, or cannot be invalidated. */
export function storableResponse(
  { status, headers, body }: GraphqlResponse,
  context: RequestContext,
): StoredResponse | null {
  const { provenance, operationName, codes } = context;
  if (!provenance || status !== 200 || codes.length > 0) return null;
  const price: Price = Object.freeze({
    calls: 0,
    byCommand: {},
    cacheHits: provenance.answers,
    stale: [],
    waitedMs: 0,
  });
  const cachedBody = seesPrices(context.viewer) ? repriced(body, context.price, price) : body;
  if (cachedBody === null) return null;
  const bytes = Buffer.from(cachedBody);
  return {
    headers: { ...headers, 'content-length': String(bytes.byteLength) },
    body: bytes,
    operationName,
    price,
    provenance,
  };
}

/** Null if the response ends with something else, which may not hold another time. */
function repriced(body: string, old: Price | undefined, price: Price): string | null {
  const end = old && priceEnd(old);
  return end !== undefined && body.endsWith(end) ? body.slice(0, -end.length) + priceEnd(price) : null;
}
