/**
 * Does early what a request would wait for. WHMCS is not called, and neither log nor metrics count it: the route does that.
 */
import { staff } from '../access/viewer.ts';
import { until } from '../graph/read/deadline.ts';
import type { Graphql } from './graphql.ts';
import type { GraphqlRequest } from './http/graphql-message.ts';

/** Named, so that it is another query than that of a caller: the third time one comes, it is compiled. */
const query = 'query WarmUp { __typename }';

/** A usual request, which goes straight to the engine. */
const usual: GraphqlRequest = {
  method: 'POST',
  path: '/graphql',
  accept: undefined,
  contentType: 'application/json',
  body: JSON.stringify({ query }),
};

/** One that Yoga reads, which is loaded and built when it is first used. */
const unusual: GraphqlRequest = {
  method: 'GET',
  path: `/graphql?query=${encodeURIComponent(query)}`,
  accept: undefined,
  contentType: undefined,
  body: null,
};

type Handling = Pick<Graphql, 'handle'>;

const send = async ({ handle }: Handling, request: GraphqlRequest): Promise<void> => {
  await handle(request, {
    requestId: 'warm-up',
    viewer: staff('warm-up'),
    options: { noCache: false, explain: null, lane: 'interactive' },
    caller: until(new AbortController().signal),
    requestBytes: 0,
    codes: [],
  });
};

/** Done before the port is open. */
export const warmUp = (graphql: Handling): Promise<void> => send(graphql, usual);

/** The start does not wait for what few requests need. */
const LATER_MS = 1_000;

/**
 * Does the rest soon after the port is open.
 *
 * @returns what calls it off
 */
export function warmUpLater(graphql: Handling, onError: (error: unknown) => void): () => void {
  const timer = setTimeout(() => void send(graphql, unusual).catch(onError), LATER_MS).unref();
  return () => clearTimeout(timer);
}
