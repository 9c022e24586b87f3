/** Bodies that came compressed, although nobody asked for it: PHP's zlib handler and some CDNs compress whatever the request says. */
import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib';

const unpackers = {
  gzip: promisify(gunzip),
  inflate: promisify(inflate),
  inflateRaw: promisify(inflateRaw),
  br: promisify(brotliDecompress),
};

/** Compressed twice is what a handler of PHP and a proxy make of it together; more often nobody does it. */
const MOST_LAYERS = 3;

/** Half an answer is kept as far as it goes: what reads it says that it breaks off. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

const namesIn = (encodings: string): string[] =>
  encodings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());

const readable = new Set(['', 'identity', 'gzip', 'x-gzip', 'deflate', 'br']);

/** The first compression named in the header Content-Encoding that nobody here can undo, such as zstd. */
export const unreadableIn = (encodings: string): string | undefined =>
  namesIn(encodings).find((name) => !readable.has(name) && /^[\w-]{1,20}$/.test(name));

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The body behind its compressions. One that is not compressed as its header says is left as it is.
 *
 * @param encodings the header Content-Encoding
 * @param largest bytes that it may have
 * @throws a RangeError where it has more
 */
export async function decompressed(bytes: Buffer, encodings: string, largest: number): Promise<Buffer> {
  const named = namesIn(encodings).slice(-MOST_LAYERS).toReversed();
  let body = bytes;
  for (const name of named) body = await unpacked(body, name, largest);
  // The header may be missing, or tell of one layer of two.
  for (let layer = 0; layer < MOST_LAYERS && isGzip(body); layer++) {
    const inner = await unpacked(body, 'gzip', largest);
    if (inner === body) break;
    body = inner;
  }
  return body;
}

async function unpacked(body: Buffer, encoding: string, largest: number): Promise<Buffer> {
  const limits = { maxOutputLength: largest };
  try {
    if (encoding === 'gzip' || encoding === 'x-gzip')
      return isGzip(body) ? await unpackers.gzip(body, { ...lenient, ...limits }) : body;
    if (encoding === 'br')
      return await unpackers.br(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH, ...limits });
    // By the book it has zlib's header; some servers leave that out.
    if (encoding === 'deflate')
      return await unpackers
        .inflate(body, { ...lenient, ...limits })
        .catch(() => unpackers.inflateRaw(body, { ...lenient, ...limits }));
    return body;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return body;
  }
}
