/** Asks WHMCS one cheap question of every kind that the gateway asks, and tries one write that changes nothing. */
import { z } from 'zod';
import type { WhmcsConfig } from '../config/index.ts';
import { monotonic } from '../monotonic.ts';
import { UpdateClient } from '../whmcs/commands/clients.ts';
import { WhmcsDetails } from '../whmcs/commands/system.ts';
import { uncounted, whmcsClient, type CallOptions } from '../whmcs/client.ts';
import type { Command, ReadCommand } from '../whmcs/command.ts';
import { chooser, listed, type Shares } from '../whmcs/credentials.ts';
import { TimedOutError } from '../whmcs/errors.ts';
import { undiciHttp } from '../whmcs/transport/http.ts';
import { clockFindings, stamping, timesIn, zoneFindings, type Stamp, type Time } from './clocks.ts';
import { customFieldFindings } from './custom-fields.ts';
import { answered, diagnose, diagnoseVersion, diagnoseWrite, finding, type Finding, type Told } from './diagnosis.ts';

export interface Patience {
  /** For a connection, TLS included: shorter than for an answer, which tells the two apart. */
  readonly connectMs: number;
  /** For one answer. */
  readonly probeMs: number;
  /** For all of them together. */
  readonly totalMs: number;
  /** An answer that takes longer is called slow. */
  readonly slowMs: number;
}

export const usualPatience: Patience = { connectMs: 2_100, probeMs: 4_200, totalMs: 8_500, slowMs: 1_500 };

/** What WHMCS had to say. */
export interface Examination {
  /** One thing is wrong with everything; nothing else was found out then. */
  readonly fatal: Told | null;
  /** By command. */
  readonly probed: readonly Told[];
  /** About WHMCS as a whole. */
  readonly others: readonly Told[];
}

/** More would be rude to a small installation, fewer would take too long. */
const AT_ONCE = 4;

/** No client has the number 0: nothing is changed, and nobody is told, whoever answers. It is the only write that is ever tried. */
const changeOfNobody = { ...UpdateClient, params: z.strictObject({ clientid: z.literal(0) }) };

/** The commands that are not tried: they change something, send mail, or reach other systems. */
export const notProbed = ({ of }: Shares): string[] =>
  of
    .flatMap(({ commands }) => commands)
    .filter(({ kind, name }) => kind === 'write' && name !== UpdateClient.name)
    .map(({ name }) => name)
    .toSorted();

const isRead = (command: Command): command is ReadCommand => command.kind === 'read';

const isOver = ({ finding: { weight } }: Told): boolean => weight === 'fatal';

/** Examines the connection to WHMCS. */
export async function examine(whmcs: WhmcsConfig, parts: Shares, patience: Patience): Promise<Examination> {
  const reads = parts.of.flatMap(({ commands }) => commands).filter(isRead);
  // Alone and first: what is wrong with the address, the credential or the network is found by one question.
  const opening = reads.find(({ name }) => name === WhmcsDetails.name) ?? reads[0];
  if (!opening) {
    const says = 'No credential allows a read: nothing can be answered, nor probed.';
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
      onWarning: (command, text) => warnings.set(text, [...(warnings.get(text) ?? []), command]),
    },
    stamping(undiciHttp(whmcs.url, atOnce, { connectMs }), stamps),
  );
  const over = new AbortController();
  const timer = setTimeout(
    () => over.abort(new TimedOutError('doctor', 'no answer before the time was up')),
    patience.totalMs,
  );
  const ask: CallOptions = { signal: over.signal, meter: uncounted, once: true };
  const read = (command: ReadCommand): Promise<Told> =>
    probe(command.name, async () => {
      try {
        const { answer } = await client.call(command, command.probe, ask);
        times.push(...timesIn(command.name, answer));
        answers.set(command.name, answer);
        return answered('answers');
      } catch (error) {
        return diagnose(command.name, error);
      }
    });
  const version = (): Promise<Told> =>
    probe(WhmcsDetails.name, async () => {
      try {
        return diagnoseVersion((await client.call(WhmcsDetails, WhmcsDetails.probe, ask)).answer.whmcs.version ?? null);
      } catch (error) {
        return diagnose(WhmcsDetails.name, error);
      }
    });
  const credential = chooser(listed(whmcs))(UpdateClient);
  const write = async (): Promise<Told[]> => {
    if (!credential) return [];
    const says = 'answers success for a client that cannot be there: whether it may write is not known';
    const told = await probe(UpdateClient.name, () =>
      client.call(changeOfNobody, { clientid: 0 }, ask).then(
        () => finding('note', 'ok', says),
        (error: unknown) => diagnoseWrite(UpdateClient, credential, error),
      ),
    );
    return [told];
  };

  try {
    const first = await (opening.name === WhmcsDetails.name ? version() : read(opening));
    if (isOver(first) || first.finding.weight === 'grave') return { fatal: first, probed: [], others: [] };
    const others = reads.filter((command) => command !== opening);
    const probed = [first, ...(await inTurns(others, atOnce, read))];
    if (!probed.some(isOver)) probed.push(...(await write()));
    const fields = probed.some(isOver) ? [] : await customFieldFindings(client, ask, answers);
    return {
      fatal: probed.find(isOver) ?? null,
      probed,
      others: [
        ...[...warnings].map(([text, commands]) => warned(text, commands)),
        ...clockFindings(stamps),
        ...fields,
        ...zoneFindings(times, whmcs.timezone, stamps),
      ],
    };
  } finally {
    clearTimeout(timer);
    over.abort(new Error('the examination is over'));
    await client.close();
  }
}

/** Asks, and times the answer. */
async function probe(subject: string, ask: () => Promise<Finding>): Promise<Told> {
  const startedAt = monotonic();
  return { subject, finding: await ask(), ms: Math.round(monotonic() - startedAt) };
}

/** A few at a time, in the registry's order; a fatal finding ends it. */
async function inTurns(
  asked: readonly ReadCommand[],
  atOnce: number,
  ask: (command: ReadCommand) => Promise<Told>,
): Promise<Told[]> {
  const waiting = [...asked];
  const probed: Told[] = [];
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

/** What WHMCS warns of beside its answers. */
function warned(text: string, commands: readonly string[]): Told {
  const [first = '', ...more] = commands.toSorted();
  const subject = more.length === 0 ? first : `${first} and ${more.length} more`;
  return { subject, finding: finding('note', 'ok', text) };
}
