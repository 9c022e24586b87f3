/** The schema of the configuration file: its sections, their forms and defaults. */
import { z } from 'zod';
import { staleKeeps, errorKeeps, defaultLimits, type Limits } from './limits.ts';
import { keeps } from '../whmcs/command.ts';
import { commands } from '../whmcs/commands/index.ts';
import { ANSWER_LIMITS } from '../whmcs/transport/answer-limits.ts';
import { credentials } from './credentials.ts';
import { customCommands, type NamedCommand } from './custom-commands.ts';
import { naming, oneOf, orEmpty, fullMessage, section, wholeNumber } from './forms.ts';
import { headerName } from './header-name.ts';
import { origin } from './origin.ts';
import { jwt } from './jwt.ts';
import { metrics } from './metrics.ts';
import { secrets } from './secrets.ts';
import { moduleActions, upgrades } from './self-service.ts';
import { viewers } from './viewers.ts';

/** No answer is served that is older than a day. */
const MOST_SECONDS = 86_400;
const MOST_HOURS = 365 * 24;
/** After a week no caller waits for an outcome. */
const MOST_RECONCILED_SECONDS = 7 * 86_400;
/** Orchestrators kill a process that takes longer to stop. */
const MOST_DRAIN_SECONDS = 3_600;
const MOST_LOCK_WAIT_SECONDS = 3_600;
const MEBIBYTE = 1024 * 1024;

const seconds = wholeNumber(0, MOST_SECONDS, 'seconds');
const calls = wholeNumber(1, 10_000, 'calls to WHMCS');
const rowCount = wholeNumber(1, 1_000_000, 'rows');
const milliseconds = wholeNumber(100, 600_000, 'milliseconds');

const MOST_PER_MINUTE = 100_000;
const rateForm = { error: `must be a whole number of calls from 1 to ${MOST_PER_MINUTE}, or off` };
const perMinute = z.int(rateForm).min(1, rateForm).max(MOST_PER_MINUTE, rateForm);
const rate = (starting: number | null) => z.union([z.literal('off'), perMinute], rateForm).default(starting ?? 'off');
const rateOf = (given: number | 'off'): number | null => (given === 'off' ? null : given);

const pathForm = { error: 'must be the path of a directory' };
const path = z.string(pathForm).regex(/\S/, pathForm);

/** The size of an answer of WHMCS. */
const upstreamBytes = wholeNumber(1_024, 256 * MEBIBYTE, 'bytes');
const commandNames = Object.values(commands).map(({ name }) => name);
const fieldForm = {
  error: 'must be the id of a custom field in WHMCS, or its name if WHMCS sends no id',
};
const customField = z.union(
  [z.int(fieldForm).positive(fieldForm), z.string(fieldForm).regex(/\S/, fieldForm)],
  fieldForm,
);
const customFields = z.array(customField, { error: 'must be a list of custom fields' }).default([]);

const many = (unit: string) => wholeNumber(1, 100_000, unit);

const waitingBytes = wholeNumber(1_024, 16_384 * MEBIBYTE, 'bytes');
const MOST_PER_ADDRESS = 100_000;
const perAddressForm = { error: `must be a whole number of connections from 1 to ${MOST_PER_ADDRESS}, or off` };
const perAddress = z.union(
  [z.literal('off'), z.int(perAddressForm).min(1, perAddressForm).max(MOST_PER_ADDRESS, perAddressForm)],
  perAddressForm,
);

/** Seconds for each kind; a kind that is left out keeps its default. */
const secondsOf = <Kind extends string, Starting extends Readonly<Record<Kind, number>>>(
  kinds: readonly Kind[],
  starting: Starting,
) => orEmpty(z.partialRecord(z.enum(kinds), seconds, naming(kinds)).transform((given) => ({ ...starting, ...given })));

