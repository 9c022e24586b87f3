/** A process with only a server that always sends the same body: the minimum cost of any response. */
import { createServer } from 'node:http';
import { listening } from './listening.ts';
import { measured } from './measured.ts';

let answer = Buffer.alloc(0);

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.byteLength })
      .end(answer);
  });
});

/** Called with the body of the response. */
measured((body) => {
  answer = Buffer.from(body);
  return listening(server);
});
