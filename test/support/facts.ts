/** Who tells what: found out by answering the graph with documented samples and watching what its things learn. */
import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import { staff } from '../../src/access/viewer.ts';
import { Graph, type Installed } from '../../src/graph/graph.ts';
import { Entity } from '../../src/graph/base/entity.ts';
import { idempotency } from '../../src/graph/write/idempotency.ts';
import { wallClock } from '../../src/graph/base/wall-clock.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import type { WhmcsClient } from '../../src/whmcs/client.ts';
import { isPlainRead, keepOf, type Command } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { decode } from '../../src/whmcs/wire/decode.ts';
import { sharedKinds, type EntityKind } from '../../src/whmcs/subjects.ts';
import { upstreamOver } from './upstream.ts';
import { nouns } from '../../src/graph/nouns/index.ts';
import { Clients } from '../../src/graph/nouns/clients/client.ts';
import { Products } from '../../src/graph/nouns/catalogue/product.ts';
import { Transactions } from '../../src/graph/nouns/billing/transaction.ts';

/** A command whose answer tells a fact: its own thing's by a row or record, or another's that it is about. */
export interface Told {
  readonly command: string;
  readonly by: string;
}

export interface Fact {
  readonly told: Told[];
  /** The commands that are asked where no answer at hand tells it. */
  readonly asked: string[];
}

/** By type, then by fact. */
export type Facts = Map<string, Map<string, Fact>>;

interface Thing {
  readonly typename: string;
  tell(fact: string): unknown;
}

/** The client of whom all samples tell. */
const OWNER = 11;

/** A thing of which nothing but its number is known, and where it takes more, what finds it. */
function born(graph: Graph, kind: EntityKind, id: number): Thing | null {
  if (kind === 'client') return graph.noun(Clients).of(OWNER);
  if (kind === 'product') return graph.noun(Products).of(id);
  if (kind === 'transaction') return graph.noun(Transactions).shown(id, OWNER, { invoiceId: INVOICE });
  return graph.noun(nouns[kind]).shown?.(id, sharedKinds.has(kind) ? null : OWNER) ?? null;
}

/** Where WHMCS finds the transaction of the samples. */
const INVOICE = 2201;

/** The questions whose answers tell the most; of other commands the cheapest question will do. */
const questions: Readonly<Record<string, Record<string, unknown>>> = {
  GetClientsDetails: { clientid: OWNER, stats: true },
  GetClientsDomains: { clientid: OWNER },
  GetClientsProducts: { clientid: OWNER },
  GetInvoice: { invoiceid: INVOICE },
  GetTicket: { ticketid: 301 },
  GetTransactions: { invoiceid: INVOICE },
};

const reads = Object.values<Command>(commands).filter(isPlainRead);
const tellers = reads.filter(({ mentions }) => Object.keys(mentions).length > 0);

const sampleOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../samples/${name}.tidy.json`, import.meta.url), 'utf8')) as Record<string, unknown>;

const shared = { clock: wallClock('UTC'), idempotency: idempotency(memoryJournal()) };

/** WHMCS as the samples have it: every question of a command has the same answer. */
function installed(asked: string[] = []): Installed {
  const client: WhmcsClient = {
    allows: () => true,
    form: (command, params) => `${command.name}${JSON.stringify(params)}`,
    load: { limit: 1, active: 0, queued: 0, background: 0 },
    close: () => Promise.resolve(),
    call(command) {
      asked.push(command.name);
      return Promise.resolve({ answer: decode(command, sampleOf(command.name), 200), size: 1, ms: 1 });
    },
  };
  return { ...upstreamOver(client), ...shared };
}

async function inGraph<T>(over: Installed, run: (graph: Graph) => T | Promise<T>): Promise<T> {
  const graph = new Graph(staff('facts'), over);
  try {
    return await run(graph);
  } finally {
    graph.session.end();
  }
}

/** A flag that a row is all there is, and no fact. */
const WHOLE = 'whole';

/** Every fact of every type, and who tells it. */
export async function allFacts(): Promise<Facts> {
  const learn = vi.spyOn(Entity.prototype, 'learn');
  const facts: Facts = new Map();
  const factOf = (typename: string, fact: string): Fact => {
    const ofType = facts.get(typename) ?? new Map<string, Fact>();
    facts.set(typename, ofType);
    const known = ofType.get(fact) ?? { told: [], asked: [] };
    ofType.set(fact, known);
    return known;
  };
  const examples = new Map<string, { readonly kind: EntityKind; readonly id: number }>();

  for (const command of tellers) {
    const over = installed();
    const params = questions[command.name] ?? command.probe;
    const answer = await inGraph(over, ({ session }) => session.read(command, params));
    const things = command.mentioned(params, answer).map((thing) => {
      const [kind, id] = thing.split(':') as [EntityKind, string];
      return { kind, id: Number(id) };
    });
    const own = things[0]?.kind;
    for (const { kind, id } of things) {
      // Each in an operation of its own, which finds no more than the answer in memory.
      const typename = await inGraph(over, (graph) => {
        const thing = born(graph, kind, id);
        learn.mockClear();
        graph.noun(nouns[kind]).recall(id);
        return thing?.typename ?? '';
      });
      examples.set(typename, { kind, id });
      const how = keepOf(command, params) === 'record' ? 'record' : 'row';
      const by = kind === own ? how : `${own}'s ${how}`;
      for (const [index, [account]] of learn.mock.calls.entries()) {
        const thing = learn.mock.contexts[index];
        if (!(thing instanceof Entity) || thing.typename !== typename) continue;
        // The facts of a declared noun's accounts stand at their prototype.
        const tells: Readonly<Record<string, unknown>> = account;
        for (const fact in tells) {
          if (tells[fact] === undefined || fact === WHOLE) continue;
          const { told } = factOf(typename, fact);
          if (!told.some((each) => each.command === command.name)) told.push({ command: command.name, by });
        }
      }
    }
  }
  for (const [typename, ofType] of facts) {
    const example = examples.get(typename);
    for (const [name, fact] of ofType)
      await inGraph(installed(fact.asked), async (graph) => {
        if (example) await born(graph, example.kind, example.id)?.tell(name);
      });
  }
  learn.mockRestore();
  return facts;
}
