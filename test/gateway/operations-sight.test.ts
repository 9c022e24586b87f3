/** The journal follows the scope of a request: an operation on a hidden client is like one that does not exist, also for a retry. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { bearerTokens } from '../../src/access/authenticate.ts';
import { configured, staff, type Viewer } from '../../src/access/viewer.ts';
import { reportingSignUps } from '../../src/gateway/newcomers.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { AddClient } from '../../src/whmcs/commands/clients.ts';
import { startTestGateway } from '../support/gateway.ts';

const portal = (clients: readonly number[]): Viewer =>
  configured({ name: 'portal', role: 'PARTNER', clients, allow: ['billing', 'lifecycle', 'support'] });

/** A gateway whose partner loses and gets clients. */
async function start() {
  let clients: readonly number[] = [1, 2];
  const journal = memoryJournal();
  const gateway = await startTestGateway({
    simulator: { clients: 12 },
    gateway: {
      journal,
      authenticate: (authorization) =>
        bearerTokens([
          { token: 'staff', viewer: staff('staff') },
          { token: 'portal', viewer: portal(clients) },
        ])(authorization),
    },
  });
  onTestFinished(() => gateway.close());
  const { world } = gateway.simulator;
  const service = world.services.of(2).find(({ status }) => status === 'Active');
  const invoice = world.invoices.of(2).find(({ status }) => status === 'Unpaid');
  if (!service || !invoice) return expect.fail('client 2 has no service or no invoice');
  const ask = async (document: string, { as = 'portal', client }: { as?: string; client?: number } = {}) => {
    const headers = client === undefined ? {} : { 'x-gateway-client': String(client) };
    const { data, errors, extensions, calls } = await gateway.execute(document, {}, { as, headers });
    return { told: JSON.stringify({ data, errors, extensions }), data, calls: calls.map(({ action }) => action) };
  };
  return {
    ask,
    journal,
    world,
    service,
    invoice,
    see: (seen: readonly number[]) => void (clients = seen),
    newest: async () => (await journal.page(1))[0]?.id ?? '',
  };
}

const act = (mutation: string, service: number, key: string) =>
  `mutation { ending: ${mutation}(input: { serviceId: "${service}" ${key && `idempotencyKey: "${key}"`} }) {
    __typename ... on UserError { message } ... on ${mutation.replace(/^s/, 'S')}Payload { alreadyDone service { whmcsId } } } }`;
const suspend = (service: number) => act('serviceSuspend', service, '');
const create = (service: number, key: string) => act('serviceCreate', service, key);
const pay = (invoice: number, amount: string, key = '') =>
  `mutation { ending: invoicePaymentAdd(input: { invoiceId: "${invoice}", transactionId: "TX", gateway: "stripe",
    amount: "${amount}", allowOverpayment: true ${key && `idempotencyKey: "${key}"`} }) {
    __typename ... on UserError { message } ... on InvoicePaymentAddPayload { alreadyDone } } }`;
const operation = (id: string) => `{ operation(id: "${id}") { state mutation relatedIds } node(id: "${id}") { id } }`;
const MISSING = 8_888_888;
const unseen = { operation: null, node: null };

