/** What is kept of a response: the same text, with the price that it has when it is given from memory. */
import type { Price } from '../../graph/read/session.ts';
import type { GraphqlResponse } from '../http/graphql-message.ts';
import type { StoredResponse } from './response-cache.ts';
import { seesPrices } from '../execution.ts';
import type { RequestContext } from '../http/request-context.ts';

/** How `extensions` stand at the end of a response whose only extension is its price. */
const priced = (price: Price): string => `,"extensions":${JSON.stringify({ whmcs: price })}}`;

/** Null where nothing may be kept: of what was no good answer to a read, or was made of anything that cannot be looked after. */
export function storableResponse(
  { status, headers, body }: GraphqlResponse,
  context: RequestContext,
): StoredResponse | null {
  const { provenance: made, operationName, codes } = context;
  if (!made || status !== 200 || codes.length > 0) return null;
  const price: Price = Object.freeze({ calls: 0, byCommand: {}, cacheHits: made.answers, stale: [], waitedMs: 0 });
  const again = seesPrices(context.viewer) ? repriced(body, context.price, price) : body;
  if (again === null) return null;
  const bytes = Buffer.from(again);
  return {
    headers: { ...headers, 'content-length': String(bytes.byteLength) },
    body: bytes,
    operationName,
    price,
    made,
  };
}

/** Null where something else stands at the end, which would not be true of another time. */
function repriced(body: string, paid: Price | undefined, price: Price): string | null {
  const end = paid && priced(paid);
  return end !== undefined && body.endsWith(end) ? body.slice(0, -end.length) + priced(price) : null;
}
