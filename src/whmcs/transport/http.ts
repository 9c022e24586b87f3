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

const networkCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);
/** undici's own ways to fail before a connection is used; the latter two are those of a gateway that goes down. */
const unsentCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);
const tlsCode = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|EPROTO|ALTNAME/;

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code || codeOf(error.cause);
};

/**
 * Whether an error comes from opening a connection; several addresses of one host fail together. The code alone does not tell:
 * a host can become unreachable in the middle of an answer.
 */
const isConnecting = (error: unknown): boolean =>
  error instanceof Error &&
  (('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')) ||
    (error instanceof AggregateError ? error.errors.every(isConnecting) : isConnecting(error.cause)));

/** Longer than this nobody waits; it also has to stay a GraphQL Int. */
const LONGEST_RETRY_AFTER_S = 24 * 60 * 60;

/** Retry-After in seconds; its other form, a date, is not understood. */
const retryAfterMs = (header: string | string[] | undefined): number | undefined => {
  const seconds = Number.parseInt(String(header), 10);
  return seconds >= 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_S) * 1000 : undefined;
};

/** Whether a connection failed (the `cause` of UnreachableError) for the certificate or the scheme. */
export const isTlsTrouble = (cause: unknown): boolean => tlsCode.test(codeOf(cause));

/** Whether it failed because the name of the host is not known. */
export const isNameTrouble = (cause: unknown): boolean => ['ENOTFOUND', 'EAI_AGAIN'].includes(codeOf(cause));

/** What the operator can do about a failed connection. */
function advice(code: string, host: string): string {
  if (tlsCode.test(code))
    return `TLS trouble with ${host} (${code}): check its certificate and that WHMCS_URL has the right scheme`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `the name ${host} cannot be resolved (${code}): check WHMCS_URL and DNS`;
  if (code === 'ECONNREFUSED')
    return `nothing listens at ${host} (${code}): check WHMCS_URL and that the web server runs`;
  if (networkCodes.has(code))
    return `${host} cannot be reached (${code}): check the network and firewalls between here and there`;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return `the answer of ${host} is larger than anything that WHMCS says (${code}): check WHMCS_URL`;
  return `the connection to ${host} broke before a complete answer came (${code || 'no code'})`;
}

/**
 * @param url the full address of includes/api.php
 * @param connections sockets at most, which equals the calls at once
 * @param largest bytes that an answer may have
 */
export function undiciHttp(url: URL, connections: number, largest = MAX_ANSWER_BYTES): Http {
  const pool = new Pool(url.origin, {
    connections,
    connect: { timeout: 10_000 },
    // The deadline is the caller's signal; these would fire on their own clock.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: largest,
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
        const text = await answer.body.text();
        return {
          status: answer.statusCode,
          text,
          retryAfterMs: retryAfterMs(answer.headers['retry-after']),
        };
      } catch (error) {
        if (signal.aborted) throw reasonOf(signal);
        const code = codeOf(error);
        const sent = !isConnecting(error) && !unsentCodes.has(code) && !tlsCode.test(code);
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
