/** Responses with a GraphQL error, sent without executing anything. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Code } from '../../graph/base/errors.ts';
import { send } from './server.ts';

/** Sends one error in a media type that the caller accepts. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: Code,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  extensions: Readonly<Record<string, unknown>> = {},
): void {
  const mediaType = acceptsGraphql(request) ? 'application/graphql-response+json' : 'application/json';
  const body = JSON.stringify({ errors: [{ message, extensions: { code, ...extensions } }] });
  send(response, status, body, { ...headers, 'content-type': `${mediaType}; charset=utf-8` });
}

export const acceptsGraphql = ({ headers }: IncomingMessage): boolean =>
  (headers.accept ?? '').includes('application/graphql-response+json');
