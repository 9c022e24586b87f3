/**
 * Does before the port is open what the first request would wait for. WHMCS is not called, and neither log nor metrics count it: the
 * route does that.
 */
import { staff } from '../access/viewer.ts';
import { until } from '../graph/read/deadline.ts';
import type { Graphql } from './graphql.ts';
import type { GraphqlRequest } from './http/graphql-message.ts';

/** Named, so that it is another query than that of a caller: the third time one comes, it is compiled. */
const query = 'query WarmUp { __typename }';

/** One request of each way: straight to the engine, and through Yoga, which builds itself when it is first used. */
const requests: readonly GraphqlRequest[] = [
  {
    method: 'POST',
    path: '/graphql',
    accept: undefined,
    contentType: 'application/json',
    body: JSON.stringify({ query }),
  },
  {
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent(query)}`,
    accept: undefined,
    contentType: undefined,
    body: null,
  },
];

export async function warmUp({ handle }: Pick<Graphql, 'handle'>): Promise<void> {
  for (const request of requests)
    await handle(request, {
      requestId: 'warm-up',
      viewer: staff('warm-up'),
      options: { noCache: false, explain: null, lane: 'interactive' },
      caller: until(new AbortController().signal),
      requestBytes: 0,
      codes: [],
    });
}
