/**
 * The cache entries that each write invalidates. All reads are made and cached; then a write changes client 1. After it, every read of
 * client 1 and every list over all clients shows the current state of WHMCS, only entries that the write may have changed are read
 * again, and the entries of other clients are still cache hits.
 */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { globalId } from '../src/graph/base/global-id.ts';
import { secretNames } from '../src/graph/schema.ts';
import { mutations } from '../src/graph/write/declare-mutation.ts';
import { startSimulator, type CallEntry, type World } from '../src/simulator/index.ts';
import { topicOf } from '../src/whmcs/cache/tags.ts';
import { changedTopics } from '../src/whmcs/changes/change.ts';
import { isPlainRead, type WriteCommand } from '../src/whmcs/command.ts';
import { commands } from '../src/whmcs/commands/index.ts';
import { decode } from '../src/whmcs/wire/decode.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';
import { ask, OWNER, payloadOf, working } from './support/mutation-asking.ts';
import { readsOfClient, readsOfStaff, type Read, type Reads } from './support/reads.ts';
import { commandOf, sample } from './whmcs/commands/samples.ts';

interface Row {
  readonly mutation: string;
  /** Prepares the state before the write. */
  readonly given?: (world: World) => void;
  /** Effects of WHMCS's automation that the simulator lacks. */
  readonly automation?: (world: World) => void;
  /** The reads whose responses change. */
  readonly changes: readonly Read[];
  /** The commands sent when everything is read again. */
  readonly asks: readonly string[];
}

const must = <T>(thing: T | undefined): T => thing ?? expect.fail('the simulator has no such thing');

/** The effects of a paid invoice on the pending entities of client 1. */
function provision(world: World): void {
  must(world.services.get(3)).status = 'Active';
  must(world.domains.get(2)).status = 'Active';
  must(world.orders.get(3)).status = 'Active';
}

/** A service changes, and the lines of its order with it. */
const service = {
  changes: ['stats', 'service', 'services', 'order', 'orders', 'allServices', 'allOrders'],
  asks: ['GetClientsDetails', 'GetClientsProducts', 'GetOrders'],
} as const;

const domain = { changes: ['domain', 'domains', 'allDomains'], asks: ['GetClientsDomains'] } as const;
const invoice = { changes: ['invoice', 'invoices', 'allInvoices'], asks: ['GetInvoice', 'GetInvoices'] } as const;
const client = { changes: ['client', 'clientByEmail'], asks: ['GetClientsDetails'] } as const;
const ticket = {
  changes: ['tickets', 'allTickets', 'departments'],
  asks: ['GetClientsDetails', 'GetSupportDepartments', 'GetTicket', 'GetTickets'],
} as const;

const signup = { changes: ['allClients'], asks: ['GetClients'] } as const;
const person = `firstName: "Nell", lastName: "Ashdown", email: "nell@mail.example", phoneNumber: "+44 1482 555010",
  address: { line1: "4 Harbour Row", city: "Hull", state: "East Riding", postcode: "HU1 2BB", countryCode: "GB" }`;

/**
 * By the command of the write: those that need a prepared installation, or with which WHMCS's automation does more. The other writes are
 * tested below, each with an input made from its mutation.
 */
