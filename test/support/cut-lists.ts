/** A WHMCS whose lists are altered: ceilings, hooks that remove rows, a byte that is not UTF-8, a proxy that drops limitstart. */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createLog } from '../../src/gateway/observe/log.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import { isObject } from '../whmcs/commands/answers.ts';
import { startTestGateway, type TestGatewayOptions } from './gateway.ts';

export interface Meddling {
  /** The maximum of rows of a page, whatever was requested. */
  readonly ceiling?: number;
  /** Numbers of the rows that a hook removes; WHMCS still counts them. */
  readonly without?: readonly number[];
  /** Numbers of the rows with a value that cannot be encoded. */
  readonly broken?: readonly number[];
  /** Whether every page is the first one. */
  readonly firstAgain?: boolean;
  /** Changes the answer before it is sent. */
  readonly reword?: (answer: string) => string;
  /** Where `startnumber` comes from: the request, WHMCS, or nowhere. */
  readonly startnumber?: 'asked' | 'true' | 'none';
}

export interface MeddlingWhmcs {
  readonly url: string;
  /** Alters the lists of this command from now on. */
  meddle(action: string, meddling: Meddling): void;
  heal(): void;
}

const unencodable = 'Error generating JSON encoded response: Malformed UTF-8 characters, possibly incorrectly encoded';

/** Starts a proxy in front of a simulated WHMCS until the test ends. */
export async function meddlingWhmcs(whmcs: string): Promise<MeddlingWhmcs> {
  const meddlings = new Map<string, Meddling>();

  const answerTo = async (form: string): Promise<string> => {
    const sent = new URLSearchParams(form);
    const meddling = meddlings.get(sent.get('action') ?? '') ?? {};
    const { ceiling = Infinity, without = [], broken = [], firstAgain = false, startnumber = 'true' } = meddling;
    const asked = Number(sent.get('limitstart') ?? 0);
    if (firstAgain) sent.delete('limitstart');
    if (sent.has('limitnum')) sent.set('limitnum', String(Math.min(Number(sent.get('limitnum')), ceiling)));
    const response = await fetch(`${whmcs}/includes/api.php`, { method: 'POST', body: sent });
    const answer: unknown = await response.json();
    if (!isObject(answer)) return JSON.stringify(answer);
    const ids = rowsOf(answer).flatMap(({ id }) => (id === undefined ? [] : [Number(id)]));
    const client = isObject(answer['client']) ? [Number(answer['client']['id'])] : [];
    if ([...ids, ...client].some((id) => broken.includes(id)))
      return JSON.stringify({ result: 'error', message: unencodable });
    const left = rowsOf(answer).filter(({ id }) => !without.includes(Number(id)));
    const altered = withRows(answer, left);
    if (startnumber === 'none') delete altered['startnumber'];
    if (startnumber === 'asked' && 'startnumber' in altered) altered['startnumber'] = asked;
    return (meddling.reword ?? String)(JSON.stringify(altered));
  };

  const server = createServer((request, response) => {
    void text(request)
      .then(answerTo)
      .then((body) => response.end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    meddle: (action, meddling) => void meddlings.set(action, meddling),
    heal: () => meddlings.clear(),
  };
}

type Root = Record<string, unknown>;

/** The list of an answer: `plural: { singular: [...] }`. */
function listIn(answer: Root): { readonly plural: string; readonly singular: string; readonly rows: Root[] } | null {
  for (const [plural, wrapped] of Object.entries(answer))
    if (isObject(wrapped))
      for (const [singular, rows] of Object.entries(wrapped))
        if (Array.isArray(rows) && plural.startsWith(singular))
          return { plural, singular, rows: rows.filter(isObject) };
  return null;
}

const rowsOf = (answer: Root): Root[] => listIn(answer)?.rows ?? [];

function withRows(answer: Root, rows: readonly Root[]): Root {
  const list = listIn(answer);
  if (!list) return { ...answer };
  return { ...answer, numreturned: rows.length, [list.plural]: { [list.singular]: rows } };
}

/** A gateway over a simulated WHMCS whose lists can be altered, and its log. Everything is closed when the test ends. */
export async function cutGateway({ tokens = [], gateway: options = { sharedCache: false } }: TestGatewayOptions = {}) {
  const simulator = await startSimulator({ clients: 12 });
  const whmcs = await meddlingWhmcs(simulator.url);
  let lines = '';
  const log = createLog({ level: 'warn', secrets: [] }, { write: (text) => void (lines += text) });
  const gateway = await startTestGateway({
    simulator,
    tokens,
    whmcs: { url: new URL(`${whmcs.url}/includes/api.php`) },
    gateway: { log, ...options },
  });
  onTestFinished(async () => {
    await gateway.close();
    await simulator.close();
  });
  return { gateway, whmcs, logged: () => lines };
}
