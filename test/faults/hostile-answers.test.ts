/**
 * No answer of WHMCS stops the process. Texts, whole bodies, headers and status lines are replaced by 1 MB of the worst, and lists
 * have the maximum length, while /health/live is polled.
 */
import { Agent, get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultBreaker } from '../../src/whmcs/transport/breaker-options.ts';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { readsOfClient, readsOfStaff } from '../support/reads.ts';
import { rewritingWhmcs, type Rewrite, type RewritingWhmcs } from '../support/rewriting-whmcs.ts';
import { worstDelay } from '../support/stalls.ts';
import { MEBIBYTE, worstTexts } from '../support/worst-texts.ts';

/** Some 10 ms each on an idle machine. The bugs that this covers took thousands of them. */
const MOST_UNITS = 40;

/** A case fails only if it is slow this often in a row: the machine has other work too. */
const TRIES = 3;

const texts = worstTexts(MEBIBYTE);

/** How many of them are tried at each position; all positions together cover many. */
const PER_PLACE = process.env['TEST_LONG'] ? texts.length : 1;

let simulator: Simulator;
let whmcs: RewritingWhmcs;
let gateway: TestGateway;
/** By command: an operation that sends it, and its answer. */
const answers = new Map<string, { readonly operation: string; readonly body: string }>();
const agent = new Agent({ keepAlive: true });

beforeAll(async () => {
  simulator = await startSimulator({ clients: 8 });
  whmcs = await rewritingWhmcs(simulator.url);
  gateway = await startTestGateway({
    simulator,
    whmcs: { url: whmcs.url },
    gateway: {
      sharedCache: false,
      limits: { breaker: { ...defaultBreaker, failures: 1_000_000, calls: 1_000_000 } },
    },
  });
  const others = [
    '{ currencies { code } }',
    '{ installation { version } }',
    '{ products { whmcsId name description pricing { monthly { price { amount } } } } }',
    '{ paymentMethods { module displayName } }',
  ];
  const reads = [...Object.values(readsOfClient(1, simulator.world)), ...Object.values(readsOfStaff), others].flat();
  for (const operation of reads) {
    whmcs.rewrite((action, body) => {
      if (!answers.has(action)) answers.set(action, { operation, body });
      return null;
    });
    await ask(operation);
  }
});

afterAll(async () => {
  agent.destroy();
  await gateway.close();
  await whmcs.close();
  await simulator.close();
});

/** Sends a request to the gateway and ignores the response, which other tests check. */
async function ask(operation: string): Promise<void> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer staff' },
    body: JSON.stringify({ query: operation }),
  });
  await response.arrayBuffer();
}

const live = (): Promise<void> =>
  new Promise((resolve, reject) => {
    get(`${gateway.url}/health/live`, { agent }, (response) => {
      response.resume().once('end', resolve);
    }).once('error', reject);
  });

/** Whether the gateway keeps serving other requests while WHMCS answers like this. */
async function isStalledBy(operation: string, rewrite: Rewrite): Promise<boolean> {
  for (let each = 0; each < TRIES; each++) {
    whmcs.rewrite(rewrite);
    if ((await worstDelay(live, () => ask(operation))) <= MOST_UNITS) return false;
  }
  return true;
}

type Path = readonly string[];