describe('an operation', () => {
  it('is visible only in requests that see its client', async () => {
    const { ask, service, see, newest } = await start();
    await ask(suspend(service.id));
    const id = await newest();
    for (const client of [undefined, 2])
      expect((await ask(operation(id), client === undefined ? {} : { client })).data).toMatchObject({
        operation: { state: 'DONE' },
        node: { id },
      });
    const missing = (await ask(operation('0'))).told;
    for (const client of [1, 9, MISSING]) expect((await ask(operation(id), { client })).told).toBe(missing);
    see([1]);
    expect((await ask(operation(id))).told).toBe(missing);
    see([1, 2]);
    expect((await ask(operation(id))).data).toMatchObject({ operation: { state: 'DONE' } });
  });

  it('that sent nothing because it was done already still belongs to its client', async () => {
    const { ask, service, see, newest } = await start();
    expect((await ask(create(service.id, 'k'))).data).toMatchObject({ ending: { alreadyDone: true } });
    const id = await newest();
    expect((await ask(operation(id), { client: 2 })).data).toMatchObject({ operation: { state: 'DONE' } });
    expect((await ask(operation(id), { client: 1 })).data).toEqual(unseen);
    see([1]);
    expect((await ask(operation(id))).data).toEqual(unseen);
  });

  it('without a known client is visible to its own viewer, unless the request is narrowed to a client', async () => {
    const { ask, journal } = await start();
    const claim = {
      viewer: 'portal',
      mutation: 'clientCreate',
      key: null,
      isDerived: false,
      inputHash: '',
      requestId: '',
    };
    const { entry } = await journal.claim(claim);
    await journal.sending(entry.id, { command: 'AddClient', owner: null, subject: null, evidence: null });
    await journal.end(entry.id, { state: 'unknown' });
    expect((await ask(operation(entry.id))).data).toMatchObject({ operation: { state: 'UNKNOWN' } });
    expect((await ask(operation(entry.id), { client: 1 })).data).toEqual(unseen);
    // Once the new client is known, the operation belongs to it.
    await journal.sent(entry.id, 'done', { clientid: 2 });
    await journal.end(entry.id, { state: 'done', outcome: null, knownBy: 'reading' });
    expect((await ask(operation(entry.id), { client: 1 })).data).toEqual(unseen);
    expect((await ask(operation(entry.id), { client: 2 })).data).toMatchObject({ operation: { state: 'DONE' } });
  });

  it('of another client is in no list of staff that narrow a request to one client', async () => {
    const { ask, service, newest, journal } = await start();
    await ask(suspend(service.id));
    const id = await newest();
    const lists = '{ operations { totalCount nodes { id } } unresolvedOperations { totalCount nodes { id } } }';
    const none = { totalCount: 0, nodes: [] };
    expect((await ask(lists, { as: 'staff', client: 2 })).data).toEqual({
      operations: { totalCount: 1, nodes: [{ id }] },
      unresolvedOperations: none,
    });
    const claim = {
      viewer: 'portal',
      mutation: 'serviceSuspend',
      key: null,
      isDerived: false,
      inputHash: '',
      requestId: '',
    };
    const { entry } = await journal.claim(claim);
    await journal.sending(entry.id, { command: 'ModuleSuspend', owner: 2, subject: null, evidence: null });
    await journal.end(entry.id, { state: 'unknown' });
    expect((await ask(lists, { as: 'staff', client: 1 })).data).toEqual({
      operations: none,
      unresolvedOperations: none,
    });
    const resolve = `mutation { operationResolve(input: { id: "${entry.id}", verdict: APPLIED }) { __typename } }`;
    expect((await ask(resolve, { as: 'staff', client: 1 })).data).toEqual({
      operationResolve: { __typename: 'NotFoundError' },
    });
    expect((await journal.at(entry.id))?.state).toBe('unknown');
  });
});

