/** One idempotency key means one command and one result: concurrently, later, after a restart, and for each outcome. */
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { isInputObjectType, isNonNullType } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { schema } from '../../src/graph/schema.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import type { Command } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { directoryOf, opened } from '../journal/support.ts';
import { startTestGateway, type Executed, type TestGateway, type TestGatewayOptions } from '../support/gateway.ts';

const errors =
  '... on UserError { message } ... on InvalidInputError { path } ... on RefusedError { command reason } ... on NotSentError { code } ... on UnknownOutcomeError { command operationId }';
const create = (key: string, service = '3') =>
  `mutation { serviceCreate(input: { serviceId: "${service}", idempotencyKey: "${key}" }) {
    __typename ... on ServiceCreatePayload { service { whmcsId status } } ${errors} } }`;
const pay = (more: string, transaction = 'T-1') =>
  `mutation { invoicePaymentAdd(input: { invoiceId: "1002", transactionId: "${transaction}", gateway: "stripe", ${more} }) {
    __typename ... on InvoicePaymentAddPayload { invoice { whmcsId } } ${errors} } }`;

const ending = ({ data }: Executed<Record<string, unknown>>) => Object.values(data)[0];
const replayedIn = ({ extensions }: Executed<unknown>) =>
  extensions && 'replayed' in extensions ? extensions.replayed : undefined;
const writesIn = ({ calls }: Pick<Executed<unknown>, 'calls'>) =>
  calls.map(({ action }) => action).filter((action) => !action.startsWith('Get'));

async function started(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({ simulator: { clients: 12 }, ...options });
  onTestFinished(() => gateway.close());
  return gateway;
}

async function simulated(): Promise<Simulator> {
  const simulator = await startSimulator({ clients: 12 });
  onTestFinished(() => simulator.close());
  return simulator;
}

it('sends one command for fifty concurrent requests, which get equal responses', async () => {
  const gateway = await started();
  gateway.simulator.fail({ kind: 'latency', action: 'ModuleCreate', latencyMs: 50 });
  const all = await Promise.all(Array.from({ length: 50 }, () => gateway.execute(create('k'))));
  expect(gateway.simulator.calls.of('ModuleCreate')).toBe(1);
  expect(new Set(all.map((each) => JSON.stringify(each.data)))).toEqual(
    new Set([
      JSON.stringify({
        serviceCreate: { __typename: 'ServiceCreatePayload', service: { whmcsId: 3, status: 'ACTIVE' } },
      }),
    ]),
  );
  expect(all.filter((each) => replayedIn(each) !== undefined)).toHaveLength(49);
});

it('replays a result for every role under the aliases of the response, with current data', async () => {
  const gateway = await started();
  const open = `mutation { opened: ticketOpen(input: { departmentId: "1", subject: "s", message: "m", clientId: "1", idempotencyKey: "k" }) {
    __typename ... on TicketOpenPayload { ticket { whmcsId status } } } }`;
  const first = await gateway.execute(open, {}, { as: 'partner' });
  expect(replayedIn(first)).toBeUndefined();
  const second = await gateway.execute(open, {}, { as: 'partner' });
  expect(second.data).toEqual(first.data);
  expect(second.extensions).toEqual({ replayed: ['opened'] });
  expect(writesIn(second)).toEqual([]);
  const created = await gateway.execute(create('k'));
  expect(ending(created)).toMatchObject({ service: { status: 'ACTIVE' } });
  await gateway.execute('mutation { serviceSuspend(input: { serviceId: "3" }) { __typename } }');
  expect(ending(await gateway.execute(create('k')))).toMatchObject({ service: { status: 'SUSPENDED' } });
});

it('refuses another input under the same key, and sends no command', async () => {
  const gateway = await started();
  await gateway.execute(create('k'));
  const other = await gateway.execute(create('k', '4'));
  expect(ending(other)).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'idempotencyKey'] });
  expect(other.calls).toEqual([]);
});

it.each(['', ' ', '\\t \\n'])('treats %j as no key, and sends and stores nothing', async (key) => {
  const journal = memoryJournal();
  const gateway = await started({ gateway: { journal } });
  for (const document of [create(key), pay(`idempotencyKey: "${key}"`)]) {
    const refused = await gateway.execute(document);
    expect(ending(refused)).toMatchObject({
      __typename: 'InvalidInputError',
      message: 'idempotencyKey must not be empty',
      path: ['input', 'idempotencyKey'],
    });
    expect(refused.calls).toEqual([]);
  }
  expect(await journal.page(9)).toEqual([]);
});

it('replays a refusal with the same message', async () => {
  const gateway = await started();
  gateway.simulator.fail({ kind: 'json-error', action: 'ModuleCreate', message: 'Server is full', times: 1 });
  const first = await gateway.execute(create('k'));
  const second = await gateway.execute(create('k'));
  expect(ending(first)).toMatchObject({
    __typename: 'RefusedError',
    command: 'ModuleCreate',
    reason: 'Server is full',
  });
  expect(ending(second)).toEqual(ending(first));
  expect([replayedIn(second), writesIn(second)]).toEqual([['serviceCreate'], []]);
});

