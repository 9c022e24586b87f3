/** Rows that declarations show, by a query and under things. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { startSimulator, type Simulator } from '../../../src/simulator/index.ts';

const PROCESS = fileURLToPath(new URL('rows-gateway.ts', import.meta.url));

let simulator: Simulator;
let child: ChildProcessByStdio<Writable, Readable, null>;
let url: string;

beforeAll(async () => {
  simulator = await startSimulator({ clients: 4 });
  const asked = JSON.stringify({ url: simulator.url, ...simulator.credential });
  child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), PROCESS, asked], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [said]: unknown[] = await once(child.stdout, 'data');
  url = String(said).trim();
});
afterAll(async () => {
  const ended = once(child, 'close');
  child.stdin.end();
  await ended;
  await simulator.close();
});

interface Answered<T> {
  readonly data: T;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: {
    readonly whmcs: { readonly forecast: { readonly least: number; readonly most: number | null } };
  };
  readonly calls: readonly (readonly [action: string, params: Readonly<Record<string, unknown>>])[];
}

async function ask<T>(
  query: string,
  as = 'staff',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered<T>> {
  const before = simulator.calls.total;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${as}`, ...headers },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as Omit<Answered<T>, 'calls'>;
  const calls = simulator.calls.entries.slice(before).map(({ action, params }) => [action, params] as const);
  return { ...answer, calls };
}

const actions = ({ calls }: Answered<unknown>) => calls.map(([action]) => action);

interface Page {
  readonly totalCount: number | null;
  readonly nodes: readonly { readonly id: string; readonly whmcsId: number; readonly subject: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

describe('a query over rows', () => {
  const drafts = () => simulator.world.quotes.all().filter(({ stage }) => stage === 'Draft');

  it('sends what is fixed, and pages by WHMCS', async () => {
    const first = await ask<{ rights: Page }>(
      '{ rights(first: 2) { totalCount nodes { subject period { end } total { amount } } pageInfo { endCursor } } }',
    );
    expect(first.errors).toBeUndefined();
    expect(first.calls).toMatchObject([['GetQuotes', { stage: 'Draft', limitnum: '2' }]]);
    expect(first.data.rights.totalCount).toBe(drafts().length);
    const { endCursor } = first.data.rights.pageInfo;
    const rest = await ask<{ rights: Page }>(`{ rights(first: 100, after: "${endCursor}") { nodes { subject } } }`);
    expect([...first.data.rights.nodes, ...rest.data.rights.nodes]).toHaveLength(drafts().length);
  });

  it('sends arguments as parameters', async () => {
    const { calls } = await ask('{ rights(clientId: "2", subject: "x") { totalCount } }');
    expect(calls).toMatchObject([['GetQuotes', { userid: '2', subject: 'x', stage: 'Draft' }]]);
  });

  it('is not part of the schema of others, nor is the type of its rows', async () => {
    const { errors, calls } = await ask('{ rights { totalCount } }', 'partner');
    expect(errors?.[0]?.message).toMatch(/Cannot query field "rights"/);
    expect(calls).toEqual([]);
    expect((await ask('{ __type(name: "Right") { name } }', 'partner')).data).toEqual({ __type: null });
  });

  it('is shown under a thing, whose own rows alone are shown', async () => {
    const answered = await ask<{ client: { rights: Page } }>(
      '{ client(id: "3") { rights(first: 100) { nodes { subject } } } }',
    );
    expect(answered.errors).toBeUndefined();
    expect(answered.calls.find(([action]) => action === 'GetQuotes')?.[1]).toMatchObject({ userid: '3' });
    const own = simulator.world.quotes.of(3).map(({ subject }) => subject);
    expect(new Set(answered.data.client.rights.nodes.map(({ subject }) => subject))).toEqual(new Set(own));
    expect((await ask('{ client(id: "3") { rights(clientId: "2") { totalCount } } }')).errors?.[0]?.message).toMatch(
      /Unknown argument "clientId"/,
    );
  });
});

describe('the children of a thing', () => {
  const own = (client: number) => simulator.world.transactions.of(client);
  const payments = '{ totalCount nodes { whmcsId } pageInfo { endCursor hasNextPage } }';

  it('are one call for equal questions, in the wave of their thing', async () => {
    const answered = await ask<{ ticket: { rightNotes: readonly object[] } }>(
      `{ ticket(id: "1") { rightNotes { body } again: rightNotes { at } } same: ticket(id: "1") { rightNotes { body } } }`,
    );
    expect(answered.errors).toBeUndefined();
    expect(actions(answered).toSorted()).toEqual(['GetTicket', 'GetTicketNotes']);
    expect(answered.data.ticket.rightNotes).toHaveLength(simulator.world.tickets.get(1)?.notes.length ?? -1);
  });

  it('that are answered whole are paged here', async () => {
    const all = await ask<{ client: { rightPayments: Page } }>(
      `{ client(id: "1") { rightPayments(first: 100) ${payments} } }`,
    );
    expect(all.data.client.rightPayments.nodes.map(({ whmcsId }) => whmcsId)).toEqual(own(1).map(({ id }) => id));
    const page = await ask<{ client: { rightPayments: Page } }>(
      `{ client(id: "1") { rightPayments(first: 1, offset: 1) ${payments} } }`,
      'client',
    );
    expect(actions(page).toSorted()).toEqual(['GetClientsDetails', 'GetTransactions']);
    expect(page.data.client.rightPayments).toMatchObject({
      totalCount: own(1).length,
      nodes: [{ whmcsId: own(1)[1]?.id }],
    });
  });

  it('have cursors that hold for the viewer and the thing alone', async () => {
    const cursorFor = async (client: number) => {
      const { data } = await ask<{ client: { rightPayments: Page } }>(
        `{ client(id: "${client}") { rightPayments(first: 1) ${payments} } }`,
        'partner',
      );
      return data.client.rightPayments.pageInfo.endCursor;
    };
    const after = await cursorFor(1);
    const { errors } = await ask(`{ client(id: "2") { rightPayments(after: "${after}") ${payments} } }`, 'partner');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('are found by their id and by number, by whoever sees their thing', async () => {
    const [payment] = own(1);
    const id = globalId('RightPayment', payment?.id ?? 0, 1);
    const shown = { whmcsId: payment?.id };
    for (const as of ['staff', 'partner', 'client']) {
      const { data } = await ask(
        `{ node(id: "${id}") { ... on RightPayment { whmcsId } }
           rightPayment(id: "${id}") { whmcsId }
           byNumber: rightPayment(id: "${payment?.id}", clientId: "1") { whmcsId } }`,
        as,
      );
      expect(data).toEqual({ node: shown, rightPayment: shown, byNumber: shown });
    }
    const { errors, calls } = await ask(`{ rightPayment(id: "${payment?.id}") { whmcsId } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  });

  it('of a foreign client are missing, as those of none, in as many calls', async () => {
    const foreign = own(3)[0]?.id ?? 0;
    const asked = await Promise.all(
      [
        globalId('RightPayment', foreign, 3),
        globalId('RightPayment', foreign, 99_999),
        globalId('RightPayment', foreign),
      ].map((id) => ask(`{ node(id: "${id}") { id } }`, 'client')),
    );
    for (const { data, calls } of asked) expect([data, calls]).toEqual([{ node: null }, []]);
    const forged = await ask(`{ node(id: "${globalId('RightPayment', foreign, 1)}") { id } }`, 'client');
    const missing = await ask(`{ node(id: "${globalId('RightPayment', 99_999, 1)}") { id } }`, 'client');
    expect([forged.data, actions(forged)]).toEqual([missing.data, actions(missing)]);
  });

  it('are foretold', async () => {
    const document = '{ client(id: "1") { rightPayments(first: 3) { nodes { invoice { status } } } } }';
    const { extensions } = await ask(document, 'staff', { 'x-gateway-explain': 'only' });
    const { least = 0, most = 0 } = extensions?.whmcs.forecast ?? {};
    const { calls, errors } = await ask(document);
    expect(errors).toBeUndefined();
    expect([least <= calls.length, calls.length <= (most ?? 0)]).toEqual([true, true]);
    // The client, its transactions, and an invoice for each that is shown.
    expect(most).toBeLessThanOrEqual(5);
  });
});
