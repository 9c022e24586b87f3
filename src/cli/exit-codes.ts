/** The exit codes: one for each remedy. */
export const exitCodes = {
  ok: { code: 0, meaning: 'no problem found' },
  failure: { code: 1, meaning: 'an unexpected failure' },
  usage: { code: 2, meaning: 'the command line is wrong' },
  config: { code: 3, meaning: 'the configuration (environment, file or journal directory) is wrong' },
  listen: { code: 4, meaning: 'cannot listen on the port' },
  cutOff: { code: 5, meaning: 'after a signal to end, requests were still running when their time was over' },
  held: { code: 6, meaning: "another gateway has the journal's directory" },
  address: { code: 10, meaning: 'WHMCS_URL is not the address of WHMCS' },
  notJson: { code: 11, meaning: 'the response is not JSON from WHMCS: a web page, a PHP error, or empty' },
  credential: { code: 12, meaning: 'WHMCS refuses the credential' },
  ip: { code: 13, meaning: "WHMCS does not allow the gateway's IP address" },
  role: { code: 14, meaning: 'the API role lacks actions' },
  admin: { code: 15, meaning: 'the administrator of the credential is disabled or lacks permissions' },
  unreachable: { code: 16, meaning: 'no connection to WHMCS' },
  tls: { code: 17, meaning: 'TLS error: certificate or scheme' },
  slow: { code: 18, meaning: 'WHMCS is slow or does not answer in time' },
  busy: { code: 19, meaning: 'WHMCS limits requests (HTTP 429)' },
  version: { code: 20, meaning: 'WHMCS is older than 7.10' },
} as const satisfies Record<string, { code: number; meaning: string }>;

export type Ending = keyof typeof exitCodes;

/** The table in --help. */
export const exitCodeTable = (endings: readonly Ending[]): string =>
  endings.map((ending) => `  ${String(exitCodes[ending].code).padStart(2)}  ${exitCodes[ending].meaning}`).join('\n');

/** All endings, in the order of their codes. */
export const allEndings = Object.freeze(Object.keys(exitCodes).filter((name): name is Ending => name in exitCodes));
