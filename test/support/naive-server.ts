/** GraphQL over HTTP without any protection: it executes everything, however it arrives, and reports every detail. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  executeSync,
  GraphQLError,
  MaxIntrospectionDepthRule,
  parse,
  specifiedRules,
  validate,
  type GraphQLSchema,
} from 'graphql';

export interface NaiveServer {
  readonly url: string;
  close(): void;
}

export async function startNaiveServer(schema: GraphQLSchema): Promise<NaiveServer> {
  const rules = specifiedRules.filter((rule) => rule !== MaxIntrospectionDepthRule);
  const answer = (query: string): object => {
    try {
      const document = parse(query);
      const errors = validate(schema, document, rules);
      const result = errors.length > 0 ? { errors } : executeSync({ schema, document });
      return { ...result, extensions: { tracing: { version: 1 } } };
    } catch (error) {
      const { message, stack } = error instanceof GraphQLError ? error : new GraphQLError(String(error));
      return { errors: [{ message, extensions: { exception: { stacktrace: stack?.split('\n') } } }] };
    }
  };
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const html = request.method === 'GET' && request.headers.accept === 'text/html';
      if (html) return response.end('<title>GraphiQL</title>');
      const asked = request.method === 'GET' ? new URL(request.url ?? '', 'http://naive').search : body;
      const given: unknown = asked.startsWith('{') || asked.startsWith('[') ? JSON.parse(asked) : null;
      const result = Array.isArray(given)
        ? given.map((each) => answer(queryOf(each)))
        : answer(given === null ? (new URLSearchParams(asked).get('query') ?? '') : queryOf(given));
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

const queryOf = (given: unknown): string =>
  typeof given === 'object' && given !== null && 'query' in given ? String(given.query) : '';

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
