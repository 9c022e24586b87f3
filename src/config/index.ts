/** The environment and the file that it may name -> a checked, frozen Config, or every mistake in them at once. */
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

export type Environment = Readonly<Record<string, string | undefined>>;

export interface WhmcsConfig extends Credentials {
  /** The full address of includes/api.php. */
  readonly url: URL;
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
  /** GATEWAY_STAFF_TOKENS. */
  readonly staffTokens: readonly string[];
  readonly viewers: Settings['viewers'];
  /** Null if no JWT is accepted. */
  readonly jwt: Settings['jwt'];
  readonly whmcs: WhmcsConfig;
  readonly listen: ListenConfig;
  /** Whether answers are shared between operations. */
  readonly sharedCache: boolean;
  readonly logLevel: string;
  /** What the file says, and starting values where it says nothing. */
  readonly limits: Limits;
  /** Where mutations are written down, and how long what has ended is kept, its idempotency keys with it. */
  readonly journal: { readonly directory: string; readonly keepHours: number; readonly lockWaitSeconds: number };
  /** Whose pages' scripts may ask. */
  readonly origins: readonly string[];
  /** Request headers that these scripts may send besides the usual ones. */
  readonly corsHeaders: readonly string[];
  /** The custom fields that partners and clients see and fill in. */
  readonly customFields: Settings['customFields'];
  /** Whether browsers are shown GraphiQL. */
  readonly graphiql: boolean;
  /** Operations that metrics name, a directory of documents that name more, and a listener for /metrics of its own. */
  readonly metrics: Settings['metrics'];
  /** How long the port stays open after SIGTERM, so that load balancers learn of the end. */
  readonly drainSeconds: number;
}

/** What the demo takes from the environment: everything else is its own. */
const listenVariables = variables.pick({ HOST: true, PORT: true });

const known = Object.keys(variables.shape);

/** What is wrong where there is no way to authenticate. */
export const nobodyMayAsk =
  'GATEWAY_STAFF_TOKENS is missing: without a token nobody could use the gateway. Set it to one or more, separated by commas, or name viewers or jwt in GATEWAY_CONFIG';

/**
 * The configuration of a gateway.
 *
 * @param authentication whether there must be a way to authenticate; the doctor needs none
 * @param mutations the names of mutations that `allow` of a viewer may list
 * @throws ConfigError with all mistakes at once
 */
export function readConfig(
  environment: Environment,
  authentication: 'required' | 'optional' = 'required',
  mutations: readonly string[] = [],
): Config {
  const given = withoutBlanks(environment);
  const read = variables.safeParse(given);
  const path = given['GATEWAY_CONFIG'];
  const file = path === undefined ? parseConfigFile('', '') : readConfigFile(path, mutations);
  const named = file.settings?.credentials ?? [];
  const { allow, credentials, problems: unset } = resolveCredentials(named, given);
  const problems = [
    // A file that cannot be read may name any of them.
    ...(file.settings ? unknownNames(given, variablesOf(named)) : []),
    ...(read.success ? [] : problemsOf(read.error, given)),
    ...(file.problems ?? []),
    ...unset,
  ];
  if (authentication === 'required' && given['GATEWAY_STAFF_TOKENS'] === undefined && !namesSomebody(file.settings)) {
    problems.push(nobodyMayAsk);
  }
  if (read.success && file.settings)
    problems.push(...tokensOfStaff(read.data.GATEWAY_STAFF_TOKENS, file.settings.viewers));
  const metricsPort = file.settings?.metrics.port;
  if (read.success && metricsPort === read.data.PORT && metricsPort !== 0)
    problems.push('metrics.port is the same as PORT; leave it out, and /metrics is served there');
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
      maxConcurrency: data.WHMCS_MAX_CONCURRENCY,
      timeoutMs: data.WHMCS_TIMEOUT_MS,
      writeTimeoutMs: data.WHMCS_WRITE_TIMEOUT_MS,
    },
    listen: { host: data.HOST, port: data.PORT },
    staffTokens: data.GATEWAY_STAFF_TOKENS,
    viewers: file.settings.viewers,
    jwt: file.settings.jwt,
    sharedCache: data.GATEWAY_CACHE === 'on',
    logLevel: data.LOG_LEVEL,
    limits: limitsOf(file.settings),
    journal: file.settings.journal,
    origins: file.settings.cors.origins,
    corsHeaders: file.settings.cors.headers,
    customFields: file.settings.customFields,
    graphiql: file.settings.graphiql === 'on',
    metrics: file.settings.metrics,
    drainSeconds: file.settings.drainSeconds,
  });
}

/** A file with mistakes may name somebody, and its mistakes are told. */
const namesSomebody = (settings: Settings | undefined): boolean =>
  settings === undefined || settings.viewers.length > 0 || settings.jwt !== null;

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

/** Kubernetes announces a service named "whmcs" or "gateway" to every pod by variables like these. */
const serviceLink = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)$/;

const unknownNames = (given: Record<string, string>, ofFile: readonly string[]): string[] =>
  Object.keys(given)
    .filter((name) => /^(WHMCS|GATEWAY)_/.test(name) && !known.includes(name) && !ofFile.includes(name))
    .filter((name) => !serviceLink.test(name))
    .map((name) => {
      const near = nearest(name, known);
      return `${name} is not a variable of the gateway${near === undefined ? '; take it out' : `; did you mean ${near}?`}`;
    });
