/** The schema of the environment variables, with defaults. */
import { z } from 'zod';
import { dateFormats, DEFAULT_DATE_FORMAT } from '../whmcs/wire/date-formats.ts';

const SHORTEST_TOKEN = 8;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const API_PATH = '/includes/api.php';

/** The error of a value that is safe to print; `form` describes a valid one. */
const shown = (form: string) => ({
  error: (issue: { input?: unknown }) => `must be ${form}, not ${JSON.stringify(issue.input)}`,
});

const wholeNumber = (least: number, most: number, unit: string) => {
  const wrong = shown(`a whole number ${unit} from ${least} to ${most}`);
  const inRange = (text: string) => Number(text) >= least && Number(text) <= most;
  return z
    .string()
    .regex(/^\d{1,9}$/, { ...wrong, abort: true })
    .refine(inRange, wrong)
    .transform(Number);
};

/** A URL that is safe to print: without user name, password and query. */
const withoutSecrets = (text: string): string =>
  text.replace(/^(?<scheme>[a-z][\w+.-]*:\/\/)?[^]*@/i, '$<scheme>…@').replace(/[?#][^]*$/, '');

/** The base URL or that of includes/api.php; the API path is appended exactly once. */
const apiAddress = z.string().transform((text, context) => {
  const wrong = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.username || url.password))
    return wrong('must not contain a user name or password; WHMCS_IDENTIFIER and WHMCS_SECRET are the credential');
  if (url && (url.search || url.hash)) return wrong('must be a URL without "?" or "#"');
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return wrong(
      `must be an http or https URL such as https://billing.example.com/whmcs, not ${JSON.stringify(withoutSecrets(text))}`,
    );
  }
  url.pathname = url.pathname.replace(/(\/includes\/api\.php|\/)+$/, '') + API_PATH;
  return url;
});

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** Messages identify a token by its position only: it is a secret. */
const tokens = z.string().transform((text, context) => {
  const list = text.split(',').map((token) => token.trim());
  list.forEach((token, index) => {
    const wrong = (message: string) => context.addIssue({ code: 'custom', message: `token ${index + 1} ${message}` });
    if (token === '') wrong('is empty; separate tokens with single commas');
    else if (token.length < SHORTEST_TOKEN)
      wrong(`is too short: at least ${SHORTEST_TOKEN} characters, preferably 32 random ones`);
    else if (!/^[\x21-\x7e]+$/.test(token))
      wrong('has a character that a header cannot contain; use letters, digits and -._~+/=');
    else if (list.indexOf(token) < index) wrong('is a duplicate');
  });
  return list;
});

const unsupported = (instead: string) =>
  z.undefined({ error: `is not supported in this release: ${instead}` }).optional();

export const variables = z.object({
  WHMCS_URL: apiAddress,
  WHMCS_IDENTIFIER: z.string(),
  WHMCS_SECRET: z.string(),
  WHMCS_ACCESS_KEY: z.string().optional(),
  WHMCS_TIMEZONE: z.string().refine(isZone, shown('an IANA time zone such as Europe/Berlin')).default('UTC'),
  WHMCS_DATE_FORMAT: z.enum(dateFormats, shown(`one of ${dateFormats.join(', ')}`)).default(DEFAULT_DATE_FORMAT),
  WHMCS_MAX_CONCURRENCY: wholeNumber(1, 100, 'of requests').default(4),
  WHMCS_TIMEOUT_MS: wholeNumber(100, 600_000, 'of milliseconds').default(15_000),
  WHMCS_WRITE_TIMEOUT_MS: wholeNumber(100, 3_600_000, 'of milliseconds').default(180_000),
  GATEWAY_STAFF_TOKENS: tokens.default([]),
  GATEWAY_CACHE: z.enum(['on', 'off'], shown('"on" or "off"')).default('on'),
  GATEWAY_CONFIG: z.string().optional(),
  REDIS_URL: unsupported('each gateway has its own cache; remove it'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, shown('a host name or IP address'))
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, '(a port)').default(4000),
  LOG_LEVEL: z.enum(LOG_LEVELS, shown(`one of ${LOG_LEVELS.join(', ')}`)).default('info'),
});

/** Instructions for the required variables. */
export const required: Readonly<Record<string, string>> = {
  WHMCS_URL: 'set it to the URL of WHMCS, for example https://billing.example.com/whmcs',
  WHMCS_IDENTIFIER: 'set it to the identifier of an API credential (in WHMCS: Configuration, Manage API Credentials)',
  WHMCS_SECRET: 'set it to the secret that belongs to WHMCS_IDENTIFIER',
};
