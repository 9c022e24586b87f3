/** What doctor found out: as lines for people, and as JSON for machines. */
import type { Command } from '../whmcs/command.ts';
import { labelOf, type Shares } from '../whmcs/credentials.ts';
import type { Told } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { exitCodes, type Ending } from './exit-codes.ts';

export interface Report {
  readonly ending: Ending;
  readonly findings: readonly Told[];
  /** The one of them that is wrong with everything. */
  readonly fatal: Told | null;
  /** The actions that the API roles lack, by credential. */
  readonly lacking: readonly { readonly credential: string; readonly commands: readonly string[] }[];
  /** Half of the answers took that long, or longer; null where nothing was asked. */
  readonly medianMs: number | null;
  readonly isSlow: boolean;
}

const isWrong = ({ finding: { weight } }: Told): boolean => weight === 'wrong' || weight === 'grave';

/** Settles what it all comes to. */
export function concluded(
  local: readonly Told[],
  { fatal, probed, others }: Examination,
  { of }: Shares,
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
    lacking: of.flatMap(({ credential, commands }) => {
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

const marks: Readonly<Record<Told['finding']['weight'], string>> = {
  right: '✓',
  note: '·',
  wrong: '✗',
  grave: '✗',
  fatal: '✗',
};

const slowAdvice = '  Look at the PHP workers and the database of WHMCS, and at what stands before it.';

function line({ subject, finding: { weight, says }, ms }: Told): string {
  return ms === undefined
    ? `${marks[weight]} ${subject}: ${says}`
    : `${marks[weight]} ${subject.padEnd(22)} ${String(ms).padStart(5)} ms  ${says}`;
}

/** Line by line; the lacking actions all at once. */
export function linesOf({ ending, findings, fatal, lacking, medianMs, isSlow }: Report): string[] {
  const isWell = ending === 'ok';
  const isNoted = findings.some(({ finding: { weight } }) => weight === 'note');
  return [
    ...findings.map((told) => (told === fatal ? `✗ ${told.finding.says}` : line(told))),
    ...lacking.map(
      ({ credential, commands }) =>
        `✗ The API role of ${credential} lacks ${commands.join(', ')}: tick these actions in it (in WHMCS: Manage API Credentials, API Roles).`,
    ),
    ...(medianMs === null ? [] : [`${isSlow ? '✗' : '✓'} Half of the answers took ${medianMs} ms or more.`]),
    ...(isSlow ? [slowAdvice] : []),
    ...(isWell ? [isNoted ? '✓ Nothing stands in the way; mind the notes (·).' : '✓ All is well.'] : []),
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