/** The positions of texts and numbers in an answer; the first row of a list stands for all. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Object.entries(value);
  return (Array.isArray(value) ? entries.slice(0, 1) : entries).flatMap(([key, each]) =>
    placesIn(each, [...path, key]),
  );
}

function withAt(value: unknown, [key, ...rest]: Path, text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((each: unknown, at) => (String(at) === key ? withAt(each, rest, text) : each));
  const object = Object.fromEntries(Object.entries(value ?? {}));
  return { ...object, [key]: withAt(object[key], rest, text) };
}

const answerOf = (action: string) => {
  const known = answers.get(action);
  if (!known) throw new Error(`${action} was never asked`);
  return known;
};

const only =
  (action: string, body: string): Rewrite =>
  (asked) =>
    asked === action ? { body } : null;

const reads = [
  'GetClients',
  'GetClientsDetails',
  'GetClientsDomains',
  'GetClientsProducts',
  'GetCurrencies',
  'GetInvoice',
  'GetInvoices',
  'GetOrders',
  'GetPaymentMethods',
  'GetProducts',
  'GetSupportDepartments',
  'GetTicket',
  'GetTickets',
  'GetTransactions',
  'WhmcsDetails',
];

describe('1 MB of the worst', () => {
  it.each(reads)('in each text of %s', async (action) => {
    const { operation, body } = answerOf(action);
    const root: unknown = JSON.parse(body);
    const stalled: string[] = [];
    for (const [index, path] of placesIn(root).entries())
      for (let each = 0; each < PER_PLACE; each++) {
        const { name, text } = texts[(index * PER_PLACE + each) % texts.length] ?? { name: '', text: '' };
        const said = JSON.stringify(withAt(root, path, text));
        if (await isStalledBy(operation, only(action, said))) stalled.push(`${path.join('.')}: ${name}`);
      }
    expect(stalled).toEqual([]);
  });

  const bodies: Readonly<Record<string, (text: string) => string>> = {
    'all of it': (text) => text,
    'a page': (text) => `<html><head><title>${text}`,
    'a refusal': (message) => JSON.stringify({ result: 'error', message }),
    'a warning alone': (warning) => JSON.stringify({ warning }),
    'a warning beside': (warning) => JSON.stringify({ result: 'success', warning }),
    'a key': (text) => JSON.stringify({ result: 'success', [text]: 1, [`a${text}[0][id]`]: 2 }),
    'before JSON': (text) => `${text}{"result":"success"}`,
    'after JSON': (text) => `{"result":"success"}${text}`,
    'JSON that breaks off': (text) => JSON.stringify({ result: 'success', text }).slice(0, -2),
    'another format': (text) => `<whmcsapi><result>error</result>${text}<message>${text}</message>`,
  };
  it.each(Object.keys(bodies))('in a body: %s', async (kind) => {
    const { operation } = answerOf('GetInvoice');
    const stalled: string[] = [];
    for (const [index, { name, text }] of texts.entries()) {
      const body = bodies[kind]?.(text) ?? '';
      const status = [200, 403, 404][index % 3] ?? 200;
      if (await isStalledBy(operation, () => ({ status, body }))) stalled.push(`${status} ${name}`);
    }
    expect(stalled).toEqual([]);
  });

  it('in a status line, and in headers up to their limit', async () => {
    const { operation } = answerOf('GetInvoice');
    const stalled: string[] = [];
    for (const { name, text } of texts) {
      const line = text.replaceAll(/[^ -~]/gu, ' ');
      const header = line.slice(0, 12_000);
      const raw = `HTTP/1.1 200 ${line}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
      if (await isStalledBy(operation, () => ({ raw }))) stalled.push(`status line: ${name}`);
      for (const named of ['location', 'retry-after', 'content-encoding', 'date'])
        if (await isStalledBy(operation, () => ({ status: 302, headers: { [named]: header }, body: '' })))
          stalled.push(`${named}: ${name}`);
    }
    expect(stalled).toEqual([]);
  });
});

describe('an answer of maximum size', () => {
  const SIZE = 8 * MEBIBYTE - 1_000;
  const many = (unit: string): string =>
    Array.from({ length: Math.floor(SIZE / (unit.length + 1)) }, () => unit).join(',');
  const list = (rows: string): string => `{"result":"success","totalresults":5,"invoices":{"invoice":[${rows}]}}`;
  const rowWith = (inner: string): string => `{"id":"1","userid":"1","status":"Paid",${inner}}`;
  const bodies: Readonly<Record<string, () => string>> = {
    'rows without anything': () => list(many('{}')),
    'rows that are lists': () => list(many('[]')),
    '450,000 rows': () => list(Array.from({ length: 450_000 }, () => '{"id":"1"}').join(',')),
    'as many rows as are read': () =>
      list(Array.from({ length: 20_000 }, (_, at) => rowWith(`"id":${at},"notes":"${'x'.repeat(300)}"`)).join(',')),
    'rows of many lists': () =>
      list(
        Array.from({ length: 80 }, () =>
          rowWith(`"items":[${Array.from({ length: 19_999 }, () => '[]').join(',')}]`),
        ).join(','),
      ),
    'rows keyed by number': () =>
      `{"result":"success","invoices":{${Array.from({ length: 500_000 }, (_, at) => `"${at}":{}`).join(',')}}}`,
    'keys without end': () =>
      `{"result":"success",${Array.from({ length: 500_000 }, (_, at) => `"k${at}":1`).join(',')}}`,
    'flat keys without end': () =>
      `{"result":"success",${Array.from({ length: 200_000 }, (_, at) => `"invoices[invoice][${at}][id]":1`).join(',')}}`,
    'lists in lists': () => `{"result":"success","a":${'['.repeat(SIZE / 2 - 50)}${']'.repeat(SIZE / 2 - 50)}}`,
    'objects in objects': () => '{"1":'.repeat(SIZE / 5),
    'objects in objects to the end': () => `${'{"1":'.repeat(SIZE / 6)}1${'}'.repeat(SIZE / 6)}`,
    'one text': () => list(rowWith(`"notes":"${'x'.repeat(SIZE - 500)}"`)),
    'one text of escapes': () => list(rowWith(`"notes":"${'\\u00e9'.repeat(SIZE / 6 - 500)}"`)),
    'one text of entities': () => list(rowWith(`"notes":"${'&amp;'.repeat(SIZE / 5 - 500)}"`)),
    'one key': () => `{"result":"success","${'k'.repeat(SIZE - 500)}":1}`,
    'one number': () => `{"result":"success","a":${'9'.repeat(SIZE - 500)}}`,
    'blanks within': () => `{"result":"success",${' '.repeat(SIZE - 500)}"a":1}`,
  };

  it.each(Object.keys(bodies))('in %s', async (kind) => {
    const body = bodies[kind]?.() ?? '';
    expect(body.length).toBeLessThan(10 * MEBIBYTE);
    const { operation } = answerOf('GetInvoices');
    expect(await isStalledBy(operation, only('GetInvoices', body))).toBe(false);
  });
});
