/** doctor: asks WHMCS one cheap question of every kind that the gateway asks, and says what is right or wrong. It never writes. */
import { readConfig, type Environment } from '../config.ts';
import { labelOf, type Shares } from '../whmcs/credentials.ts';
import { uncounted, whmcsClient, type Ask } from '../whmcs/client.ts';
import { WhmcsDetails } from '../whmcs/commands/system.ts';
import type { Command, ReadCommand } from '../whmcs/command.ts';
import { TimedOutError } from '../whmcs/errors.ts';
import { sharesOf, ticksOf, warningsOf } from './credentials.ts';
import { answered, diagnose, type Finding } from './diagnosis.ts';
import type { Ending } from './exit-codes.ts';

export interface Patience {
  /** For one answer. */
  readonly probeMs: number;
  /** For all of them together. */
  readonly totalMs: number;
  /** An answer that takes longer is called slow. */
  readonly slowMs: number;
}

export const usualPatience: Patience = { probeMs: 4_000, totalMs: 8_500, slowMs: 1_500 };

/** More would be rude to a small installation, fewer would take too long. */
const AT_ONCE = 4;

interface Probed {
  readonly command: string;
  readonly finding: Finding;
  readonly ms: number;
}

/**
 * Examines the connection to WHMCS.
 *
 * @param say prints a line
 * @throws ConfigError
 */
export async function doctor(
  environment: Environment,
  say: (line: string) => void,
  patience: Patience = usualPatience,
): Promise<Ending> {
  const { whmcs } = readConfig(environment, 'optional');
  say(`WHMCS at ${whmcs.url.href}`);
  const parts = sharesOf(whmcs);
  for (const line of [...ticksOf(parts), ...warningsOf(parts).map((warning) => `· ${warning}`)]) say(line);
  const reads = parts.of.flatMap(({ commands }) => commands).filter(isRead);
  // Alone and first: what is wrong with the address, the credential or the network is found by one question.
  const opening = reads.find(({ name }) => name === WhmcsDetails.name) ?? reads[0];
  if (!opening) {
    say('✗ No credential allows a read: nothing can be answered, nor probed.');
    return 'role';
  }
  const atOnce = Math.min(AT_ONCE, whmcs.maxConcurrency);
  const timeoutMs = Math.min(patience.probeMs, whmcs.timeoutMs);
  const warnings = new Set<string>();
  const client = whmcsClient({
    ...whmcs,
    maxConcurrency: atOnce,
    maxQueued: reads.length,
    timeoutMs,
    onWarning: (_, text) => warnings.add(text),
  });
  const over = new AbortController();
  const timer = setTimeout(
    () => over.abort(new TimedOutError('doctor', 'no answer before the time was up')),
    patience.totalMs,
  );
  const ask: Ask = { signal: over.signal, meter: uncounted, once: true };
  try {
    const isAllowed = (command: ReadCommand) =>
      probe(command.name, () => client.call(command, command.probe, ask).then(() => 'answers'));
    const version = async () => {
      const { answer } = await client.call(WhmcsDetails, WhmcsDetails.probe, ask);
      return `WHMCS ${answer.whmcs.version ?? 'does not tell its version'}`;
    };
    const first = await (opening.name === WhmcsDetails.name ? probe(opening.name, version) : isAllowed(opening));
    if (first.finding.weight === 'grave' || first.finding.weight === 'fatal') return conclude(first, say);

    const others = reads.filter((command) => command !== opening);
    const probed = [first, ...(await probeAll(others, atOnce, isAllowed))];
    const fatal = probed.find(({ finding }) => finding.weight === 'fatal');
    return fatal ? conclude(fatal, say) : summarize(probed, parts, [...warnings], say, patience);
  } finally {
    clearTimeout(timer);
    over.abort(new Error('the examination is over'));
    await client.close();
  }
}

const isRead = (command: Command): command is ReadCommand => command.kind === 'read';

/** Asks, and times the answer. */
async function probe(command: string, ask: () => Promise<string>): Promise<Probed> {
  const startedAt = performance.now();
  const finding = await ask().then(answered, (error: unknown) => diagnose(command, error));
  return { command, finding, ms: Math.round(performance.now() - startedAt) };
}

/** A few at a time, in the registry's order; a fatal finding ends it. */
async function probeAll(
  asked: readonly ReadCommand[],
  atOnce: number,
  ask: (command: ReadCommand) => Promise<Probed>,
): Promise<Probed[]> {
  const waiting = [...asked];
  const probed: Probed[] = [];
  const worker = async () => {
    for (let command = waiting.shift(); command; command = waiting.shift()) {
      const result = await ask(command);
      probed.push(result);
      if (result.finding.weight === 'fatal') waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return probed.toSorted((a, b) => a.command.localeCompare(b.command));
}

/** One thing is wrong with everything. */
function conclude({ finding }: Probed, say: (line: string) => void): Ending {
  say(`✗ ${finding.says}`);
  if (finding.ending === 'slow') say(slowAdvice);
  return finding.ending;
}

const slowAdvice = '  Look at the PHP workers and the database of WHMCS, and at what stands before it.';

const marks: Readonly<Record<Finding['weight'], string>> = {
  right: '✓',
  note: '·',
  wrong: '✗',
  grave: '✗',
  fatal: '✗',
};

/** Says it line by line, the lacking actions all at once, and settles what it comes to. */
function summarize(
  probed: readonly Probed[],
  { of }: Shares,
  warnings: readonly string[],
  say: (line: string) => void,
  { slowMs }: Patience,
): Ending {
  for (const { command, finding, ms } of probed)
    say(`${marks[finding.weight]} ${command.padEnd(22)} ${String(ms).padStart(5)} ms  ${finding.says}`);
  for (const warning of warnings) say(`· ${warning}`);
  const wrong = probed.filter(({ finding }) => finding.weight === 'wrong' || finding.weight === 'grave');
  const lacking = wrong.filter(({ finding }) => finding.ending === 'role').map(({ command }) => command);
  for (const { credential, commands } of of) {
    const names = lacking.filter((name) => commands.some((command) => command.name === name));
    if (names.length === 0) continue;
    say(
      `✗ The API role of ${labelOf(credential)} lacks ${names.join(', ')}: tick these actions in it (in WHMCS: Manage API Credentials, API Roles).`,
    );
  }
  const usualMs = median(probed.map(({ ms }) => ms));
  const isSlow = usualMs > slowMs;
  say(`${isSlow ? '✗' : '✓'} Half of the answers took ${usualMs} ms or more.`);
  if (isSlow) say(slowAdvice);
  const gravest = wrong.find(({ finding }) => finding.ending !== 'role') ?? wrong[0];
  if (gravest) return gravest.finding.ending;
  if (isSlow) return 'slow';
  const noted = warnings.length > 0 || probed.some(({ finding }) => finding.weight === 'note');
  say(noted ? '✓ Nothing stands in the way; mind the notes (·).' : '✓ All is well.');
  return 'ok';
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
