/** A process with only the upper bound: node:http, the token, graphql-jit. */
import { createServer, type IncomingMessage } from 'node:http';
import { upperBound } from './baselines/upper-bound/gateway.ts';
import { whmcs as connect } from './baselines/whmcs.ts';
import { listening } from './listening.ts';
import { measuredGateway } from './measured.ts';

interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

measuredGateway(({ whmcs, concurrency }) => {
  const operationOf = upperBound(connect(whmcs, concurrency));
  const server = createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer staff') {
      response.writeHead(401).end();
      return;
    }
    read(request, (body) => {
      const { query, variables = {} }: Asked = JSON.parse(body);
      const send = (result: unknown): void => {
        const answer = JSON.stringify(result);
        response
          .writeHead(200, {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(answer),
          })
          .end(answer);
      };
      const result: unknown = operationOf(query)(undefined, undefined, variables);
      if (result instanceof Promise) void result.then(send);
      else send(result);
    });
  });
  return listening(server);
});

/** Most bodies arrive in one chunk. */
function read(request: IncomingMessage, use: (body: string) => void): void {
  const pieces: Buffer[] = [];
  request
    .on('data', (piece: Buffer) => pieces.push(piece))
    .once('end', () => use((pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString()));
}
