/** The environment, read once: a checked, frozen Config, or every mistake in it at once. */
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface WhmcsConfig {
  /** The full address of includes/api.php. */
  readonly url: URL;
  readonly identifier: string;
  readonly secret: string;
  readonly accessKey: string | undefined;
  readonly timezone: string;
  readonly maxConcurrency: number;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
}

export interface ListenConfig {
  readonly host: string;
  readonly port: number;
}

export interface Config {
  readonly whmcs: WhmcsConfig;
  readonly listen: ListenConfig;
  readonly staffTokens: readonly string[];
  /** Whether answers are shared between operations. */
  readonly sharedCache: boolean;
  readonly logLevel: string;
}

/** What is wrong with the environment, a sentence for each mistake. Never the value of a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const SHORTEST_TOKEN = 8;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const API_PATH = '/includes/api.php';

/** A value that is shown where it is wrong; `form` says what would be right. */
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

/** The base address or that of includes/api.php itself; the path is completed once, however often it was completed already. */
const apiAddress = z.string().transform((text, context) => {
  const wrong = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.username || url.password))
    return wrong('must not carry a user name or password; WHMCS_IDENTIFIER and WHMCS_SECRET are the credential');
  if (url && (url.search || url.hash)) return wrong('must be an address without "?" or "#"');
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return wrong(
      `must be an http or https address like https://billing.example.com/whmcs, not ${JSON.stringify(text)}`,
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

/** The order in which tokens stand is all that may be said of a wrong one. */
const tokens = z.string().transform((text, context) => {
  const list = text.split(',').map((token) => token.trim());
  list.forEach((token, index) => {
    const wrong = (message: string) => context.addIssue({ code: 'custom', message: `token ${index + 1} ${message}` });
    if (token === '') wrong('is empty; separate tokens by single commas');
    else if (token.length < SHORTEST_TOKEN)
      wrong(`is too short: at least ${SHORTEST_TOKEN} characters, better 32 random ones`);
    else if (!/^[\x21-\x7e]+$/.test(token))
      wrong('has a character that a header cannot carry; letters, digits and -._~+/= are fine');
    else if (list.indexOf(token) < index) wrong('stands there twice');
  });
  return list;
});

const unsupported = (instead: string) =>
  z.undefined({ error: `is not supported in this release: ${instead}` }).optional();

/** Every variable: its form, and its default where it has one. */
const variables = z.object({
  WHMCS_URL: apiAddress,
  WHMCS_IDENTIFIER: z.string(),
  WHMCS_SECRET: z.string(),
  WHMCS_ACCESS_KEY: z.string().optional(),
  WHMCS_TIMEZONE: z.string().refine(isZone, shown('an IANA time zone like Europe/Berlin')).default('UTC'),
  WHMCS_MAX_CONCURRENCY: wholeNumber(1, 100, 'of requests').default(4),
  WHMCS_TIMEOUT_MS: wholeNumber(100, 600_000, 'of milliseconds').default(15_000),
  WHMCS_WRITE_TIMEOUT_MS: wholeNumber(100, 3_600_000, 'of milliseconds').default(180_000),
  GATEWAY_STAFF_TOKENS: tokens.default([]),
  GATEWAY_CACHE: z.enum(['on', 'off'], shown('"on" or "off"')).default('on'),
  GATEWAY_CONFIG: unsupported('there is no configuration file yet; take it out and use the variables alone'),
  REDIS_URL: unsupported('each gateway has a cache of its own; take it out'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, shown('a host name or IP address'))
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, '(a port)').default(4000),
  LOG_LEVEL: z.enum(LOG_LEVELS, shown(`one of ${LOG_LEVELS.join(', ')}`)).default('info'),
});

/** What the demo takes from the environment: everything else is its own. */
const listenVariables = variables.pick({ HOST: true, PORT: true });

const known = Object.keys(variables.shape);

/**
 * The configuration of a gateway.
 *
 * @param authentication whether there must be a way to authenticate; the doctor needs none
 * @throws ConfigError with all mistakes at once
 */
export function readConfig(environment: Environment, authentication: 'required' | 'optional' = 'required'): Config {
  const given = withoutBlanks(environment);
  const read = variables.safeParse(given);
  const problems = [...unknownNames(given), ...(read.success ? [] : problemsOf(read.error, given))];
  if (authentication === 'required' && given['GATEWAY_STAFF_TOKENS'] === undefined) {
    problems.push(
      'GATEWAY_STAFF_TOKENS is missing: without a token nobody could use the gateway. Set it to one or more, separated by commas',
    );
  }
  if (!read.success || problems.length > 0) throw new ConfigError(problems);
  const { data } = read;
  return deepFreeze({
    whmcs: {
      url: data.WHMCS_URL,
      identifier: data.WHMCS_IDENTIFIER,
      secret: data.WHMCS_SECRET,
      accessKey: data.WHMCS_ACCESS_KEY,
      timezone: data.WHMCS_TIMEZONE,
      maxConcurrency: data.WHMCS_MAX_CONCURRENCY,
      timeoutMs: data.WHMCS_TIMEOUT_MS,
      writeTimeoutMs: data.WHMCS_WRITE_TIMEOUT_MS,
    },
    listen: { host: data.HOST, port: data.PORT },
    staffTokens: data.GATEWAY_STAFF_TOKENS,
    sharedCache: data.GATEWAY_CACHE === 'on',
    logLevel: data.LOG_LEVEL,
  });
}

/** Where the demo listens. */
export function readListenConfig(environment: Environment): ListenConfig {
  const given = withoutBlanks(environment);
  const read = listenVariables.safeParse(given);
  if (!read.success) throw new ConfigError(problemsOf(read.error, given));
  return Object.freeze({ host: read.data.HOST, port: read.data.PORT });
}

/** Templates and env files leave variables empty rather than out: an empty one is absent. */
const withoutBlanks = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]): [string, string][] => {
      const text = value?.trim();
      return text === undefined || text === '' ? [] : [[name, text]];
    }),
  );

function problemsOf(error: z.ZodError, given: Record<string, string>): string[] {
  return error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return name in given ? `${name} ${message}` : `${name} is missing: ${required[name] ?? 'it is required'}`;
  });
}

const required: Readonly<Record<string, string>> = {
  WHMCS_URL: 'set it to the address of WHMCS, for example https://billing.example.com/whmcs',
  WHMCS_IDENTIFIER: 'set it to the identifier of an API credential (in WHMCS: Configuration, Manage API Credentials)',
  WHMCS_SECRET: 'set it to the secret that belongs to WHMCS_IDENTIFIER',
};

/** Kubernetes announces a service named "whmcs" or "gateway" to every pod by variables like these. */
const serviceLink = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)$/;

const unknownNames = (given: Record<string, string>): string[] =>
  Object.keys(given)
    .filter((name) => /^(WHMCS|GATEWAY)_/.test(name) && !known.includes(name) && !serviceLink.test(name))
    .map((name) => {
      const near = nearest(name);
      return `${name} is not a variable of the gateway${near === undefined ? '; take it out' : `; did you mean ${near}?`}`;
    });

/** The known name that differs by three letters at most. */
function nearest(name: string): string | undefined {
  const [best] = known
    .map((each) => ({ each, distance: editDistance(name, each) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= 3 ? best.each : undefined;
}

/** How many letters must be changed, put in or left out to come from one word to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of from.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of to.split('').entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function deepFreeze(config: Config): Config {
  Object.freeze(config.whmcs);
  Object.freeze(config.listen);
  Object.freeze(config.staffTokens);
  return Object.freeze(config);
}
