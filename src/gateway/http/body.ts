/**
 * Reads the body of a request as text, up to a limit. Yoga's own limit pipes every body through a stream and halves the throughput;
 * counting while reading costs nothing.
 */
import type { IncomingMessage } from 'node:http';
import type { RefusalReason, AdmittedRequest } from '../admission/admission.ts';

/** The body is larger than the limit; the rest of it is discarded unread. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Too many bytes of bodies are held in memory already. */
export class BodyRefusedError extends Error {
  override readonly name = 'BodyRefusedError';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super('too many bytes of bodies are held');
    this.reason = reason;
  }
}

/** The caller disconnected in the middle of the body. */
export class BodyAbortedError extends Error {
  override readonly name = 'BodyAbortedError';
}

/**
 * @param visitor counts the bytes that have been read, until the request ends
 * @throws BodyTooLargeError as soon as the limit is announced or reached, BodyRefusedError if there is no room for the body,
 * BodyAbortedError if the caller disconnects before its end
 */
export function readText(
  request: IncomingMessage,
  mostBytes: number,
  visitor: Pick<AdmittedRequest, 'refuses' | 'hold'>,
): Promise<string> {
  const tooLarge = () => new BodyTooLargeError(`the body is larger than ${mostBytes} bytes`);
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > mostBytes) return reject(tooLarge());
    const refused = visitor.refuses(announced);
    if (refused) return reject(new BodyRefusedError(refused));
    const pieces: Buffer[] = [];
    let bytes = 0;
    let isGivenUp = false;
    const giveUp = (error: Error): void => {
      isGivenUp = true;
      pieces.length = 0;
      reject(error);
    };
    request.on('data', (piece: Buffer) => {
      // The rest of the body is discarded.
      if (isGivenUp) return;
      bytes += piece.length;
      if (bytes > mostBytes) return giveUp(tooLarge());
      const short = visitor.hold(piece.length);
      if (short) return giveUp(new BodyRefusedError(short));
      pieces.push(piece);
    });
    request.on('end', () => {
      const [only = Buffer.alloc(0), ...others] = pieces;
      resolve((others.length === 0 ? only : Buffer.concat(pieces)).toString('utf8'));
    });
    // Every request closes. Errors are expensive, so one is made only if the end of the body has not been read.
    const breakOff = () => {
      if (!request.readableEnded) reject(new BodyAbortedError('the request broke off'));
    };
    request.on('error', breakOff).on('close', breakOff);
  });
}