it('replays an unknown outcome with the same operation id until it is resolved', async () => {
  const journal = memoryJournal();
  const gateway = await started({ gateway: { journal } });
  gateway.simulator.fail({ kind: 'reset-before', action: 'ModuleCreate', times: 1 });
  const first = await gateway.execute(create('k'));
  const id = (await journal.unresolved())[0]?.id ?? 'none';
  expect(ending(first)).toMatchObject({ __typename: 'UnknownOutcomeError', command: 'ModuleCreate', operationId: id });
  const second = await gateway.execute(create('k'));
  expect([ending(second), writesIn(second)]).toEqual([ending(first), []]);
  await journal.end(id, { state: 'done', outcome: null, knownBy: 'reading' });
  const third = await gateway.execute(create('k'));
  expect(ending(third)).toMatchObject({ __typename: 'ServiceCreatePayload', service: { whmcsId: 3 } });
  expect(writesIn(third)).toEqual([]);
});

it.each([
  [
    'orderAdd',
    'clientId: "1", paymentMethod: "stripe", products: [{ productId: "1" }]',
    { orderid: 1, invoiceid: 1001 },
    'AddOrder',
    'order { whmcsId } services { whmcsId }',
    { order: { whmcsId: 1 }, services: [] },
  ],
  [
    'ticketOpen',
    'departmentId: "1", subject: "s", message: "m", clientId: "1"',
    { id: 1 },
    'OpenTicket',
    'ticket { whmcsId }',
    { ticket: { whmcsId: 1 } },
  ],
  [
    'clientCreate',
    'firstName: "A", lastName: "B", email: "a@b.example", phoneNumber: "1", address: { line1: "x", city: "x", state: "x", postcode: "1", countryCode: "DE" }',
    { clientid: 2 },
    'AddClient',
    'client { whmcsId } passwordLinkSent paymentMethodSet',
    { client: { whmcsId: 2 }, passwordLinkSent: false, paymentMethodSet: null },
  ],
] as const)(
  'replays the result of %s after a read-back has found it',
  async (name, input, found, command, fields, shown) => {
    const journal = memoryJournal();
    const gateway = await started({ gateway: { journal } });
    gateway.simulator.fail({ kind: 'reset-before', action: command, times: 1 });
    const payload = `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`;
    const document = `mutation { ${name}(input: { ${input}, idempotencyKey: "k" }) { __typename ... on ${payload} { ${fields} } ${errors} } }`;
    expect(ending(await gateway.execute(document))).toMatchObject({ __typename: 'UnknownOutcomeError' });
    const id = (await journal.unresolved())[0]?.id ?? '';
    await journal.sent(id, 'done', found);
    await journal.end(id, { state: 'done', outcome: null, knownBy: 'reading' });
    expect(ending(await gateway.execute(document))).toEqual({ __typename: payload, ...shown });
  },
);

it('replays the outcome that was found while the first caller waited', async () => {
  const gateway = await started();
  gateway.simulator.fail({ kind: 'reset-after', action: 'AddClient', times: 1 });
  const document = `mutation { clientCreate(input: { firstName: "A", lastName: "B", email: "a@b.example", phoneNumber: "1"
    address: { line1: "x", city: "x", state: "x", postcode: "1", countryCode: "DE" }, idempotencyKey: "k" }) {
      __typename ... on ClientCreatePayload { client { whmcsId } passwordLinkSent } ${errors} } }`;
  const first = await gateway.execute(document);
  expect(ending(first)).toMatchObject({ __typename: 'ClientCreatePayload', passwordLinkSent: true });
  const second = await gateway.execute(document);
  expect(ending(second)).toEqual(ending(first));
  expect([replayedIn(second), writesIn(second)]).toEqual([['clientCreate'], []]);
});

it('frees the key of a command that was never sent', async () => {
  const gateway = await started({ whmcs: { url: new URL('http://127.0.0.1:9/includes/api.php') } });
  const failed = await gateway.execute(create('k'));
  expect(ending(failed)).toMatchObject({ __typename: 'NotSentError', code: 'WHMCS_UNREACHABLE' });
  expect(ending(await gateway.execute(create('k', '4')))).toMatchObject({ __typename: 'NotSentError' });
});

describe('after a restart', () => {
  it.each([
    ['a result', null, { __typename: 'ServiceCreatePayload', service: { whmcsId: 3, status: 'ACTIVE' } }],
    ['a refusal', 'json-error', { __typename: 'RefusedError', reason: 'something went wrong' }],
    ['an unknown outcome', 'reset-before', { __typename: 'UnknownOutcomeError', command: 'ModuleCreate' }],
  ] as const)('replays %s', async (_, fault, told) => {
    const [simulator, directory] = [await simulated(), await directoryOf()];
    if (fault) simulator.fail({ kind: fault, action: 'ModuleCreate', times: 1, message: 'something went wrong' });
    const first = await startTestGateway({ simulator, gateway: { journal: (await opened(directory)).journal } });
    const before = await first.execute(create('k'));
    expect(ending(before)).toMatchObject(told);
    await first.close();
    const second = await started({ simulator, gateway: { journal: (await opened(directory)).journal } });
    const after = await second.execute(create('k'));
    expect(ending(after)).toEqual(ending(before));
    expect([replayedIn(after), writesIn(after)]).toEqual([['serviceCreate'], []]);
  });
});