const rows: Readonly<Record<string, Row>> = {
  AcceptOrder: {
    given: (world) => void (must(world.clients.get(1)).status = 'Inactive'),
    mutation: 'orderAccept(input: { orderId: "3", autoSetup: true })',
    automation: (world) => {
      must(world.clients.get(1)).status = 'Active';
      must(world.domains.get(2)).status = 'Active';
    },
    changes: [...service.changes, ...domain.changes, ...client.changes, 'allClients'],
    asks: [...service.asks, ...domain.asks, 'GetClients'],
  },
  AcceptQuote: {
    mutation: 'quoteAccept(input: { quoteId: "2" })',
    changes: ['invoices', 'allInvoices', 'stats'],
    // A quote to somebody who is no client makes one.
    asks: [...invoice.asks, 'GetClients', 'GetClientsDetails', 'GetOrders'],
  },
  AddClient: { mutation: `clientCreate(input: { ${person}, password: "correct-Horse-1" })`, ...signup },
  AddContact: {
    mutation: 'contactCreate(input: { clientId: "1", firstName: "Nell", email: "nell@mail.example" })',
    changes: ['contacts'],
    asks: ['GetContacts'],
  },
  AddInvoicePayment: {
    mutation: `invoicePaymentAdd(input: {
      invoiceId: "1002", transactionId: "BANK-1", gateway: "banktransfer", amount: "9000.00", allowOverpayment: true
    })`,
    automation: provision,
    changes: [...service.changes, ...domain.changes, ...invoice.changes, ...client.changes, 'payments', 'transactions'],
    asks: [...service.asks, ...domain.asks, ...invoice.asks, 'GetTransactions'],
  },
  AddOrder: {
    mutation: `orderAdd(input: {
      clientId: "1", paymentMethod: "stripe",
      products: [{ productId: "1", billingCycle: MONTHLY, domainName: "harbour-row.com" }],
      domains: [{ name: "harbour-row.com", type: REGISTER, years: 1 }]
    })`,
    // Credit pays immediately.
    automation: (world) => void (must(world.clients.get(1)).credit -= 100),
    changes: [
      ...client.changes,
      ...(['stats', 'services', 'domains', 'invoices', 'orders'] as const),
      ...(['allServices', 'allDomains', 'allInvoices', 'allOrders'] as const),
    ],
    asks: [...service.asks, ...domain.asks, ...invoice.asks, 'GetClients', 'GetProducts'],
  },
  AddTicketReply: {
    mutation: 'ticketReplyAdd(input: { ticketId: "1", message: "Glad to hear it.", adminUsername: "morgan" })',
    changes: [...ticket.changes, 'ticket'],
    asks: ticket.asks,
  },
  ApplyCredit: {
    given: (world) => void (must(world.clients.get(1)).credit = 1_000_000),
    mutation: 'invoiceCreditApply(input: { invoiceId: "1002", amount: "1.00" })',
    automation: provision,
    changes: [...service.changes, ...domain.changes, ...invoice.changes, ...client.changes],
    asks: [...service.asks, ...domain.asks, ...invoice.asks],
  },
  ModuleCreate: { mutation: 'serviceCreate(input: { serviceId: "3" })', ...service },
  OpenTicket: {
    mutation: 'ticketOpen(input: { clientId: "1", departmentId: "1", subject: "Backups", message: "How?" })',
    changes: [...ticket.changes, 'stats'],
    asks: ticket.asks,
  },
  // Without a password, WHMCS mails a link to choose one.
  ResetPassword: { mutation: `clientCreate(input: { ${person} })`, ...signup },
  SendEmail: {
    mutation: `emailSend(input: { template: "Invoice Created", relatedId: "${globalId('Invoice', 1002, 1)}" })`,
    changes: [],
    asks: [],
  },
  UpdateClient: {
    mutation: 'clientUpdate(input: { id: "1", firstName: "Renamed", paymentMethod: "banktransfer" })',
    automation: (world) => {
      const unpaid = world.invoices.of(1).filter(({ status }) => status === 'Unpaid');
      for (const each of [...world.services.of(1), ...world.domains.of(1), ...unpaid])
        each.paymentmethod = 'banktransfer';
    },
    changes: [
      ...client.changes,
      ...domain.changes,
      ...invoice.changes,
      ...(['service', 'services', 'order', 'orders', 'ticket', 'tickets'] as const),
      ...(['allClients', 'allServices', 'allOrders', 'allTickets'] as const),
    ],
    asks: [...service.asks, ...domain.asks, ...invoice.asks, 'GetClients', 'GetTicket', 'GetTickets'],
  },
  UpdateInvoice: {
    mutation: 'invoiceUpdate(input: { invoiceId: "1002", status: PAID })',
    automation: provision,
    changes: [...service.changes, ...domain.changes, ...invoice.changes],
    asks: [...service.asks, ...domain.asks, ...invoice.asks],
  },
};

const running: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(running.splice(0).map((each) => each.close())));

async function started<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  running.push(server);
  return server;
}

/** Nothing expires while a test runs. */
const limits = { cacheSeconds: { reference: 3_600, record: 3_600, list: 3_600 } };

async function rig() {
  // Two answers about one entity agree if nothing happens in between; those of an untidy WHMCS do not.
  const simulator = await started(startSimulator({ clients: 6, untidy: false }));
  const gateway = await started(startTestGateway({ simulator, gateway: { limits, secrets: secretNames } }));
  return { simulator, gateway, world: simulator.world };
}

