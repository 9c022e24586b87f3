/**
 * Reads the JSON object of an answer, or the failure it stands for. The body is judged before the HTTP status: WHMCS puts JSON errors
 * into 403 answers and sends most failures with 200.
 */
import type { Command } from '../command.ts';
import { BusyError, UnexpectedAnswerError, type Oddity } from '../errors.ts';
import { parseInOrder } from '../wire/keyed.ts';
import type { Sender } from '../credentials.ts';
import type { Redactor } from '../wire/redact.ts';
import { showsEncoding, tellsEncoding, unencodable } from './encoding.ts';
import { refusal } from './refusal.ts';
import type { HttpAnswer } from './http.ts';
import { tooManyRows } from './answer-limits.ts';
import { refusalWithin } from './other-formats.ts';
import { parseInTurns, TooManyRowsError } from './parse.ts';
import { remedyFor } from './remedies.ts';

export type Root = Readonly<Record<string, unknown>>;

export interface Body {
  readonly root: Root;
  /** Text around the JSON: a PHP warning, the output of a hook. */
  readonly stray: boolean;
}

const isRoot = (value: unknown): value is Root => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the text of an answer holds. */
interface Found {
  readonly body: Body | null;
  /** Whether the text is JSON, although not an object. */
  readonly isJson: boolean;
}

/** The value of a JSON text; undefined, which JSON does not have, for any other text. */
function json(text: string): unknown {
  try {
    return parseInOrder(text);
  } catch {
    return undefined;
  }
}

