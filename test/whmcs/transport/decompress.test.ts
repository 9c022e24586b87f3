/** Answers that come compressed, although the request does not accept it. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ANSWER_LIMITS } from '../../../src/whmcs/transport/answer-limits.ts';
import { clientOf, failureOf, serve, version, withoutPauses } from '../rig.ts';

const body = '{"result":"success","whmcs":{"version":"9.0.1"}}';

const whmcsThat = (sends: Buffer | string, encoding?: string) =>
  serve((request, response) => {
    if (encoding !== undefined) response.setHeader('content-encoding', encoding);
    request.resume().once('end', () => response.end(sends));
  });

describe('a compressed answer', () => {
  it.each([
    ['gzip', gzipSync(body), 'gzip'],
    ['gzip by its old name', gzipSync(body), 'X-GZIP'],
    ['deflate', deflateSync(body), 'deflate'],
    ['deflate without a header of its own', deflateRawSync(body), 'deflate'],
    ['brotli', brotliCompressSync(body), 'br'],
    ['gzip in brotli', brotliCompressSync(gzipSync(body)), 'gzip, br'],
    ['gzip without a word of it', gzipSync(body), undefined],
    ['gzip twice, told once', gzipSync(gzipSync(body)), 'gzip'],
    ['nothing, although it says gzip', body, 'gzip'],
    ['nothing, although it says deflate', body, 'deflate'],
    ['nothing, although it says brotli', body, 'br'],
    ['nothing, and says so', body, 'identity'],
    ['nothing, in an unknown encoding', body, 'rot13'],
  ])('is read: %s', async (_, sends, encoding) => {
    const { answer } = await version({ client: clientOf(await whmcsThat(sends, encoding)) });
    expect(answer.whmcs.version).toBe('9.0.1');
  });

  it.each(['zstd', 'gzip, ZSTD'])('names a compression that cannot be undone: %s', async (encoding) => {
    const url = await whmcsThat(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x99, 0xd9]), encoding);
    expect(await failureOf(version({ client: clientOf(url) }))).toHaveProperty(
      'message',
      expect.stringMatching(/compressed as "zstd" \(HTTP 200\), which it was not asked for: switch that off/),
    );
  });

  it('is a truncated answer if it breaks off', async () => {
    withoutPauses();
    // Incompressible text, so that half of the bytes is half of the text.
    const long = body.replace('9.0.1', Array.from({ length: 4_000 }, (_, each) => Math.sin(each)).join());
    const whole = gzipSync(long);
    const url = await whmcsThat(whole.subarray(0, whole.length / 2), 'gzip');
    expect(await failureOf(version({ client: clientOf(url) }))).toMatchObject({ oddity: 'truncated' });
  });

  it('is refused if it expands to more than the limit', async () => {
    const url = await whmcsThat(gzipSync(body.replace('9.0.1', '9'.repeat(5_000))), 'gzip');
    const error = await failureOf(version({ client: clientOf(url, { answers: { ...ANSWER_LIMITS, bytes: 2_000 } }) }));
    expect(error).toMatchObject({ name: 'UnexpectedAnswerError', oddity: 'large' });
    expect(error).toHaveProperty('message', expect.stringMatching(/more than 2000 bytes/));
  });
});