/** The responses of the reads, by name, and the commands that they sent. */
async function readAll(gateway: TestGateway, reads: Reads) {
  const said: Record<string, unknown[]> = {};
  const asked: string[] = [];
  for (const [name, documents] of Object.entries(reads)) {
    const answers: unknown[] = (said[name] = []);
    for (const document of documents) {
      const { data, errors, calls } = await gateway.execute(document);
      expect(errors, `${name} has no errors`).toBeUndefined();
      answers.push(data);
      asked.push(...calls.map(({ action }) => action));
    }
  }
  return { said, asked };
}

/** Client 2 with lists, and client 3 without, so that its entities are cached one by one. */
function othersIn(world: World): Reads {
  const { payments, ...reads } = readsOfClient(2, world);
  const { client, service, domain, invoice, order, ticket } = readsOfClient(3, world);
  const records = { client, service, domain, invoice, order, ticket };
  return {
    ...reads,
    // If the second invoice had no payment, nothing would name its owner: any payment might be its first.
    payments: payments.slice(0, 1),
    ...Object.fromEntries(Object.entries(records).map(([name, documents]) => [`${name} of 3`, documents])),
  };
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)].toSorted();

/** The mutations that send a write without a row. */
const others = [...mutations.values()].flatMap((mutation) =>
  mutation.command?.kind === 'write' && !(mutation.command.name in rows)
    ? [{ ...mutation, command: mutation.command }]
    : [],
);

const writes = new Set(Object.values(commands).flatMap(({ kind, name }) => (kind === 'write' ? [name] : [])));

/** The topics of the answers to a read, with the counters of a client. */
function topicsRead(name: string): string[] {
  const command = commandOf(name);
  if (!isPlainRead(command)) return [];
  const answer = decode(command, sample(`${name}.tidy`), 200);
  const params = typeof command.probe === 'object' ? { ...command.probe, stats: true } : {};
  return command.tags(params, answer).map(topicOf);
}

/** Whether a write, as it was sent, may change records of other clients. */
const reachesOthers = ({ name, crosses }: WriteCommand, calls: readonly CallEntry[]): boolean =>
  crosses === true ||
  (crosses !== undefined && calls.some(({ action, params }) => action === name && crosses in params));

describe('a write invalidates what it changes and nothing else', () => {
  test('names a write in every row', () => {
    expect(Object.keys(rows).filter((name) => !writes.has(name))).toEqual([]);
  });

  test.each(Object.entries(rows))('%s', async (name, { mutation, given, automation, changes, asks }) => {
    const { simulator, gateway, world } = await rig();
    const forgetful = await started(startTestGateway({ simulator, gateway: { sharedCache: false } }));
    given?.(world);
    const affected: Reads = { ...readsOfClient(1, world), ...readsOfStaff };
    const unrelated = othersIn(world);

    // Lists over all clients come last; otherwise they would answer reads of single entities.
    await readAll(gateway, unrelated);
    const before = await readAll(gateway, affected);
    expect((await readAll(gateway, { ...affected, ...unrelated })).asked, 'before').toEqual([]);

    automation?.(world);
    const { data, calls } = await gateway.execute<{ done: object }>(`mutation { done: ${mutation} { __typename } }`);
    expect(data.done).toEqual({ __typename: expect.stringMatching(/Payload$/) });
    expect(calls.filter(({ action }) => action === name)).toHaveLength(1);

    expect((await readAll(gateway, unrelated)).asked, 'of others').toEqual([]);
    const after = await readAll(gateway, affected);
    const truth = await readAll(forgetful, affected);
    expect(after.said).toEqual(truth.said);
    const changed = Object.keys(affected).filter(
      (read) => JSON.stringify(before.said[read]) !== JSON.stringify(truth.said[read]),
    );
    expect({ changes: distinct(changed), asks: distinct(after.asked) }).toEqual({
      changes: distinct(changes),
      asks: distinct(asks),
    });
  });

  test.each(others)('$command.name by $name', async (mutation) => {
    const { simulator, gateway, world } = await rig();
    const forgetful = await started(startTestGateway({ simulator, gateway: { sharedCache: false } }));
    // Finding an input has performed it once: without a key of its own, the same act is not done again.
    const key = mutation.derivedKey && { idempotencyKey: 'once more' };
    const input = { ...(await working(gateway, mutation)), ...key };
    const affected: Reads = { ...readsOfClient(OWNER, world), ...readsOfStaff };
    const unrelated = othersIn(world);
    await readAll(gateway, unrelated);
    const before = await readAll(gateway, affected);
    expect((await readAll(gateway, { ...affected, ...unrelated })).asked, 'before').toEqual([]);

    const { ending, calls } = await ask(gateway, mutation, input);
    expect(ending?.__typename).toBe(payloadOf(mutation));
    const actions = calls.map(({ action }) => action);
    const readBack = actions.slice(actions.lastIndexOf(mutation.command.name) + 1);

    const changed = changedTopics(mutation.command.changes);
    const dependsOnIt = (name: string): boolean => changed.some((topic) => topicsRead(name).includes(topic));
    const ofOthers = distinct((await readAll(gateway, unrelated)).asked);
    const mayChange = reachesOthers(mutation.command, calls) ? dependsOnIt : () => false;
    expect(
      ofOthers.filter((name) => !mayChange(name)),
      'of others',
    ).toEqual([]);
    const after = await readAll(gateway, affected);
    expect(after.said).toEqual((await readAll(forgetful, affected)).said);
    const dependent = distinct(before.asked).filter(dependsOnIt);
    expect(distinct(after.asked).filter((name) => !dependent.includes(name))).toEqual([]);
    // What the payload shows may have been read back by the list that it stands in.
    expect(dependent.length === 0 || [...readBack, ...after.asked].length > 0).toBe(true);
  });
});

