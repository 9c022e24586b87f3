/** What an operator can do about an unexpected answer, by its HTTP status, which alone tells which server answered. */

const address = 'there is no includes/api.php at that address: check the sub-directory in WHMCS_URL';
const size = 'the web server refuses requests of that length: raise its limit for includes/api.php';
const slow =
  'the proxy in front of WHMCS gave up waiting for PHP: find what is slow in WHMCS, or raise the timeout of the proxy';
const certificate =
  'Cloudflare does not accept the certificate of the web server of WHMCS: renew it, or set the TLS mode of Cloudflare accordingly';

const byStatus: Readonly<Record<number, string>> = {
  400: 'the web server refuses the request: check the scheme and the port in WHMCS_URL',
  401: 'the web server asks for a log-in of its own (HTTP authentication): exempt includes/api.php from it',
  403: 'a firewall or a rule of the web server denies it: let the address of the gateway through to includes/api.php',
  404: address,
  405: 'the web server refuses POST there: check WHMCS_URL, and the rules of the web server for includes/api.php',
  406: 'a firewall of the web server (ModSecurity) denies it: exempt includes/api.php, or the address of the gateway',
  407: 'a proxy between the gateway and WHMCS asks for a log-in: let the gateway pass, or bypass the proxy',
  408: 'the web server did not get the whole request in time: check the network between the gateway and WHMCS',
  410: address,
  411: size,
  413: size,
  414: size,
  421: 'the web server does not serve that host name over this connection: check the host in WHMCS_URL',
  431: size,
  451: 'access is blocked for legal reasons, often by country: let the address of the gateway through',
  500: 'PHP has failed: look into its error log, and that of the web server',
  501: 'the web server does not support POST there: check WHMCS_URL',
  502: 'the proxy in front of WHMCS gets no answer from PHP: check that PHP (PHP-FPM) and the web server run, and the error log of the proxy',
  503: 'check that WHMCS is not in maintenance, that its server is not overloaded and that no firewall page stands before it',
  504: slow,
  508: 'the hosting account of WHMCS has reached its resource limits: raise them, or lower WHMCS_MAX_CONCURRENCY',
  520: 'Cloudflare does not understand the answer of the web server of WHMCS: look into the error logs of PHP and the web server',
  521: 'the web server of WHMCS refuses the connections of Cloudflare: check that it runs, and that its firewall lets Cloudflare in',
  522: 'Cloudflare gets no connection to the web server of WHMCS: check its network and firewall',
  523: 'Cloudflare does not reach the web server of WHMCS: check its address in DNS',
  524: slow,
  525: certificate,
  526: certificate,
  530: 'Cloudflare cannot find the web server of WHMCS: check its address in DNS',
};

/** Undefined if the status says nothing beyond the body. */
export const remedyFor = (status: number): string | undefined => byStatus[status];

/** The path of every API address. */
const API_PATH = /\/includes\/api\.php\/?$/;

/** Without query and user name, which may hold a secret. */
const bare = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname.slice(0, 200)}`;

/**
 * The target of a redirect, and what to do about it. Redirects are not followed: a redirected form arrives without its fields.
 * @param location the header of the answer
 * @param asked the address that redirects
 */
export function redirected(location: string | undefined, asked: URL): string {
  if (location === undefined || !URL.canParse(location, asked))
    return 'it does not say where it leads: check WHMCS_URL, which often has to begin with https';
  const target = bare(new URL(location, asked));
  if (target === bare(asked))
    return `it leads to the same address (${target}): exempt includes/api.php from the firewall that wants a cookie first`;
  const base = API_PATH.test(target) ? target.replace(API_PATH, '') : undefined;
  return base === undefined
    ? `it leads to ${target}, where no API of WHMCS is: check WHMCS_URL, and what stands before WHMCS`
    : `it leads to ${target}: set WHMCS_URL to ${base}`;
}