/** All sections except those that name mutations, which come first in the file. */
const sections = {
  cache: section({
    seconds: secondsOf(keeps, defaultLimits.cacheSeconds),
    staleWhileRevalidateSeconds: secondsOf(staleKeeps, defaultLimits.staleSeconds),
    staleIfErrorSeconds: secondsOf(errorKeeps, defaultLimits.errorSeconds),
    maxBytes: wholeNumber(MEBIBYTE, 16_384 * MEBIBYTE, 'bytes').default(defaultLimits.cacheSize),
  }),
  budget: section({
    staff: calls.default(defaultLimits.budget.STAFF),
    partner: calls.default(defaultLimits.budget.PARTNER),
    client: calls.default(defaultLimits.budget.CLIENT),
  }),
  groups: section({
    refreshSeconds: wholeNumber(1, MOST_SECONDS, 'seconds').default(defaultLimits.groupSeconds.refresh),
    maxAgeSeconds: wholeNumber(1, MOST_SECONDS, 'seconds').default(defaultLimits.groupSeconds.maxAge),
  }).refine(
    ({ refreshSeconds, maxAgeSeconds }) => refreshSeconds < maxAgeSeconds,
    fullMessage('must have refreshSeconds < maxAgeSeconds'),
  ),
  reconcile: section({
    quietSeconds: wholeNumber(1, MOST_SECONDS, 'seconds').default(defaultLimits.reconcileSeconds.quiet),
    forSeconds: wholeNumber(0, MOST_RECONCILED_SECONDS, 'seconds').default(defaultLimits.reconcileSeconds.for),
  }),
  queue: section({ waiting: wholeNumber(0, 10_000, 'calls').default(defaultLimits.queue) }),
  breaker: section({
    failures: wholeNumber(1, 10_000, 'failures').default(defaultLimits.breaker.failures),
    percent: wholeNumber(1, 100, 'percent').default(defaultLimits.breaker.percent),
    calls: wholeNumber(1, 10_000, 'calls to WHMCS').default(defaultLimits.breaker.calls),
    windowSeconds: wholeNumber(1, 3_600, 'seconds').default(defaultLimits.breaker.windowMs / 1000),
    pauseMs: milliseconds.default(defaultLimits.breaker.pauseMs),
    mostPauseMs: milliseconds.default(defaultLimits.breaker.mostPauseMs),
  }).refine(({ pauseMs, mostPauseMs }) => pauseMs <= mostPauseMs, fullMessage('must have pauseMs <= mostPauseMs')),
  remote: section({
    calls: wholeNumber(1, 100, 'calls').default(defaultLimits.remote.atOnce),
    timeoutMs: milliseconds.default(defaultLimits.remote.timeoutMs),
    namesPerMinute: rate(defaultLimits.namesPerMinute),
  }),
  operationMs: milliseconds.default(defaultLimits.operationMs),
  callsPerMinute: section({
    staff: rate(defaultLimits.callsPerMinute.STAFF),
    partner: rate(defaultLimits.callsPerMinute.PARTNER),
    client: rate(defaultLimits.callsPerMinute.CLIENT),
  }),
  document: section({
    bytes: wholeNumber(1, MEBIBYTE, 'bytes').default(defaultLimits.document.bytes),
    tokens: many('tokens').default(defaultLimits.document.tokens),
    depth: many('fields').default(defaultLimits.document.depth),
    fields: many('fields').default(defaultLimits.document.fields),
    rootFields: many('fields').default(defaultLimits.document.rootFields),
    aliases: many('aliases').default(defaultLimits.document.aliases),
    repeats: many('fields').default(defaultLimits.document.repeats),
    directives: many('directives').default(defaultLimits.document.directives),
    directivesAtOnce: many('directives').default(defaultLimits.document.directivesAtOnce),
  }),
  rows: section({
    staff: rowCount.default(defaultLimits.rows.STAFF),
    partner: rowCount.default(defaultLimits.rows.PARTNER),
    client: rowCount.default(defaultLimits.rows.CLIENT),
  }),
  response: section({
    bytes: wholeNumber(1_024, 256 * MEBIBYTE, 'bytes').default(defaultLimits.answerBytes),
    viewerBytes: waitingBytes.optional(),
    totalBytes: waitingBytes.optional(),
    stallMs: wholeNumber(1_000, 600_000, 'milliseconds').default(defaultLimits.deliveries.stallMs),
    bytesPerSecond: wholeNumber(1, MEBIBYTE, 'bytes').default(defaultLimits.deliveries.bytesPerSecond),
  })
    .transform(
      ({
        bytes,
        viewerBytes = Math.max(2 * bytes, defaultLimits.deliveries.viewerBytes),
        totalBytes = Math.max(viewerBytes, defaultLimits.deliveries.totalBytes),
        ...times
      }) => ({ bytes, viewerBytes, totalBytes, ...times }),
    )
    .refine(
      ({ bytes, viewerBytes, totalBytes }) => bytes < viewerBytes && viewerBytes <= totalBytes,
      fullMessage('must have bytes < viewerBytes <= totalBytes'),
    ),
  upstream: section({
    bytes: upstreamBytes.default(ANSWER_LIMITS.bytes),
    bytesOf: orEmpty(z.partialRecord(z.enum(commandNames), upstreamBytes, naming(commandNames))),
    rows: wholeNumber(100, 1_000_000, 'rows').default(ANSWER_LIMITS.rows),
  }),
  request: section({
    bodyBytes: wholeNumber(1_024, 256 * MEBIBYTE, 'bytes').default(defaultLimits.bodyBytes),
    headerBytes: wholeNumber(1_024, MEBIBYTE, 'bytes').default(defaultLimits.headerBytes),
    headersMs: milliseconds.default(defaultLimits.headersMs),
    requestMs: milliseconds.default(defaultLimits.requestMs),
    viewerBytes: waitingBytes.optional(),
    totalBytes: waitingBytes.optional(),
  })
    .transform(
      ({
        bodyBytes,
        viewerBytes = Math.max(bodyBytes, defaultLimits.load.viewerBodyBytes),
        totalBytes = Math.max(2 * bodyBytes, viewerBytes, defaultLimits.load.bodyBytes),
        ...others
      }) => ({ bodyBytes, viewerBytes, totalBytes, ...others }),
    )
    .refine(
      ({ bodyBytes, viewerBytes, totalBytes }) => bodyBytes <= viewerBytes && 2 * bodyBytes <= totalBytes,
      fullMessage('must have bodyBytes <= viewerBytes, and 2 * bodyBytes <= totalBytes'),
    ),
  connections: section({
    total: many('connections').default(defaultLimits.connections.total),
    perAddress: perAddress.default(defaultLimits.connections.perAddress ?? 'off'),
  }),
  load: section({
    requests: many('requests').default(defaultLimits.load.requests),
    turnMs: wholeNumber(20, 60_000, 'milliseconds').default(defaultLimits.load.turnMs),
  }),
  journal: section({
    directory: path.default('.gateway-journal'),
    keepHours: wholeNumber(1, MOST_HOURS, 'hours').default(24),
    lockWaitSeconds: wholeNumber(0, MOST_LOCK_WAIT_SECONDS, 'seconds').default(0),
  }),
  cors: section({
    origins: z.array(origin, { error: 'must be a list of origins' }).default([]),
    headers: z.array(headerName, { error: 'must be a list of request header names' }).default([]),
  }),
  upgrades,
  moduleActions,
  customCommands,
  customFields: section({ clients: customFields, services: customFields, tickets: customFields }),
  graphiql: oneOf(['on', 'off']).default('on'),
  metrics,
  drainSeconds: wholeNumber(0, MOST_DRAIN_SECONDS, 'seconds').default(0),
};

