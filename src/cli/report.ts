/** The report of doctor: lines for people, and JSON for machines. */
import type { Command } from '../whmcs/command.ts';
import { labelOf, type CredentialUse } from '../whmcs/credentials.ts';
import type { CheckResult } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { exitCodes, type Ending } from './exit-codes.ts';

export interface Report {
  readonly ending: Ending;
  readonly findings: readonly CheckResult[];
  /** The finding that concerns every command. */
  readonly fatal: CheckResult | null;
  /** The missing actions of API roles, by credential. */
  readonly lacking: readonly { readonly credential: string; readonly commands: readonly string[] }[];
  /** The median response time; null if nothing was sent. */
  readonly medianMs: number | null;
  readonly isSlow: boolean;
}

const isWrong = ({ finding: { weight } }: CheckResult): boolean => weight === 'wrong' || weight === 'grave';

/** Builds the report, and decides the exit code. */
export function reportOf(
  local: readonly CheckResult[],
  { fatal, probed, others }: Examination,
  { byCredential }: CredentialUse,
  slowMs: number,
): Report {
  if (fatal) {
    const { ending } = fatal.finding;
    return { ending, findings: [...local, fatal], fatal, lacking: [], medianMs: null, isSlow: ending === 'slow' };
  }
  const findings = [...local, ...probed, ...others];
  const wrong = [...probed, ...others, ...local].filter(isWrong);
  const gravest = wrong.find(({ finding }) => finding.ending !== 'role') ?? wrong[0];
  const lacks = new Set(wrong.filter(({ finding }) => finding.ending === 'role').map(({ subject }) => subject));
  const medianMs = median(probed.map(({ ms = 0 }) => ms));
  const isSlow = medianMs > slowMs;
  return {
    ending: gravest?.finding.ending ?? (isSlow ? 'slow' : 'ok'),
    findings,
    fatal,
    lacking: byCredential.flatMap(({ credential, commands }) => {
      const names = namesOf(commands).filter((name) => lacks.has(name));
      return names.length === 0 ? [] : [{ credential: labelOf(credential), commands: names }];
    }),
    medianMs,
    isSlow,
  };
}

const namesOf = (commands: readonly Command[]): string[] => commands.map(({ name }) => name).toSorted();

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const marks: Readonly<Record<CheckResult['finding']['weight'], string>> = {
  right: '✓',
  note: '·',
  wrong: '✗',
  grave: '✗',
  fatal: '✗',
};

const slowAdvice = '  Check the PHP workers and the database of WHMCS, and any proxy in front of it.';

function line({ subject, finding: { weight, says }, ms }: CheckResult): string {
  return ms === undefined
    ? `${marks[weight]} ${subject}: ${says}`
    : `${marks[weight]} ${subject.padEnd(22)} ${String(ms).padStart(5)} ms  ${says}`;
}

/** One line for each finding, and one for all missing actions of a credential. */
export function linesOf({ ending, findings, fatal, lacking, medianMs, isSlow }: Report): string[] {
  const isWell = ending === 'ok';
  const isNoted = findings.some(({ finding: { weight } }) => weight === 'note');
  return [
    ...findings.map((result) => (result === fatal ? `✗ ${result.finding.says}` : line(result))),
    ...lacking.map(
      ({ credential, commands }) =>
        `✗ The API role of ${credential} lacks ${commands.join(', ')}: tick these actions in it (in WHMCS: Manage API Credentials, API Roles).`,
    ),
    ...(medianMs === null ? [] : [`${isSlow ? '✗' : '✓'} Median response time: ${medianMs} ms.`]),
    ...(isSlow ? [slowAdvice] : []),
    ...(isWell ? [isNoted ? '✓ No problem found; read the notes (·).' : '✓ No problem found.'] : []),
  ];
}

/** The report as JSON; docs/getting-started.md describes it. */
export const jsonOf = (
  { ending, findings, lacking, medianMs }: Report,
  about: Readonly<Record<string, unknown>>,
): string =>
  JSON.stringify(
    {
      ending,
      exitCode: exitCodes[ending].code,
      ...about,
      findings: findings.map(({ subject, finding, ms = null }) => ({ subject, ...finding, ms })),
      lacking,
      medianMs,
    },
    null,
    2,
  );
