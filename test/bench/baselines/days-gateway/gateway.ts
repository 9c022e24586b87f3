/**
 * The day's gateway: what a good engineer builds in one day with graphql-yoga, Pothos and DataLoader alone. Each type is mapped
 * from WHMCS's rows, relations use loaders that live for one request, and nothing is cached between requests.
 */
import { createYoga } from 'graphql-yoga';
import { loaders } from './loaders.ts';
import { schema } from './schema.ts';
import { reads } from '../reads.ts';
import type { Call } from '../whmcs.ts';

export function daysGateway(call: Call) {
  const ask = reads(call);
  return createYoga({
    schema,
    logging: false,
    context: ({ request }) => {
      if (request.headers.get('authorization') !== 'Bearer staff') throw new Error('unauthenticated');
      return { ask, load: loaders(ask) };
    },
  });
}
