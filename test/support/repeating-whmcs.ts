/** A WHMCS that leaks as much as possible: its answers hold secrets that nobody requested, its failures repeat the request. */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { isObject } from '../whmcs/commands/answers.ts';

/** A failure that repeats everything that WHMCS was sent. */
export type Failure = (echo: string) => { readonly status: number; readonly body: string };

const said = (answer: object): string => JSON.stringify(answer);

/** As messages, HTML pages, PHP errors and meaningless JSON. */
export const failures: Readonly<Record<string, Failure>> = {
  'a refusal': (echo) => ({ status: 200, body: said({ result: 'error', message: echo }) }),
  'a thing that is missing': (echo) => ({
    status: 200,
    body: said({ result: 'error', message: `Not Found: ${echo}` }),
  }),
  'an error under "status"': (echo) => ({ status: 200, body: said({ status: 'error', message: echo }) }),
  'a warning alone': (echo) => ({ status: 200, body: said({ warning: echo }) }),
  'a 403 of unknown words': (echo) => ({ status: 403, body: said({ result: 'error', message: echo }) }),
  'a 429': (echo) => ({ status: 429, body: echo }),
  'a page': (echo) => ({ status: 503, body: `<html><title>${echo}</title><pre>${echo}</pre></html>` }),
  'a PHP error': (echo) => ({ status: 500, body: `<b>Fatal error</b>: Uncaught Exception: ${echo}` }),
  'plain text': (echo) => ({ status: 200, body: echo }),
  XML: (echo) => ({ status: 200, body: `<whmcsapi><message>${echo}</message></whmcsapi>` }),
  'JSON that breaks off': (echo) => ({ status: 200, body: said({ result: 'success', echo }).slice(0, -2) }),
  'JSON that says nothing': (echo) => ({ status: 500, body: said({ message: echo }) }),
  'an answer of odd types': (echo) => ({ status: 200, body: said(oddly(echo)) }),
  'a warning before the answer': (echo) => ({ status: 200, body: `<b>Warning</b>: ${echo}{"result":"success"}` }),
};

/** Every root field of an answer, with a value that does not fit. */
const oddly = (echo: string): object => {
  const odd = { [echo]: { [echo]: echo } };
  const names = [
    'client',
    'clients',
    'products',
    'invoiceid',
    'userid',
    'orders',
    'orderid',
    'tickets',
    'id',
    'clientid',
  ];
  return { result: 'success', totalresults: echo, ...Object.fromEntries(names.map((name) => [name, odd])) };
};

export interface Repeating {
  readonly url: string;
  /** Everything that it received and answered. */
  heard(): string;
  /** From now on, these commands fail; without a failure, none does. */
  fail(failure?: Failure, isMeant?: (action: string) => boolean): void;
  close(): Promise<void>;
}

/**
 * Starts a proxy in front of a simulated WHMCS.
 *
 * @param hidden fields that it adds to every object of an answer, replacing existing ones
 */
export async function repeatingWhmcs(whmcs: string, hidden: Readonly<Record<string, string>>): Promise<Repeating> {
  const heard: string[] = [];
  let failure: Failure | undefined;
  let isMeant: (action: string) => boolean = () => true;
  const answerTo = async (form: string): Promise<{ status: number; body: string }> => {
    const sent = new URLSearchParams(form);
    if (failure && isMeant(sent.get('action') ?? ''))
      return failure([...sent.values()].flatMap((value) => [value, unpacked(value)]).join(' / '));
    const answer = await fetch(`${whmcs}/includes/api.php`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    });
    const body: unknown = await answer.json();
    return { status: answer.status, body: JSON.stringify(withHidden(body, hidden)) };
  };
  const server = createServer((request, response) => {
    void (async () => {
      const form = await text(request);
      const { status, body } = await answerTo(form);
      heard.push(decodeURIComponent(form), body);
      response.writeHead(status, { 'retry-after': '0' }).end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    heard: () => heard.join('\n'),
    fail(next, meant = () => true) {
      failure = next;
      isMeant = meant;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Custom fields travel as base64 of PHP's serialize(). */
const unpacked = (value: string): string =>
  Buffer.from(value, 'base64')
    .toString('utf8')
    .replaceAll(/[^ -~]/g, '');

function withHidden(value: unknown, hidden: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((row) => withHidden(row, hidden));
  if (!isObject(value)) return value;
  const inner = Object.entries(value).map(([name, each]): [string, unknown] => [name, withHidden(each, hidden)]);
  // An object whose only members are lists or objects is an envelope.
  const wraps = inner.length > 0 && inner.every(([, each]) => typeof each === 'object' && each !== null);
  return { ...Object.fromEntries(inner), ...(wraps ? {} : hidden) };
}
