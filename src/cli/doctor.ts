/** doctor: says what is right or wrong with the configuration and with WHMCS. It changes nothing. */
import { readConfig, type Environment } from '../config/index.ts';
import { ConfigError } from '../config/config-error.ts';
import { labelOf, type Shares } from '../whmcs/credentials.ts';
import { sharesOf, ticksOf, warningsOf } from './credentials.ts';
import { finding, type Told } from './diagnosis.ts';
import { examine, notProbed, usualPatience, type Patience } from './examination.ts';
import type { Ending } from './exit-codes.ts';
import { localFindings } from './local-checks.ts';
import { concluded, jsonOf, linesOf } from './report.ts';

export interface DoctorOptions {
  readonly patience?: Patience | undefined;
  /** One JSON object instead of lines. */
  readonly json?: boolean | undefined;
}

/**
 * Examines the configuration and the connection to WHMCS.
 *
 * @param say prints a line
 * @throws ConfigError, unless it is told as JSON
 */
export async function doctor(
  environment: Environment,
  say: (line: string) => void,
  { patience = usualPatience, json = false }: DoctorOptions = {},
): Promise<Ending> {
  try {
    return await examined(environment, say, patience, json);
  } catch (error) {
    if (!json || !(error instanceof ConfigError)) throw error;
    const findings = error.problems.map((problem): Told => ({
      subject: 'configuration',
      finding: finding('fatal', 'config', problem),
    }));
    const report = { ending: 'config', findings, fatal: null, lacking: [], medianMs: null, isSlow: false } as const;
    say(jsonOf(report, { whmcs: null, credentials: [], notProbed: [] }));
    return 'config';
  }
}

async function examined(
  environment: Environment,
  say: (line: string) => void,
  patience: Patience,
  json: boolean,
): Promise<Ending> {
  const config = readConfig(environment, 'optional');
  const { whmcs } = config;
  const parts = sharesOf(whmcs);
  const left = notProbed(parts);
  const warned = warningsOf(parts).map((says): Told => ({
    subject: 'credentials',
    finding: finding('note', 'ok', says),
  }));
  if (!json) {
    say(`WHMCS at ${whmcs.url.href}`);
    for (const line of ticksOf(parts)) say(line);
    for (const {
      finding: { says },
    } of warned)
      say(`· ${says}`);
    if (left.length > 0)
      say(`Not probed, as they change something, send mail or reach other systems: ${left.join(', ')}`);
  }
  const local = await localFindings(config);
  const report = concluded(local, await examine(whmcs, parts, patience), parts, patience.slowMs);
  if (json) say(jsonOf({ ...report, findings: [...warned, ...report.findings] }, about(whmcs.url, parts, left)));
  else for (const line of linesOf(report)) say(line);
  return report.ending;
}

const about = (url: URL, { of }: Shares, left: readonly string[]) => ({
  whmcs: url.href,
  credentials: of.map(({ credential, commands }) => ({
    name: labelOf(credential),
    commands: commands.map(({ name }) => name).toSorted(),
  })),
  notProbed: left,
});
