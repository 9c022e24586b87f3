/** Bodies that came compressed, although the request does not accept it: PHP's zlib handler and some CDNs compress anyway. */
import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib';

const unpackers = {
  gzip: promisify(gunzip),
  inflate: promisify(inflate),
  inflateRaw: promisify(inflateRaw),
  br: promisify(brotliDecompress),
};

/** A PHP handler and a proxy may compress twice together; more often none does. */
const MOST_LAYERS = 3;

/** A truncated body is kept as far as it goes; the parser reports that it breaks off. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

const namesIn = (encodings: string): string[] =>
  encodings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());

const readable = new Set(['', 'identity', 'gzip', 'x-gzip', 'deflate', 'br']);

/** The first compression in the header Content-Encoding that cannot be undone here, such as zstd. */
export const unreadableIn = (encodings: string): string | undefined =>
  namesIn(encodings).find((name) => !readable.has(name) && /^[\w-]{1,20}$/.test(name));

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The decompressed body. A body that is not compressed as its header says is left as it is.
 * @param encodings the header Content-Encoding
 * @param largest the limit of its bytes
 * @throws RangeError if it has more
 */
export async function decompressed(bytes: Buffer, encodings: string, largest: number): Promise<Buffer> {
  const named = namesIn(encodings).slice(-MOST_LAYERS).toReversed();
  let body = bytes;
  for (const name of named) body = await unpacked(body, name, largest);
  // The header may be missing, or name one layer of two.
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
    // By the standard it has zlib's header; some servers leave it out.
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
