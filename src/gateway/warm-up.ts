/**
 * Work of the first request, done before the port is open: Yoga initializes itself when it is first called, and its answer shows which
 * media type an Accept header selects. WHMCS is not called.
 */
import { staff } from '../access/viewer.ts';
import { until } from '../graph/read/deadline.ts';
import type { Graphql } from './graphql.ts';
import type { RequestContext } from './http/request-context.ts';

/** Of fetch and curl, of Apollo Client 4, of urql, and of clients that accept JSON alone. */
export const usualAccepts = [
  '*/*',
  'application/graphql-response+json,application/json;q=0.9',
  'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
  'application/json',
];

/** Every viewer may ask for it, and it needs no data. */
const smallest = {
  method: 'POST',
  path: '/graphql',
  contentType: 'application/json',
  body: JSON.stringify({ query: '{ __typename }' }),
};

export async function warmUp({ handle }: Pick<Graphql, 'handle'>): Promise<void> {
  for (const accept of usualAccepts) await handle({ ...smallest, accept }, unrecorded());
}

/** The route writes the log and counts requests; nothing here goes through it. */
const unrecorded = (): RequestContext => ({
  requestId: 'warm-up',
  viewer: staff('warm-up'),
  wishes: { anew: false, explain: null, lane: 'interactive' },
  caller: until(new AbortController().signal),
  codes: [],
});
