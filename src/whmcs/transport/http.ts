/** The wire: one undici pool, keep-alive, no cookies (a shared PHP session would make PHP serve its requests one after another). */
import { Pool, errors } from 'undici';
import { UnreachableError } from '../errors.ts';
import { reasonOf } from './abort.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** From Retry-After, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

export interface Http {
  /** Posts a form. Rejects with UnreachableError, or with the signal's reason. */
  post(command: string, form: string, signal: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** PHP's answers are far below this; what is larger is not WHMCS. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const tlsCode = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|EPROTO|ALTNAME/;

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code || codeOf(error.cause);
};

/** What the operator can do about a failed connection. */
function advice(code: string, host: string): string {
  if (tlsCode.test(code))
    return `TLS trouble with ${host} (${code}): check its certificate and that WHMCS_URL has the right scheme`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `the name ${host} cannot be resolved (${code}): check WHMCS_URL and DNS`;
  if (code === 'ECONNREFUSED')
    return `nothing listens at ${host} (${code}): check WHMCS_URL and that the web server runs`;
  if (unsentCodes.has(code))
    return `${host} cannot be reached (${code}): check the network and firewalls between here and there`;
  return `the connection to ${host} broke before a complete answer came (${code || 'no code'})`;
}

/**
 * @param url the full address of includes/api.php
 * @param connections sockets at most, which equals the calls at once
 */
export function undiciHttp(url: URL, connections: number): Http {
  const pool = new Pool(url.origin, {
    connections,
    connect: { timeout: 10_000 },
    // The deadline is the caller's signal; these would fire on their own clock.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    'user-agent': 'whmcs-graphql-gateway',
  };
  return {
    async post(command, form, signal) {
      try {
        const answer = await pool.request({
          method: 'POST',
          path: url.pathname + url.search,
          headers,
          body: form,
          signal,
        });
        const retryAfter = Number(answer.headers['retry-after']);
        const text = await answer.body.text();
        return {
          status: answer.statusCode,
          text,
          retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined,
        };
      } catch (error) {
        if (signal.aborted) throw reasonOf(signal);
        const code = codeOf(error);
        const sent = !unsentCodes.has(code) && !tlsCode.test(code);
        const transient =
          !tlsCode.test(code) && code !== 'ENOTFOUND' && !(error instanceof errors.ResponseExceededMaxSizeError);
        throw new UnreachableError(command, `WHMCS is unreachable: ${advice(code, url.host)}`, {
          sent,
          transient,
          cause: error,
        });
      }
    },
    close: () => pool.close(),
  };
}
