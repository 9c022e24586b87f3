/** `X-Gateway-Client`: a request of somebody who sees many clients, about one of them. */
import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import { narrowed, type Viewer } from '../../access/viewer.ts';
import { badInput } from '../../graph/base/errors.ts';
import { numberOf } from '../../graph/base/global-id.ts';

/**
 * The viewer as far as the header lets them see. Whether a client is somebody else's or does not exist makes no difference: nobody's
 * things are seen then. A header that cannot be read is never taken for none, or a mistake would show more than was meant.
 */
export function narrowedBy(headers: IncomingHttpHeaders, viewer: Viewer): Viewer | GraphQLError {
  const given = headers['x-gateway-client'];
  if (given === undefined) return viewer;
  try {
    return narrowed(viewer, numberOf('Client', String(given)));
  } catch (error) {
    if (error instanceof GraphQLError) return badInput(`X-Gateway-Client: ${error.message}`);
    throw error;
  }
}
