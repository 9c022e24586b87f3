/** Sends WHMCS one cheap read of every kind that the gateway uses, and one write that changes nothing. */
import { z } from 'zod';
import type { WhmcsConfig } from '../config/index.ts';
import { monotonic } from '../monotonic.ts';
import { UpdateClient } from '../whmcs/commands/clients.ts';
import { WhmcsDetails } from '../whmcs/commands/system.ts';
import { uncounted, whmcsClient, type CallOptions } from '../whmcs/client.ts';
import { isPlainRead, type ReadCommand } from '../whmcs/command.ts';
import { chooser, allCredentials, type CredentialUse } from '../whmcs/credentials.ts';
import { TimedOutError } from '../whmcs/errors.ts';
import { undiciHttp } from '../whmcs/transport/http.ts';
import { clockFindings, stamping, timesIn, zoneFindings, type Stamp, type Time } from './clocks.ts';
import { customFieldFindings } from './custom-fields.ts';
import {
  answered,
  diagnose,
  diagnoseVersion,
  diagnoseWrite,
  finding,
  type Finding,
  type CheckResult,
} from './diagnosis.ts';

/** The timeouts of an examination. */
export interface Patience {
  /** For a connection, TLS included. It is shorter than for a response, so that the two can be told apart. */
  readonly connectMs: number;
  /** For one response. */
  readonly probeMs: number;
  /** For all responses together. */
  readonly totalMs: number;
  /** A response that takes longer is slow. */
  readonly slowMs: number;
}

export const usualPatience: Patience = { connectMs: 2_100, probeMs: 4_200, totalMs: 8_500, slowMs: 1_500 };

/** The results of an examination. */
export interface Examination {
  /** A result that concerns every command; there are no others then. */
  readonly fatal: CheckResult | null;
  /** By command. */
  readonly probed: readonly CheckResult[];
  /** About WHMCS as a whole. */
  readonly others: readonly CheckResult[];
}

/** More would overload a small installation, and fewer would take too long. */
const AT_ONCE = 4;

/** No client has the id 0, so nothing changes and no mail is sent. Doctor tries no other write. */
const updateOfNoClient = { ...UpdateClient, params: z.strictObject({ clientid: z.literal(0) }) };

/** The commands that are not probed: they change data, send mail, reach other systems, or answer secrets. */
export const notProbed = ({ byCredential }: CredentialUse): string[] =>
  byCredential
    .flatMap(({ commands }) => commands)
    .filter((command) => !isPlainRead(command) && command.name !== UpdateClient.name)
    .map(({ name }) => name)
    .toSorted();

const isOver = ({ finding: { weight } }: CheckResult): boolean => weight === 'fatal';

/** Examines the connection to WHMCS. */
export async function examine(whmcs: WhmcsConfig, shares: CredentialUse, patience: Patience): Promise<Examination> {
  const reads = shares.byCredential.flatMap(({ commands }) => commands).filter(isPlainRead);
  // Alone and first: one read finds a wrong address, a wrong credential or a broken network.
  const opening = reads.find(({ name }) => name === WhmcsDetails.name) ?? reads[0];
  if (!opening) {
    const says = 'No credential allows a read, so nothing can be read or probed.';
    return { fatal: { subject: 'credentials', finding: finding('fatal', 'role', says) }, probed: [], others: [] };
  }
  const atOnce = Math.min(AT_ONCE, whmcs.maxConcurrency);
  const timeoutMs = Math.min(patience.probeMs, whmcs.timeoutMs);
  const connectMs = Math.min(patience.connectMs, timeoutMs / 2);
  const warnings = new Map<string, string[]>();
  const stamps: Stamp[] = [];
  const times: Time[] = [];
  const answers = new Map<string, unknown>();
  const client = whmcsClient(
    {
      ...whmcs,
      maxConcurrency: atOnce,
      maxQueued: reads.length,
      timeoutMs,
      writeTimeoutMs: timeoutMs,
      remote: { timeoutMs },
      onWarning: (command, text) => warnings.set(text, [...(warnings.get(text) ?? []), command]),
    },
    stamping(undiciHttp(whmcs.url, atOnce, { connectMs }), stamps),
  );
  const over = new AbortController();
  const timer = setTimeout(
    () => over.abort(new TimedOutError('doctor', 'no response within the time limit')),
    patience.totalMs,
  );
  const ask: CallOptions = { signal: over.signal, meter: uncounted, once: true };
  const read = (command: ReadCommand): Promise<CheckResult> =>
    probe(command.name, async () => {
      try {
        const { answer } = await client.call(command, command.probe, ask);
        times.push(...timesIn(command.name, answer));
        answers.set(command.name, answer);
        return answered('answers');
      } catch (error) {
        return diagnose(command.name, error, command.remote !== undefined);
      }
    });
  const version = (): Promise<CheckResult> =>
    probe(WhmcsDetails.name, async () => {
      try {
        return diagnoseVersion((await client.call(WhmcsDetails, WhmcsDetails.probe, ask)).answer.whmcs.version ?? null);
      } catch (error) {
        return diagnose(WhmcsDetails.name, error);
      }
    });
  const credential = chooser(allCredentials(whmcs))(UpdateClient);
  const write = async (): Promise<CheckResult[]> => {
    if (!credential) return [];
    const says = 'returns success for a client that cannot exist: it is unknown whether it may write';
    const result = await probe(UpdateClient.name, () =>
      client.call(updateOfNoClient, { clientid: 0 }, ask).then(
        () => finding('note', 'ok', says),
        (error: unknown) => diagnoseWrite(UpdateClient, credential, error),
      ),
    );
    return [result];
  };

  try {
    const first = await (opening.name === WhmcsDetails.name ? version() : read(opening));
    if (isOver(first) || first.finding.weight === 'grave') return { fatal: first, probed: [], others: [] };
    const remaining = reads.filter((command) => command !== opening);
    const probed = [first, ...(await inTurns(remaining, atOnce, read))];
    if (!probed.some(isOver)) probed.push(...(await write()));
    const fields = probed.some(isOver) ? [] : await customFieldFindings(client, ask, answers);
    return {
      fatal: probed.find(isOver) ?? null,
      probed,
      others: [
        ...[...warnings].map(([text, commands]) => warningResult(text, commands)),
        ...clockFindings(stamps),
        ...fields,
        ...zoneFindings(times, whmcs.timezone, stamps),
      ],
    };
  } finally {
    clearTimeout(timer);
    over.abort(new Error('the examination has ended'));
    await client.close();
  }
}

/** Runs a check and measures its time. */
async function probe(subject: string, ask: () => Promise<Finding>): Promise<CheckResult> {
  const startedAt = monotonic();
  return { subject, finding: await ask(), ms: Math.round(monotonic() - startedAt) };
}

/** Runs a few probes at a time, in the order of the registry; a fatal finding ends them. */
async function inTurns(
  commands: readonly ReadCommand[],
  atOnce: number,
  ask: (command: ReadCommand) => Promise<CheckResult>,
): Promise<CheckResult[]> {
  const waiting = [...commands];
  const probed: CheckResult[] = [];
  const worker = async () => {
    for (let command = waiting.shift(); command; command = waiting.shift()) {
      const result = await ask(command);
      probed.push(result);
      if (isOver(result)) waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return probed.toSorted((a, b) => a.subject.localeCompare(b.subject));
}

/** A warning in responses of WHMCS. */
function warningResult(text: string, commands: readonly string[]): CheckResult {
  const [first = '', ...more] = commands.toSorted();
  const subject = more.length === 0 ? first : `${first} and ${more.length} more`;
  return { subject, finding: finding('note', 'ok', text) };
}