describe('a money mutation without a key', () => {
  it('pays an invoice once for each transaction id', async () => {
    const gateway = await started();
    const [first, second] = [
      await gateway.execute(pay('amount: "1.00"')),
      await gateway.execute(pay('amount: "1.00"')),
    ];
    expect(ending(first)).toMatchObject({ __typename: 'InvoicePaymentAddPayload' });
    expect(ending(second)).toEqual(ending(first));
    expect(gateway.simulator.calls.of('AddInvoicePayment')).toBe(1);
    const other = await gateway.execute(pay('amount: "2.00"'));
    expect(ending(other)).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'transactionId'] });
    await gateway.execute(pay('amount: "1.00"', 'T-2'));
    expect(gateway.simulator.calls.of('AddInvoicePayment')).toBe(2);
  });

  it('is sent again after a refusal', async () => {
    const gateway = await started();
    gateway.simulator.fail({ kind: 'json-error', action: 'AddInvoicePayment', message: 'not now', times: 1 });
    expect(ending(await gateway.execute(pay('amount: "1.00"')))).toMatchObject({ __typename: 'RefusedError' });
    expect(ending(await gateway.execute(pay('amount: "1.00"')))).toMatchObject({
      __typename: 'InvoicePaymentAddPayload',
    });
  });

  it('accepts an order once', async () => {
    const gateway = await started();
    const accept = `mutation { orderAccept(input: { orderId: "9" }) { __typename ${errors} } }`;
    const both = await Promise.all([gateway.execute(accept), gateway.execute(accept)]);
    expect(both.map(ending)).toEqual([{ __typename: 'OrderAcceptPayload' }, { __typename: 'OrderAcceptPayload' }]);
    expect(gateway.simulator.calls.of('AcceptOrder')).toBe(1);
  });
});

describe('when the journal cannot be written', () => {
  it('refuses writes before it sends anything, serves reads, and recovers', async () => {
    const directory = join(await directoryOf(), 'journal');
    const { journal, problems } = await opened(directory);
    const gateway = await started({ gateway: { journal } });
    await fs.rm(directory, { recursive: true });
    await fs.writeFile(directory, '');
    for (const document of [create('k'), pay('amount: "1.00"')]) {
      const refused = await gateway.execute(document);
      expect(ending(refused)).toMatchObject({ __typename: 'NotSentError', code: 'INTERNAL' });
      expect(refused.calls).toEqual([]);
    }
    expect(problems).toMatchObject([{ message: 'journal cannot be written' }]);
    expect((await gateway.execute('{ service(id: "3") { whmcsId } }')).data).toEqual({ service: { whmcsId: 3 } });
    await fs.rm(directory);
    expect(ending(await gateway.execute(create('k')))).toMatchObject({ __typename: 'ServiceCreatePayload' });
  });

  it('refuses the write when the journal fails after the claim', async () => {
    const working = memoryJournal();
    const { JournalError } = await import('../../src/journal/journal.ts');
    const journal: Journal = { ...working, sending: () => Promise.reject(new JournalError('full')) };
    const gateway = await started({ gateway: { journal } });
    const refused = await gateway.execute(create('k'));
    expect(ending(refused)).toMatchObject({ __typename: 'NotSentError', code: 'INTERNAL' });
    expect(writesIn(refused)).toEqual([]);
    expect(await working.page(9)).toEqual([]);
  });
});

it('accepts a key for every mutation that does harm when repeated', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const judged = mutations.flatMap(({ name, description, args }) => {
    const repeats = [...(description ?? '').matchAll(/\bWHMCS: ([A-Z]\w+)/g)].flatMap(([, command]) =>
      Object.values<Command>(commands).flatMap((known) =>
        known.name === command && known.kind === 'write' ? [known.repeat] : [],
      ),
    );
    const type = args[0]?.type;
    const input = type && isNonNullType(type) ? type.ofType : type;
    if (repeats.length === 0 || !isInputObjectType(input)) return [];
    const isHarmful = repeats.some((repeat) => repeat !== 'none');
    return [{ name, isHarmful, takesKey: 'idempotencyKey' in input.getFields() }];
  });
  expect(judged.length).toBeGreaterThan(10);
  expect(judged.filter(({ isHarmful }) => isHarmful).length).toBeGreaterThan(5);
  expect(judged.filter(({ isHarmful, takesKey }) => isHarmful && !takesKey)).toEqual([]);
});
