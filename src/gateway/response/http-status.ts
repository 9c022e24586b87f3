/**
 * The HTTP status that belongs to an error. It is kept beside the error instead of in its extensions: callers that do not come by HTTP
 * are shown the same errors, and have no use for it.
 */
import type { GraphQLError } from 'graphql';

export interface HttpStatus {
  readonly status?: number;
  /** Whether status 200 takes its place for callers that accept only `application/json`, as the specification of GraphQL over HTTP has it. */
  readonly spec?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

const statuses = new WeakMap<GraphQLError, HttpStatus>();

/** Remembers the status of an error. */
export function withStatus(error: GraphQLError, http: HttpStatus): GraphQLError {
  statuses.set(error, http);
  return error;
}

/** The status of an error; undefined if it has none of its own. */
export const statusOf = (error: GraphQLError): HttpStatus | undefined => statuses.get(error);

/** Whether an extension is the `http` by which Yoga's and our own errors say their status. */
export const isHttpStatus = (http: unknown): http is HttpStatus => typeof http === 'object' && http !== null;
