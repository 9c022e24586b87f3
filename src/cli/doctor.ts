/** doctor: checks the configuration and the connection to WHMCS. It changes nothing. */
import { readConfig, type Environment } from '../config/index.ts';
import { ConfigError } from '../config/config-error.ts';
import { mutationNames, secretNames } from '../graph/schema.ts';
import { labelOf, type CredentialUse } from '../whmcs/credentials.ts';
import { sharesOf, ticksOf, warningsOf } from './credentials.ts';
import { finding, type CheckResult } from './diagnosis.ts';
import { examine, notProbed, usualPatience, type Patience } from './examination.ts';
import type { Ending } from './exit-codes.ts';
import { localFindings } from './local-checks.ts';
import { reportOf, jsonOf, linesOf } from './report.ts';

export interface DoctorOptions {
  readonly patience?: Patience | undefined;
  /** One JSON object instead of lines. */
  readonly json?: boolean | undefined;
}

/**
 * Examines the configuration and the connection to WHMCS.
 *
 * @param say prints a line
 * @throws ConfigError, unless the report is JSON
 */
export async function doctor(
  environment: Environment,
  say: (line: string) => void,
  { patience = usualPatience, json = false }: DoctorOptions = {},
): Promise<Ending> {
  try {
    return await examineAll(environment, say, patience, json);
  } catch (error) {
    if (!json || !(error instanceof ConfigError)) throw error;
    const findings = error.problems.map((problem): CheckResult => ({
      subject: 'configuration',
      finding: finding('fatal', 'config', problem),
    }));
    const report = { ending: 'config', findings, fatal: null, lacking: [], medianMs: null, isSlow: false } as const;
    say(jsonOf(report, { whmcs: null, credentials: [], notProbed: [] }));
    return 'config';
  }
}

async function examineAll(
  environment: Environment,
  say: (line: string) => void,
  patience: Patience,
  json: boolean,
): Promise<Ending> {
  const config = readConfig(environment, 'optional', mutationNames, secretNames);
  const { whmcs } = config;
  const shares = sharesOf(config);
  const untried = notProbed(shares);
  const warnings = warningsOf(shares).map((says): CheckResult => ({
    subject: 'credentials',
    finding: finding('note', 'ok', says),
  }));
  if (!json) {
    say(`WHMCS at ${whmcs.url.href}`);
    for (const line of ticksOf(shares)) say(line);
    for (const {
      finding: { says },
    } of warnings)
      say(`· ${says}`);
    if (untried.length > 0)
      say(
        `Not probed, because they change data, send mail, reach other systems or answer secrets: ${untried.join(', ')}`,
      );
  }
  const local = await localFindings(config);
  const report = reportOf(local, await examine(whmcs, shares, patience), shares, patience.slowMs);
  if (json) say(jsonOf({ ...report, findings: [...warnings, ...report.findings] }, about(whmcs.url, shares, untried)));
  else for (const line of linesOf(report)) say(line);
  return report.ending;
}

const about = (url: URL, { byCredential }: CredentialUse, untried: readonly string[]) => ({
  whmcs: url.href,
  credentials: byCredential.map(({ credential, commands }) => ({
    name: labelOf(credential),
    commands: commands.map(({ name }) => name).toSorted(),
  })),
  notProbed: untried,
});