describe('entries that a write may change are neither stored nor served', () => {
  const suspend = 'mutation { serviceSuspend(input: { serviceId: "1" }) { __typename } }';
  const suspendAgain = 'mutation { serviceSuspend(input: { serviceId: "2", evenIfDone: true }) { __typename } }';

  async function expectNothingKept(gateway: TestGateway, world: World) {
    const { services, orders } = readsOfClient(1, world);
    const asked = ['GetClientsProducts', 'GetOrders'];
    expect((await readAll(gateway, { services, orders })).asked, 'once').toEqual(asked);
    expect((await readAll(gateway, { services, orders })).asked, 'twice').toEqual(asked);
  }

  test('while it is in flight', async () => {
    const { simulator, gateway, world } = await rig();
    const others = { services: readsOfClient(2, world).services, tickets: readsOfClient(1, world).tickets };
    await readAll(gateway, readsOfClient(1, world));
    await readAll(gateway, others);
    simulator.fail({ kind: 'hang', action: 'ModuleSuspend' });
    const ended = vi.fn<() => void>();
    void gateway.execute(suspend).finally(ended);
    await expect.poll(() => simulator.calls.of('ModuleSuspend')).toBe(1);
    await expectNothingKept(gateway, world);
    expect((await readAll(gateway, others)).asked).toEqual([]);
    expect(ended).not.toHaveBeenCalled();
  });

  test('while its outcome is unknown', async () => {
    const { simulator, gateway, world } = await rig();
    await readAll(gateway, readsOfClient(1, world));
    // Suspended before and after: no read can tell.
    expect(world.services.get(2)?.status).toBe('Suspended');
    simulator.fail({ kind: 'reset-after', action: 'ModuleSuspend', times: 1 });
    const { data } = await gateway.execute(suspendAgain);
    expect(data).toEqual({ serviceSuspend: { __typename: 'UnknownOutcomeError' } });
    await expectNothingKept(gateway, world);
  });

  test('until a read has proved that it happened', async () => {
    const { simulator, gateway, world } = await rig();
    await readAll(gateway, readsOfClient(1, world));
    simulator.fail({ kind: 'reset-after', action: 'ModuleSuspend', times: 1 });
    const { data } = await gateway.execute(suspend);
    expect(data).toEqual({ serviceSuspend: { __typename: 'ServiceSuspendPayload' } });
    const { service, orders } = readsOfClient(1, world);
    const after = await readAll(gateway, { service, orders });
    expect(after.asked).toContain('GetOrders');
    expect(JSON.stringify(after.said['service'])).toContain('SUSPENDED');
    expect((await readAll(gateway, { service, orders })).asked).toEqual([]);
  });
});
