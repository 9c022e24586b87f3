/** GraphQL errors without GraphQL having been asked. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Code } from '../../graph/base/errors.ts';
import { send } from './server.ts';

/** Answers with one error, as the media type that the caller accepts. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: Code,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  extensions: Readonly<Record<string, unknown>> = {},
): void {
  const spoken = acceptsGraphql(request) ? 'application/graphql-response+json' : 'application/json';
  const body = JSON.stringify({ errors: [{ message, extensions: { code, ...extensions } }] });
  send(response, status, body, { ...headers, 'content-type': `${spoken}; charset=utf-8` });
}

export const acceptsGraphql = ({ headers }: IncomingMessage): boolean =>
  (headers.accept ?? '').includes('application/graphql-response+json');
