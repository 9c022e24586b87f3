/**
 * Each fault at each kind of operation: the response, the requests sent, and the effect in WHMCS. `proven` is the outcome of a write
 * that a read proves to be done.
 */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { globalId } from '../../src/graph/base/global-id.ts';
import { startSimulator, type Fault, type World } from '../../src/simulator/index.ts';
import { DEADLINE_MS, giveUpWhatHangs } from '../support/deadlines.ts';
import { startTestGateway } from '../support/gateway.ts';

interface Operation {
  /** The command that the fault hits. */
  readonly command: string;
  document(world: World): string;
  /** Whether the write has been done. */
  happened?(world: World): number;
}

const unpaid = (world: World) =>
  world.invoices.all().find(({ status }) => status === 'Unpaid') ?? expect.fail('no invoice is unpaid');
const active = (world: World) =>
  world.services.all().find(({ status }) => status === 'Active') ?? expect.fail('no service is active');

const payment = 'tx-of-the-matrix';

const operations = {
  lookup: { command: 'GetClientsDetails', document: () => '{ client(id: 1) { whmcsId } }' },
  'list page': { command: 'GetInvoices', document: () => '{ invoices(first: 5) { nodes { whmcsId } } }' },
  money: {
    command: 'AddInvoicePayment',
    document: (world: World) =>
      `mutation { invoicePaymentAdd(input: { invoiceId: ${unpaid(world).id}, transactionId: "${payment}", gateway: "paypal" }) { __typename ... on NotSentError { code } } }`,
    happened: (world: World) => world.transactions.all().filter(({ transid }) => transid === payment).length,
  },
  lifecycle: {
    command: 'ModuleSuspend',
    document: (world: World) =>
      `mutation { serviceSuspend(input: { serviceId: ${active(world).id} }) { __typename ... on NotSentError { code } } }`,
    happened: (world: World) => world.moduleRuns.all().length,
  },
  mail: {
    command: 'SendEmail',
    document: () =>
      `mutation { emailSend(input: { template: "Client Signup Email", relatedId: "${globalId('Client', 1)}" }) { __typename ... on NotSentError { code } } }`,
    happened: (world: World) => world.mails.all().length,
  },
} satisfies Record<string, Operation>;

type Name = keyof typeof operations;
const reads = ['lookup', 'list page'] as const satisfies readonly Name[];
const writes = ['money', 'lifecycle', 'mail'] as const satisfies readonly Name[];

const faults = {
  hang: { kind: 'hang' },
  'reset before': { kind: 'reset-before' },
  'reset after effect': { kind: 'reset-after' },
  500: { kind: 'html-500-after' },
  '200 HTML': { kind: 'html-200' },
  'truncated JSON': { kind: 'truncated' },
  'PHP warning first': { kind: 'php-warning-first' },
  '403 IP': { kind: 'wrong-ip' },
  'slow drip': { kind: 'slow-drip', latencyMs: DEADLINE_MS },
  'hook that dies after it': { kind: 'json-error-after', message: 'Call to a member function setUri() on null' },
} satisfies Record<string, Fault>;

type FaultName = keyof typeof faults;

/** How a read ends ("data", or a code), and its number of requests: one that a retry may fix is sent three times. */
const readEnds: Record<FaultName, readonly [ending: string, calls: number]> = {
  hang: ['WHMCS_UNREACHABLE', 3],
  'reset before': ['WHMCS_UNREACHABLE', 3],
  'reset after effect': ['WHMCS_UNREACHABLE', 3],
  500: ['WHMCS_UNEXPECTED_ANSWER', 3],
  '200 HTML': ['WHMCS_UNEXPECTED_ANSWER', 1],
  'truncated JSON': ['WHMCS_UNEXPECTED_ANSWER', 3],
  'PHP warning first': ['data', 1],
  '403 IP': ['WHMCS_UNAUTHORIZED', 1],
  'slow drip': ['WHMCS_UNREACHABLE', 3],
  'hook that dies after it': ['WHMCS_REFUSED', 1],
};

/** How a write ends, and how often it has happened; it is sent once. `lost`: done, and its answer lost. */
const writeEnds: Record<FaultName, readonly [ending: 'done' | 'lost' | 'unknown' | 'WHMCS_UNAUTHORIZED', done: 0 | 1]> =
  {
    hang: ['unknown', 0],
    'reset before': ['unknown', 0],
    'reset after effect': ['lost', 1],
    500: ['lost', 1],
    '200 HTML': ['unknown', 0],
    'truncated JSON': ['lost', 1],
    'PHP warning first': ['done', 1],
    '403 IP': ['WHMCS_UNAUTHORIZED', 0],
    'slow drip': ['lost', 1],
    'hook that dies after it': ['lost', 1],
  };

/** Whether a read proves that a write with a lost answer was done. */
const proven: Record<(typeof writes)[number], boolean> = { money: true, lifecycle: true, mail: false };

async function attempt(name: Name, fault: FaultName) {
  // Retries without delays.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const operation: Operation = operations[name];
  const simulator = await startSimulator({ clients: 4 });
  giveUpWhatHangs(simulator);
  const gateway = await startTestGateway({
    simulator,
  });
  onTestFinished(async () => {
    await gateway.close();
    await simulator.close();
  });
  const { world } = simulator;
  const before = operation.happened?.(world) ?? 0;
  const document = operation.document(world);
  simulator.fail({ ...faults[fault], action: operation.command });
  const { data, errors } = await gateway.execute<Record<string, Record<string, unknown> | null>>(document);
  return {
    reply: Object.values(data)[0] ?? null,
    codes: errors?.map(({ extensions }) => extensions.code),
    calls: simulator.calls.of(operation.command),
    done: (operation.happened?.(world) ?? 0) - before,
  };
}

describe.each(Object.keys(faults) as FaultName[])('%s', (fault) => {
  it.each(reads)('at a %s', async (name) => {
    const { reply, codes, calls } = await attempt(name, fault);
    const [ending, sent] = readEnds[fault];
    if (ending === 'data') expect([codes, reply]).toEqual([undefined, expect.anything()]);
    else expect([codes, reply]).toEqual([[ending], null]);
    expect(calls).toBe(sent);
  });

  it.each(writes)('at %s', async (name) => {
    const { reply, codes, calls, done } = await attempt(name, fault);
    const [ending, effects] = writeEnds[fault];
    const isReported = ending === 'done' || (ending === 'lost' && proven[name]);
    if (ending === 'WHMCS_UNAUTHORIZED') expect(reply).toEqual({ __typename: 'NotSentError', code: ending });
    else expect(reply).toEqual({ __typename: isReported ? expect.stringMatching(/Payload$/) : 'UnknownOutcomeError' });
    expect({ codes, calls, done }).toEqual({ codes: undefined, calls: 1, done: effects });
  });
});
