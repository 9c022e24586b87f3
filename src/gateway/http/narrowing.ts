/** `X-Gateway-Client`: limits a request to one of the clients that the viewer sees. */
import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import { narrowed, type Viewer } from '../../access/viewer.ts';
import { badInput } from '../../graph/base/errors.ts';
import { numberOf } from '../../graph/base/global-id.ts';

/**
 * The viewer limited to the client of the header. A client that does not exist and one that the viewer may not see give the same result:
 * the viewer sees nothing. A malformed header is an error, never ignored: ignoring it would show more than was intended.
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
