/** A process with nothing in it but a server that always says the same: the least that any answer costs. */
import { createServer } from 'node:http';
import { measured } from './measured.ts';

let answer = Buffer.alloc(0);

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.byteLength })
      .end(answer);
  });
});

/** Given the body of the answer. */
measured(async (body) => {
  answer = Buffer.from(body);
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error(`Expected a TCP address, got ${String(address)}`);
  return `http://127.0.0.1:${address.port}/graphql`;
});
