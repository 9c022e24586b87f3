/** A cold request costs one key and one cache lookup, however many steps it passes on its way to WHMCS. */
import { execute, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { expect, it, vi } from 'vitest';
import { staff } from '../../../src/access/viewer.ts';
import { wallClock } from '../../../src/graph/base/wall-clock.ts';
import { Graph } from '../../../src/graph/graph.ts';
import { schema } from '../../../src/graph/schema.ts';
import { idempotency } from '../../../src/graph/write/idempotency.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import type { Cache } from '../../../src/whmcs/cache/cache.ts';
import type { Question } from '../../../src/whmcs/cache/question.ts';
import { upstreamOver } from '../../support/upstream.ts';
import { rig } from '../../whmcs/rig.ts';

/** Operations over one cache that counts its lookups. */
async function counting() {
  const { simulator, client } = await rig();
  const upstream = upstreamOver(client);
  const asked = new Set<Question>();
  const noted = <Q extends Question>(question: Q): Q => {
    asked.add(question);
    return question;
  };
  const cache: Cache = {
    ...upstream.cache,
    at: (question, ask) => upstream.cache.at(noted(question), ask),
    preview: (question, terms) => upstream.cache.preview(noted(question), terms),
    read: (question, ask) => upstream.cache.read(noted(question), ask),
    peek: (question) => upstream.cache.peek(noted(question)),
  };
  const shared = { ...upstream, cache, clock: wallClock('UTC'), idempotency: idempotency(memoryJournal()) };
  return async (document: string) => {
    asked.clear();
    const calls = simulator.calls.total;
    const get = vi.spyOn(LRUCache.prototype, 'get');
    const graph = new Graph(staff('staff'), shared, { budget: 50 });
    try {
      const { errors } = await execute({ schema, document: parse(document), contextValue: graph });
      expect(errors).toBeUndefined();
    } finally {
      graph.session.end();
    }
    const searches = get.mock.calls.map(([key]) => String(key)).filter((key) => /^Get\w+\?/.test(key));
    get.mockRestore();
    // Keys are built together with their request, and nowhere else.
    return { keys: [...asked].map(({ key }) => key), searches, calls: simulator.calls.total - calls };
  };
}

it.each([
  ['a page', '{ invoices(first: 10, clientId: 1) { nodes { whmcsId } } }', 'GetInvoices?'],
  ['a page of everybody’s list', '{ orders(first: 25) { nodes { number } } }', 'GetOrders?'],
  ['a record', '{ client(id: 2) { fullName } }', 'GetClientsDetails?'],
  ['a reference list', '{ currencies { code } }', 'GetCurrencies?'],
])('cold %s', async (_, document, command) => {
  const { keys, searches, calls } = await (await counting())(document);
  expect(calls).toBe(1);
  expect(keys).toContainEqual(expect.stringContaining(command));
  expect(new Set(keys).size).toBe(keys.length);
  expect(searches.toSorted()).toEqual(keys.toSorted());
});

it('a warm page', async () => {
  const cost = await counting();
  const document = '{ tickets(first: 10) { nodes { subject } } }';
  expect((await cost(document)).calls).toBe(1);
  const { keys, searches, calls } = await cost(document);
  expect([calls, searches]).toEqual([0, keys]);
  expect(keys).toHaveLength(1);
});
