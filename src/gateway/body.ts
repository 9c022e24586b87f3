/**
 * Reads the body of a request as text, up to a limit. Yoga's own limit pipes every body through a stream and halves the throughput;
 * counting while reading costs nothing.
 */
import type { IncomingMessage } from 'node:http';

/** The body is larger than the limit; what comes after it is thrown away unread. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The caller went away in the middle of the body. */
export class BodyAbortedError extends Error {
  override readonly name = 'BodyAbortedError';
}

/**
 * @throws BodyTooLargeError as soon as the length is announced or reached; BodyAbortedError where the body never ends
 */
export function readText(request: IncomingMessage, mostBytes: number): Promise<string> {
  const tooLarge = () => new BodyTooLargeError(`the body is larger than ${mostBytes} bytes`);
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) return reject(tooLarge());
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes <= mostBytes) return pieces.push(piece);
      pieces.length = 0;
      return reject(tooLarge());
    });
    request.on('end', () => {
      const [only = Buffer.alloc(0), ...others] = pieces;
      resolve((others.length === 0 ? only : Buffer.concat(pieces)).toString('utf8'));
    });
    // Every request closes; an error is dear, and this one is news only where the end has not been seen.
    const breakOff = () => {
      if (!request.readableEnded) reject(new BodyAbortedError('the request broke off'));
    };
    request.on('error', breakOff).on('close', breakOff);
  });
}
