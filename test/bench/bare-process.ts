/** A process with nothing in it but a server that always says the same: the least that any answer costs. */
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

/** Given the body of the answer. */
measured((body) => {
  answer = Buffer.from(body);
  return listening(server);
});