describe('a retry for a hidden client', () => {
  it.each<[string, (at: Awaited<ReturnType<typeof start>>) => string, (key: string) => string]>([
    [
      'of what was done',
      ({ service }) => {
        service.status = 'Pending';
        return create(service.id, 'k');
      },
      (key) => create(MISSING, key),
    ],
    ['of an act that was done already', ({ service }) => create(service.id, 'k'), (key) => create(MISSING, key)],
    ['with a caller’s key', ({ invoice }) => pay(invoice.id, '1.00', 'k'), (key) => pay(MISSING, '1.00', key)],
    ['with a key from its input', ({ invoice }) => pay(invoice.id, '1.00'), () => pay(MISSING, '1.00')],
  ])('%s ends like one for an entity that does not exist', async (_, documentOf, missingAs) => {
    const at = await start();
    const document = documentOf(at);
    const done = await at.ask(document);
    expect(done.told).toContain('Payload');
    const id = await at.newest();
    const [before, entries] = [await at.journal.at(id), await at.journal.count()];
    for (const client of [1, undefined]) {
      if (client === undefined) at.see([1]);
      const who = client === undefined ? {} : { client };
      const missing = await at.ask(missingAs(`fresh-${client}`), who);
      const retried = await at.ask(document, who);
      expect(retried).toEqual(missing);
      expect(missing.told).toContain('NotFoundError');
    }
    expect([await at.journal.at(id), await at.journal.count()]).toEqual([before, entries]);
    at.see([1, 2]);
    expect((await at.ask(document)).told).toContain('"replayed"');
  });

  it('with another input reveals nothing about the first one', async () => {
    const { ask, invoice, see } = await start();
    await ask(pay(invoice.id, '1.00'));
    expect((await ask(pay(invoice.id, '2.00'))).told).toContain('InvalidInputError');
    see([1]);
    expect(await ask(pay(invoice.id, '2.00'))).toEqual(await ask(pay(MISSING, '2.00')));
    // Two concurrent requests reveal nothing either.
    const twice = async (document: string) =>
      (await Promise.all([ask(document), ask(document)])).map(({ told }) => told);
    expect(await twice(pay(invoice.id, '2.00'))).toEqual(await twice(pay(MISSING, '2.00')));
  });

  it('for an entity that has moved to a visible client sends nothing either', async () => {
    const { ask, service, see } = await start();
    service.status = 'Pending';
    expect((await ask(create(service.id, 'k'))).calls).toContain('ModuleCreate');
    service.status = 'Pending';
    Object.assign(service, { clientid: 1 });
    see([1]);
    const { data, calls } = await ask(create(service.id, 'k'));
    expect(data).toEqual({ ending: { __typename: 'NotFoundError', message: 'There is no such thing.' } });
    expect(calls).not.toContain('ModuleCreate');
  });

  it('joins a running operation only with the same permissions', async () => {
    const { ask, service, journal } = await start();
    service.status = 'Pending';
    const document = create(service.id, 'k');
    const [first, same, other] = await Promise.all([ask(document), ask(document), ask(document, { client: 1 })]);
    expect([first, same].map(({ data }) => data)).toEqual(
      [1, 2].map(() => ({ ending: expect.objectContaining({ __typename: 'ServiceCreatePayload' }) })),
    );
    expect(other.data).toEqual({ ending: { __typename: 'NotFoundError', message: 'There is no such service.' } });
    expect((await ask(document, { client: 2 })).told).toContain('"replayed"');
    expect(await journal.count()).toBe(1);
  });
});

describe('a sign-up that a read-back finds', () => {
  const claim = {
    viewer: 'portal',
    mutation: 'clientCreate',
    key: null,
    isDerived: false,
    inputHash: '',
    requestId: '',
  };

  it.each<[string, object, [number, number][]]>([
    ['in a group', { clientid: 9, groupid: 3 }, [[9, 3]]],
    ['in none', { clientid: 9 }, []],
  ])('%s becomes a member of its group at once', async (_, ids, told) => {
    const moved: [number, number | null][] = [];
    const journal = reportingSignUps(memoryJournal(), {
      clientMoved: (client, group) => void moved.push([client, group]),
    });
    const { entry } = await journal.claim(claim);
    await journal.sending(entry.id, { command: AddClient.name, owner: null, subject: null, evidence: null });
    await journal.sent(entry.id, 'unknown');
    await journal.end(entry.id, { state: 'unknown' });
    expect(moved).toEqual([]);
    await journal.sent(entry.id, 'done', { ...ids });
    await journal.end(entry.id, { state: 'done', outcome: null, knownBy: 'reading' });
    expect(moved).toEqual(told);
  });
});
