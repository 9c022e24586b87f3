/** Reads the environment and the file that GATEWAY_CONFIG names: a validated, frozen Config, or all mistakes at once. */
import type { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { deepFreeze } from './deep-freeze.ts';
import { nearest } from './nearest.ts';
import { parseConfigFile } from './parse-file.ts';
import { readConfigFile } from './read-file.ts';
import { limitsOf, type Settings } from './settings.ts';
import { resolveCredentials, variablesOf } from './resolve-credentials.ts';
import { required, variables } from './variables.ts';
import { tokensOfStaff } from './viewers.ts';
import type { Limits } from './limits.ts';
import type { Credentials } from '../whmcs/credentials.ts';
import type { DateFormat } from '../whmcs/wire/date-formats.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface WhmcsConfig extends Credentials {
  /** The full URL of includes/api.php. */
  readonly url: URL;
  readonly accessKey: string | undefined;
  readonly timezone: string;
  readonly dateFormat: DateFormat;
  readonly maxConcurrency: number;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
}

export interface ListenConfig {
  readonly host: string;
  readonly port: number;
}

export interface Config {
  /** GATEWAY_STAFF_TOKENS. */
  readonly staffTokens: readonly string[];
  readonly viewers: Settings['viewers'];
  /** The mutations, off by default, that this gateway offers. */
  readonly secrets: readonly string[];
  /** Null if no JWT is accepted. */
  readonly jwt: Settings['jwt'];
  readonly whmcs: WhmcsConfig;
  readonly listen: ListenConfig;
  /** Whether operations share cached answers. */
  readonly sharedCache: boolean;
  readonly logLevel: string;
  /** The limits of the file, with defaults for those that it leaves out. */
  readonly limits: Limits;
  /** The directory of the journal of mutations, and how long completed entries and their idempotency keys are kept. */
  readonly journal: { readonly directory: string; readonly keepHours: number; readonly lockWaitSeconds: number };
  /** The origins whose pages may send requests (CORS). */
  readonly origins: readonly string[];
  /** Additional request headers that these pages may send. */
  readonly corsHeaders: readonly string[];
  /** The custom fields that partners and clients may read and set. */
  readonly customFields: Settings['customFields'];
  /** What partners and clients may do to their services. */
  readonly selfService: Pick<Settings, 'upgrades' | 'moduleActions'>;
  /** Commands of the host's own that staff may use. */
  readonly customCommands: Settings['customCommands'];
  /** Whether GraphiQL is served to browsers. */
  readonly graphiql: boolean;
  /** The operations that metrics name, a directory of documents with more of them, and a separate listener for /metrics. */
  readonly metrics: Settings['metrics'];
  /** How long the port stays open after SIGTERM, so that load balancers notice the shutdown. */
  readonly drainSeconds: number;
}

/** The only environment variables that the demo reads. */
const listenVariables = variables.pick({ HOST: true, PORT: true });

const known = Object.keys(variables.shape);

/** The error if no caller can authenticate. */
export const noAuthentication =
  'GATEWAY_STAFF_TOKENS is missing: no caller could authenticate. Set it to one or more tokens, separated by commas, or configure viewers or jwt in the file that GATEWAY_CONFIG names';

/**
 * The configuration of a gateway.
 *
 * @param authentication whether staff tokens, viewers or `jwt` must be configured; the doctor needs none
 * @param mutations the mutation names that `allow` of a viewer may list
 * @param off those that `secrets` may list
 * @throws ConfigError with all mistakes at once
 */