/**
 * The whole file. A key that is not declared here is a mistake.
 *
 * @param mutations the mutation names that `allow` of a viewer may list
 * @param off those that `secrets` may list
 * @param custom the commands of the host's own, which the file lists
 */
export const settingsFor = (
  mutations: readonly string[],
  off: readonly string[] = [],
  custom: readonly NamedCommand[] = [],
) =>
  section({ viewers: viewers(mutations), secrets: secrets(off), jwt, credentials: credentials(custom), ...sections });

export type Settings = z.output<ReturnType<typeof settingsFor>>;

/** Converts the settings of the file to the limits of the gateway. */
export const limitsOf = ({
  cache,
  budget,
  groups,
  reconcile,
  queue,
  breaker: { windowSeconds, ...breaker },
  remote: { calls: atOnce, timeoutMs, namesPerMinute },
  operationMs,
  callsPerMinute,
  document,
  rows,
  response: { bytes: answerBytes, ...deliveries },
  upstream,
  request: { viewerBytes: viewerBodyBytes, totalBytes: bodyBytes, ...request },
  connections: { total, perAddress: most },
  load,
}: Settings): Limits => ({
  ...defaultLimits,
  queue: queue.waiting,
  breaker: { ...breaker, windowMs: windowSeconds * 1000 },
  remote: { atOnce, timeoutMs },
  namesPerMinute: rateOf(namesPerMinute),
  operationMs,
  budget: { STAFF: budget.staff, PARTNER: budget.partner, CLIENT: budget.client },
  reconcileSeconds: { for: reconcile.forSeconds, quiet: reconcile.quietSeconds },
  groupSeconds: { refresh: groups.refreshSeconds, maxAge: groups.maxAgeSeconds },
  cacheSeconds: cache.seconds,
  staleSeconds: cache.staleWhileRevalidateSeconds,
  errorSeconds: cache.staleIfErrorSeconds,
  cacheSize: cache.maxBytes,
  callsPerMinute: {
    STAFF: rateOf(callsPerMinute.staff),
    PARTNER: rateOf(callsPerMinute.partner),
    CLIENT: rateOf(callsPerMinute.client),
  },
  document,
  rows: { STAFF: rows.staff, PARTNER: rows.partner, CLIENT: rows.client },
  answerBytes,
  deliveries,
  connections: { total, perAddress: most === 'off' ? null : most },
  load: { ...load, bodyBytes, viewerBodyBytes },
  upstream,
  ...request,
});