/** As `json`; a long text is parsed in turns with other requests. */
async function jsonInTurns(text: string, most: number): Promise<unknown> {
  try {
    return await parseInTurns(text, most);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The JSON within other text: with display_errors on, 7.x prints PHP warnings before it, and some hooks print after it. */
function* amidNoise(text: string): Generator<string> {
  const end = text.lastIndexOf('}') + 1;
  const tried = new Set<number>(end === text.length ? [0] : []);
  for (const opening of ['{"result"', '{"status"', '{']) {
    const start = text.indexOf(opening);
    if (start < 0 || end <= start || tried.has(start)) continue;
    tried.add(start);
    yield text.slice(start, end);
  }
}

const saysHow = (root: Root): boolean => 'result' in root || 'status' in root;

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

function find(text: string): Found {
  const value = json(text);
  if (isRoot(value)) return { body: { root: value, stray: false }, isJson: true };
  for (const part of amidNoise(text)) {
    const root = json(part);
    if (isRoot(root) && saysHow(root)) return { body: { root, stray: true }, isJson: false };
  }
  return { body: null, isJson: value !== undefined };
}

async function findInTurns(text: string, most: number): Promise<Found> {
  const value = await jsonInTurns(text, most);
  if (isRoot(value)) return { body: { root: value, stray: false }, isJson: true };
  for (const part of amidNoise(text)) {
    const root = await jsonInTurns(part, most);
    if (isRoot(root) && saysHow(root)) return { body: { root, stray: true }, isJson: false };
  }
  return { body: null, isJson: value !== undefined };
}

const descriptions: Readonly<Record<Exclude<Oddity, 'encoding' | 'large'>, string>> = {
  html: 'an HTML page',
  php: 'a PHP error message',
  truncated: 'JSON that breaks off',
  empty: 'an empty body',
  xml: 'XML',
  text: 'plain text',
  shape: 'JSON of another shape',
  redirect: 'a redirect',
};

/** What PHP prints in place of, or before, an answer. Since 8.x any output makes WHMCS's emitter fail after the work is done. */
const phpTrouble =
  /allowed memory size|(fatal|parse) error|PHP (warning|notice|deprecated)|<b>(warning|notice|deprecated)<\/b>:|EmitterException/i;

function oddityOf(text: string, isJson: boolean): keyof typeof descriptions {
  const start = text.trimStart().slice(0, 2000);
  if (start === '') return 'empty';
  if (phpTrouble.test(start)) return 'php';
  if (/^<\?xml|^<whmcsapi/i.test(start)) return 'xml';
  if (start.startsWith('<')) return 'html';
  if (isJson) return 'shape';
  return start.startsWith('{') ? 'truncated' : 'text';
}

const format =
  'check that WHMCS_URL points at WHMCS, and that no proxy drops the posted form: WHMCS answers like this if JSON is not requested';

const hints: Partial<Record<Oddity, string>> = {
  html: 'check that WHMCS_URL points at WHMCS, that it is not in maintenance and that no firewall page stands before it',
  php: 'look into the PHP error log of WHMCS, and for a hook or addon that prints something',
  truncated: 'PHP may have run out of memory or time; look into its error log',
  empty: 'PHP may have crashed; look into its error log',
  xml: format,
  text: format,
};

/** PHP's own message says more than the status. */
const hintFor = (oddity: Oddity, status: number): string | undefined =>
  (oddity === 'php' || oddity === 'truncated' ? undefined : remedyFor(status)) ?? hints[oddity];

/** A page identifies itself at its beginning; the rest is not searched. */
const HEAD = 20_000;
const LONGEST_TITLE = 120;

/** The page's title, which usually names the problem. The body is not shown, because it may hold anything. */
const titleOf = (head: string): string => {
  const title = /<title>([^<]*)<\/title>/i.exec(head)?.[1]?.trim() ?? '';
  return title === '' || title.length > LONGEST_TITLE ? '' : ` titled "${title}"`;
};

function unexpected(command: string, answer: HttpAnswer, isJson: boolean, clean: Redactor): UnexpectedAnswerError {
  const { status, text, redirect, packed } = answer;
  const head = text.slice(0, HEAD);
  if (showsEncoding(head)) return unencodable(command, head, status);
  if (packed !== undefined && redirect === undefined) {
    const advice =
      'which it was not asked for: switch that off for includes/api.php, in the web server or what stands before it';
    return new UnexpectedAnswerError(
      command,
      'text',
      status,
      `WHMCS answered ${command} compressed as "${packed}" (HTTP ${status}), ${advice}`,
    );
  }
  const oddity = redirect === undefined ? oddityOf(text, isJson) : 'redirect';
  const hint = redirect === undefined ? hintFor(oddity, status) : clean(redirect);
  const what = `WHMCS answered ${command} with ${descriptions[oddity]}${clean(titleOf(head))} (HTTP ${status})`;
  return new UnexpectedAnswerError(command, oddity, status, hint ? `${what}; ${hint}` : what);
}

/** The server or its firewall asks to retry later. */
function askedToWait(command: string, retryAfterMs = 1000): BusyError {
  const message = `WHMCS's server asks for patience (HTTP 429); try again in ${retryAfterMs} ms, and exempt the address of the gateway from its limit, or lower WHMCS_MAX_CONCURRENCY`;
  return new BusyError(command, message, retryAfterMs, true);
}

/** `result` in most commands, `status` in some. Without either the answer may still hold rows (GetAdminUsers). */
function outcomeOf(root: Root): 'success' | 'error' | 'none' {
  for (const said of [root.result, root.status]) {
    const word = typeof said === 'string' ? said.toLowerCase() : '';
    if (word === 'success' || word === 'error') return word;
  }
  return 'none';
}

const reasonOf = (root: Root): string => {
  const said = [root.message, root.error, root.warning].find((each) => typeof each === 'string' && each !== '');
  return typeof said === 'string' ? said : 'no reason given';
};

/** A warning beside a good answer: a licence about to expire, a deprecated parameter. */
export const warningIn = ({ warning }: Root): string | undefined =>
  typeof warning === 'string' && warning.trim() !== '' ? warning.trim() : undefined;

/**
 * The object of a successful answer. A read may answer with rows and without a word of success; a write counts as done only if WHMCS says
 * so.
 *
 * @param clean takes secrets out of what WHMCS said before it becomes an error
 * @param sender the credential on which it was sent
 * @param isTrusted whether WHMCS has let that credential in a moment ago
 * @throws RefusedError, MissingError, UnauthorizedError for WHMCS's own "no" and not for an encoder that failed; BusyError for 429;
 * UnexpectedAnswerError otherwise
 */
export const readBody = (
  command: Pick<Command, 'name' | 'kind'>,
  answer: HttpAnswer,
  clean?: Redactor,
  sender?: Sender,
  isTrusted?: boolean,
): Body => judge(command, answer, find(withoutMark(answer.text)), clean, sender, isTrusted);

/**
 * As `readBody`; a long answer is parsed in turns with other requests.
 *
 * @param most values that a list in it may have
 * @throws UnexpectedAnswerError also for a list that is longer
 */
export async function readBodyInTurns(
  command: Pick<Command, 'name' | 'kind'>,
  answer: HttpAnswer,
  most: number,
  clean: Redactor,
  sender: Sender,
  isTrusted: boolean,
): Promise<Body> {
  const text = withoutMark(answer.text);
  try {
    return judge(command, answer, await findInTurns(text, most), clean, sender, isTrusted);
  } catch (error) {
    if (error instanceof TooManyRowsError) throw tooManyRows(command.name, most, answer.status);
    throw error;
  }
}

function judge(
  { name, kind }: Pick<Command, 'name' | 'kind'>,
  answer: HttpAnswer,
  { body, isJson }: Found,
  clean: Redactor = (text) => text,
  sender?: Sender,
  isTrusted?: boolean,
): Body {
  const text = withoutMark(answer.text);
  const refused = (reason: string) => refusal({ name, kind }, reason, answer.status, clean, sender, isTrusted);
  if (!body) {
    const words = refusalWithin(text);
    if (words !== undefined) throw refused(words);
    throw answer.status === 429
      ? askedToWait(name, answer.retryAfterMs)
      : unexpected(name, { ...answer, text }, isJson, clean);
  }
  const { root } = body;
  const outcome = outcomeOf(root);
  if (outcome === 'success') return body;
  // A `warning` alone, with HTTP 200, means that the operation failed (developer-docs #303).
  if (outcome === 'error' || 'warning' in root) {
    const reason = reasonOf(root);
    const beginning = reason.slice(0, HEAD);
    if (tellsEncoding(beginning)) throw unencodable(name, beginning, answer.status);
    throw refused(reason);
  }
  if (answer.status === 429) throw askedToWait(name, answer.retryAfterMs);
  if (kind === 'read' && answer.status < 300 && Object.keys(root).length > 0 && !('message' in root)) return body;
  // This is not WHMCS's own JSON: a server in front of it refuses.
  if (answer.status === 401 || answer.status === 403) throw refused(reasonOf(root));
  const hint = remedyFor(answer.status);
  const what = `WHMCS answered ${name} with JSON that says neither success nor error (HTTP ${answer.status})`;
  throw new UnexpectedAnswerError(name, 'shape', answer.status, hint === undefined ? what : `${what}; ${hint}`);
}
