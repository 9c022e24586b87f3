/**
 * Whether response times distinguish a foreign entity from a missing one, when WHMCS takes longer for existing ones: the area under
 * the curve (AUC) of an attacker who uses time alone, over 500 pairs for each query; 0.5 is chance. Time is virtual.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { restricted } from '../../src/access/viewer.ts';
import { globalId } from '../../src/graph/base/global-id.ts';
import { Random } from '../../src/simulator/world/random.ts';
import { useVirtualTime, virtualGateway, type VirtualGateway } from '../support/virtual-gateway.ts';

const PAIRS = 500;
const OWN = [1, 2, 3, 4, 5];
const partner = restricted('partner', 'PARTNER', OWN);

beforeEach(useVirtualTime);
afterEach(() => void vi.useRealTimers());

/** The share of pairs whose first is slower; ties count half. */
function auc(slower: readonly number[], faster: readonly number[]): number {
  const wins = slower.map((one) => faster.reduce((sum, other) => sum + (one > other ? 1 : one === other ? 0.5 : 0), 0));
  return wins.reduce((sum, each) => sum + each, 0) / (slower.length * faster.length);
}

interface Question {
  readonly ask: (name: string) => string;
  /** The ids and names of these clients' entities. */
  readonly names: (world: VirtualGateway['world'], client: number) => readonly string[];
  readonly missing: (random: Random) => string;
}

const number = (random: Random): string => String(7_000_000 + random.between(0, 1_000_000));
const ids = (rows: readonly { readonly id: number }[]): string[] => rows.map(({ id }) => String(id));
const node = (type: string) => (id: string) => `{ node(id: "${globalId(type, id)}") { id } }`;
const tickets: Question['names'] = (world, client) => ids(world.tickets.of(client));

const questions: Readonly<Record<string, Question>> = {
  'ticket(number)': {
    ask: (name) => `{ ticket(number: "${name}") { subject } }`,
    names: (world, client) => world.tickets.of(client).map(({ tid }) => tid),
    missing: (random) => `QQQ-${random.between(100_000, 999_999)}`,
  },
  'client(email)': {
    ask: (name) => `{ client(email: "${name}") { fullName } }`,
    names: (world, client) => [world.clients.get(client)?.email ?? ''],
    missing: (random) => `nobody${random.between(0, 1_000_000)}@mail.example`,
  },
  'order(id)': {
    ask: (id) => `{ order(id: "${id}") { number } }`,
    names: (world, client) => ids(world.orders.of(client)),
    missing: number,
  },
  'invoice(id)': {
    ask: (id) => `{ invoice(id: "${id}") { number } }`,
    names: (world, client) => ids(world.invoices.of(client)),
    missing: number,
  },
  'service(id)': {
    ask: (id) => `{ service(id: "${id}") { name } }`,
    names: (world, client) => ids(world.services.of(client)),
    missing: number,
  },
  'node of a domain': {
    ask: node('Domain'),
    names: (world, client) => ids(world.domains.of(client)),
    missing: number,
  },
  'transactions(transactionId)': {
    ask: (name) => `{ transactions(transactionId: "${name}") { totalCount } }`,
    // A part payment whose row names no client, and others.
    names: (world, client) => [
      ...world.transactions.of(client).map(({ transid }) => transid),
      ...(client <= 6 ? [`PART-${client}`] : []),
    ],
    missing: (random) => `tx-${random.between(0, 1_000_000)}`,
  },
  'nodes beside an own one': {
    ask: (id) => `{ nodes(ids: ["${globalId('Ticket', id)}", "${globalId('Client', 1)}"]) { id } }`,
    names: tickets,
    missing: number,
  },
  'several at once': {
    ask: (id) => {
      const one = Number(id);
      return `{ ${[0, 1, 2].map((more) => `t${more}: ticket(id: "${one + more}") { subject }`).join(' ')} }`;
    },
    names: tickets,
    missing: number,
  },
  ticketReplyAdd: {
    ask: (id) => `mutation { ticketReplyAdd(input: { ticketId: "${id}", message: "m" }) { __typename } }`,
    names: tickets,
    missing: number,
  },
};

/** A lookup takes at least 45 ms if the entity exists, and at least 15 ms if not. */
function start(negativeMs: number) {
  const random = new Random(7, 1);
  const tail = (ms: number) => -ms * Math.log(1 - random.fraction());
  return virtualGateway({ latency: (_, exists) => (exists ? 45 + tail(20) : 15 + tail(8)), negativeMs });
}

async function measured({ ask, names, missing }: Question, negativeMs: number, learning: number) {
  const at = start(negativeMs);
  const random = new Random(11, 2);
  const { world } = at;
  const own = OWN.flatMap((client) => names(world, client));
  const foreign = world.clients
    .all()
    .filter(({ id }) => !OWN.includes(id))
    .flatMap(({ id }) => names(world, id));
  const isAct = ask('').startsWith('mutation');
  // Mutations of the viewer's own entities would change them; their owner lookups work like those of queries.
  const askOwn = isAct ? (id: string) => `{ ticket(id: "${id}") { subject } }` : ask;
  const learn = () => at.ask(partner, askOwn(random.pick(own)));
  for (let answer = 0; answer < learning; answer++) await learn();
  const [theirs, nobodys]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < PAIRS; pair++) {
    const asked = {
      theirs: await at.ask(partner, ask(random.pick(foreign))),
      nobodys: await at.ask(partner, ask(missing(random))),
    };
    expect(asked.theirs.body).toBe(asked.nobodys.body);
    expect(asked.theirs.calls).toEqual(asked.nobodys.calls);
    theirs.push(asked.theirs.ms);
    nobodys.push(asked.nobodys.ms);
    if (learning > 0 && pair % 10 === 0) await learn();
  }
  return { auc: auc(theirs, nobodys), longest: Math.max(...theirs, ...nobodys) };
}

const names = Object.keys(questions);
const question = (name: string): Question => questions[name] ?? expect.fail(name);

it.each(names)('%s reveals nothing by time once the latencies are known', async (name) => {
  const told = await measured(question(name), 500, 60);
  expect(told.auc).toBeGreaterThan(0.45);
  expect(told.auc).toBeLessThan(0.55);
  // The latencies are known: no request waits for half a second.
  // A request of two commands may know only the first.
  expect(told.longest).toBeLessThan(name.startsWith('transactions') ? 1_000 : 500);
});

it.each(names)('%s reveals nothing by time before the latencies are known', async (name) => {
  const told = await measured(question(name), 500, 0);
  expect(told.auc).toBeGreaterThan(0.45);
  expect(told.auc).toBeLessThan(0.55);
});

it.each(names)('%s would reveal it without the floor', async (name) => {
  expect((await measured(question(name), 0, 0)).auc).toBeGreaterThan(0.6);
});