export function readConfig(
  environment: Environment,
  authentication: 'required' | 'optional' = 'required',
  mutations: readonly string[] = [],
  off: readonly string[] = [],
): Config {
  const given = withoutBlanks(environment);
  const read = variables.safeParse(given);
  const path = given['GATEWAY_CONFIG'];
  const file = path === undefined ? parseConfigFile('', '') : readConfigFile(path, mutations, off);
  const named = file.settings?.credentials ?? [];
  const { allow, credentials, problems: unset } = resolveCredentials(named, given);
  const problems = [
    // A file that cannot be read may name any of these variables.
    ...(file.settings ? unknownNames(given, variablesOf(named)) : []),
    ...(read.success ? [] : problemsOf(read.error, given)),
    ...(file.problems ?? []),
    ...unset,
  ];
  if (
    authentication === 'required' &&
    given['GATEWAY_STAFF_TOKENS'] === undefined &&
    !hasAuthentication(file.settings)
  ) {
    problems.push(noAuthentication);
  }
  if (read.success && file.settings)
    problems.push(...tokensOfStaff(read.data.GATEWAY_STAFF_TOKENS, file.settings.viewers));
  const metricsPort = file.settings?.metrics.port;
  if (read.success && metricsPort === read.data.PORT && metricsPort !== 0)
    problems.push('metrics.port is the same as PORT; remove it to serve /metrics on PORT');
  if (!read.success || !file.settings || problems.length > 0) throw new ConfigError(problems);
  const { data } = read;
  return deepFreeze({
    whmcs: {
      url: data.WHMCS_URL,
      identifier: data.WHMCS_IDENTIFIER,
      secret: data.WHMCS_SECRET,
      allow,
      credentials,
      accessKey: data.WHMCS_ACCESS_KEY,
      timezone: data.WHMCS_TIMEZONE,
      dateFormat: data.WHMCS_DATE_FORMAT,
      maxConcurrency: data.WHMCS_MAX_CONCURRENCY,
      timeoutMs: data.WHMCS_TIMEOUT_MS,
      writeTimeoutMs: data.WHMCS_WRITE_TIMEOUT_MS,
    },
    listen: { host: data.HOST, port: data.PORT },
    staffTokens: data.GATEWAY_STAFF_TOKENS,
    viewers: file.settings.viewers,
    secrets: file.settings.secrets,
    jwt: file.settings.jwt,
    sharedCache: data.GATEWAY_CACHE === 'on',
    logLevel: data.LOG_LEVEL,
    limits: limitsOf(file.settings),
    journal: file.settings.journal,
    origins: file.settings.cors.origins,
    corsHeaders: file.settings.cors.headers,
    customFields: file.settings.customFields,
    selfService: { upgrades: file.settings.upgrades, moduleActions: file.settings.moduleActions },
    customCommands: file.settings.customCommands,
    graphiql: file.settings.graphiql === 'on',
    metrics: file.settings.metrics,
    drainSeconds: file.settings.drainSeconds,
  });
}

/** Whether the file configures a way to authenticate. Assumed of a file with mistakes, which are reported anyway. */
const hasAuthentication = (settings: Settings | undefined): boolean =>
  settings === undefined || settings.viewers.length > 0 || settings.jwt !== null;

/** The host and port of the demo. */
export function readListenConfig(environment: Environment): ListenConfig {
  const given = withoutBlanks(environment);
  const read = listenVariables.safeParse(given);
  if (!read.success) throw new ConfigError(problemsOf(read.error, given));
  return Object.freeze({ host: read.data.HOST, port: read.data.PORT });
}

/** Drops empty variables: templates and env files often set a variable to nothing. */
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

/** Kubernetes sets such variables in every pod for a service named "whmcs" or "gateway". */
const serviceLink = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)$/;

const unknownNames = (given: Record<string, string>, ofFile: readonly string[]): string[] =>
  Object.keys(given)
    .filter((name) => /^(WHMCS|GATEWAY)_/.test(name) && !known.includes(name) && !ofFile.includes(name))
    .filter((name) => !serviceLink.test(name))
    .map((name) => {
      const near = nearest(name, known);
      return `${name} is not a variable of the gateway${near === undefined ? '; remove it' : `; did you mean ${near}?`}`;
    });
