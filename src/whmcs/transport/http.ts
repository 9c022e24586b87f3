/** HTTP: one undici pool with keep-alive and without cookies (a shared PHP session would make PHP serve its requests one after another). */
import type { Readable } from 'node:stream';
import { Pool } from 'undici';
import { UnreachableError } from '../errors.ts';
import { reasonOf } from './abort.ts';
import { ANSWER_LIMITS, tooLarge } from './answer-limits.ts';
import { codeOf, connectionAdvice, isTlsTrouble, isUnsent } from './connection.ts';
import { decompressed, unreadableIn } from './decompress.ts';
import { redirected } from './remedies.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** The header Retry-After, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** For a redirect: its target, and what to do about it. */
  readonly redirect?: string | undefined;
  /** The compression in the header that cannot be undone here. */
  readonly packed?: string | undefined;
  /** The header Date: the clock of the web server. */
  readonly date?: string | undefined;
}

export interface Http {
  /**
   * Posts a form. Rejects with UnreachableError or with the signal's reason.
   * @param largest the limit of the answer's bytes, decompressed; UnexpectedAnswerError if it has more
   */
  post(command: string, form: string, signal: AbortSignal, largest?: number): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** No network takes longer to connect. */
const CONNECT_MS = 10_000;

/** The longest delay that is passed on; it also has to fit GraphQL's Int. */
const LONGEST_RETRY_AFTER_S = 24 * 60 * 60;

/** Retry-After in seconds; its other form, a date, is not supported. */
const retryAfterMs = (header: string | string[] | undefined): number | undefined => {
  const seconds = Number.parseInt(String(header), 10);
  return seconds >= 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_S) * 1000 : undefined;
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const oneOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;

export interface HttpOptions {
  /** The timeout of a connection, TLS included. */
  readonly connectMs?: number | undefined;
}

/** Reads a body up to a limit. @throws RangeError if it is longer */
async function upTo(largest: number, body: Readable, length: string | string[] | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop closes the connection; the rest is not read.
  for await (const chunk of body) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) continue;
    size += bytes.length;
    if (size > largest || Number(length) > largest) throw new RangeError('too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}

/**
 * Creates the HTTP client.
 * @param url the full address of includes/api.php
 * @param connections the limit of sockets, which equals the limit of concurrent calls
 */
export function undiciHttp(url: URL, connections: number, options: HttpOptions = {}): Http {
  const { connectMs = CONNECT_MS } = options;
  const pool = new Pool(url.origin, {
    connections,
    connect: { timeout: connectMs },
    // The caller's signal is the deadline; these timeouts would run on their own clock.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    'user-agent': 'whmcs-graphql-gateway',
  };
  return {
    async post(command, form, signal, largest = ANSWER_LIMITS.bytes) {
      let status = 0;
      try {
        const answer = await pool.request({
          method: 'POST',
          path: url.pathname + url.search,
          headers,
          body: form,
          signal,
        });
        status = answer.statusCode;
        const sent = await upTo(largest, answer.body, answer.headers['content-length']);
        const encodings = oneOf(answer.headers['content-encoding']) ?? '';
        const bytes = await decompressed(sent, encodings, largest);
        return {
          status: answer.statusCode,
          text: bytes.toString('utf8'),
          packed: unreadableIn(encodings),
          retryAfterMs: retryAfterMs(answer.headers['retry-after']),
          date: oneOf(answer.headers['date']),
          ...(REDIRECTS.has(answer.statusCode) && { redirect: redirected(oneOf(answer.headers['location']), url) }),
        };
      } catch (error) {
        if (signal.aborted) throw reasonOf(signal);
        if (error instanceof RangeError) throw tooLarge(command, largest, status);
        throw new UnreachableError(command, `WHMCS is unreachable: ${connectionAdvice(error, url.host)}`, {
          sent: !isUnsent(error),
          transient: !isTlsTrouble(error) && codeOf(error) !== 'ENOTFOUND',
          cause: error,
        });
      }
    },
    close: () => pool.close(),
  };
}
