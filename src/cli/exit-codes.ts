/** What the exit codes mean: one for each thing that somebody would do next. */
export const exitCodes = {
  ok: { code: 0, meaning: 'all is well' },
  failure: { code: 1, meaning: 'an unexpected failure' },
  usage: { code: 2, meaning: 'the command line is wrong' },
  config: { code: 3, meaning: 'the configuration (environment, file, or the directory of the journal) is wrong' },
  listen: { code: 4, meaning: 'the port cannot be listened on' },
  cutOff: { code: 5, meaning: 'told to end, something was still under way when its time was over' },
  held: { code: 6, meaning: "another gateway has the journal's directory" },
  address: { code: 10, meaning: 'WHMCS_URL leads somewhere else' },
  notJson: { code: 11, meaning: 'what answers is not the JSON of WHMCS: a web page, a PHP error, nothing' },
  credential: { code: 12, meaning: 'WHMCS does not accept the credential' },
  ip: { code: 13, meaning: 'WHMCS does not allow our IP address' },
  role: { code: 14, meaning: 'the API role lacks actions' },
  admin: { code: 15, meaning: 'the administrator behind the credential is disabled or too weak' },
  unreachable: { code: 16, meaning: 'no connection to WHMCS' },
  tls: { code: 17, meaning: 'TLS trouble: certificate or scheme' },
  slow: { code: 18, meaning: 'WHMCS is slow or does not answer in time' },
  busy: { code: 19, meaning: 'WHMCS asks for patience (HTTP 429)' },
  version: { code: 20, meaning: 'WHMCS is older than 7.10' },
} as const satisfies Record<string, { code: number; meaning: string }>;

export type Ending = keyof typeof exitCodes;

/** The table for --help. */
export const exitCodeTable = (endings: readonly Ending[]): string =>
  endings.map((ending) => `  ${String(exitCodes[ending].code).padStart(2)}  ${exitCodes[ending].meaning}`).join('\n');

/** All endings, in the order of their codes. */
export const allEndings = Object.freeze(Object.keys(exitCodes).filter((name): name is Ending => name in exitCodes));
