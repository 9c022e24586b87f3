/** Failed connections: the reason, and what the operator can do. */
import { errors } from 'undici';

const networkCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);
/** undici's failures before a connection is used; the last two are those of a gateway that shuts down. */
const unsentCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);
const tlsCode = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|EPROTO|ALTNAME/;
const untrusted = /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)/;

/** The code of an error or of its cause. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code || codeOf(error.cause);
};

/**
 * Whether an error comes from opening a connection; several addresses of one host fail together. The code alone is not enough: a host can
 * become unreachable in the middle of an answer.
 */
const isConnecting = (error: unknown): boolean =>
  error instanceof Error &&
  (('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')) ||
    (error instanceof AggregateError ? error.errors.every(isConnecting) : isConnecting(error.cause)));

/** Whether a connection failed (the `cause` of UnreachableError) because of the certificate or the scheme. */
export const isTlsTrouble = (cause: unknown): boolean => tlsCode.test(codeOf(cause));

/** Whether it failed because the host name does not resolve. */
export const isNameTrouble = (cause: unknown): boolean => ['ENOTFOUND', 'EAI_AGAIN'].includes(codeOf(cause));

/** Whether no byte of the request can have left. */
export const isUnsent = (error: unknown): boolean =>
  isConnecting(error) || unsentCodes.has(codeOf(error)) || isTlsTrouble(error);

/** What to do about the certificate, or instead of it. */
function tlsRemedy(code: string): string {
  if (untrusted.test(code))
    return 'check its certificate and that WHMCS_URL has the right scheme; where the certificate is self-signed or of a CA of your own, name a file with it in NODE_EXTRA_CA_CERTS';
  if (/EXPIRED/.test(code)) return 'its certificate has expired: renew it';
  if (/NOT_YET_VALID/.test(code)) return 'its certificate is not valid yet: check the clocks of both';
  if (/ALTNAME/.test(code)) return 'its certificate is for another name: use that name in WHMCS_URL';
  return 'check its certificate and that WHMCS_URL has the right scheme';
}

/** What the operator can do about a failed connection. */
export function connectionAdvice(error: unknown, host: string): string {
  const code = codeOf(error);
  if (tlsCode.test(code)) return `TLS trouble with ${host} (${code}): ${tlsRemedy(code)}`;
  if (isNameTrouble(error)) return `the name ${host} cannot be resolved (${code}): check WHMCS_URL and DNS`;
  if (code === 'ECONNREFUSED')
    return `nothing listens at ${host} (${code}): check WHMCS_URL and that the web server runs`;
  if (networkCodes.has(code))
    return `${host} cannot be reached (${code}): check the network and firewalls between here and there`;
  if (error instanceof errors.HTTPParserError)
    return `what answers at ${host} does not speak HTTP: check the port and the scheme in WHMCS_URL`;
  return `the connection to ${host} broke before a complete answer came (${code || 'no code'})`;
}
