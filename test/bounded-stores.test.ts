/** Every store that callers can fill is bounded in bytes: all caches are made in one place, and none exceeds its bound for large keys. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, type ExecutionArgs } from 'graphql';
import type { LRUCache } from 'lru-cache';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jwt } from '../src/access/jwt.ts';
import { staff } from '../src/access/viewer.ts';
import { defaultLimits } from '../src/config/limits.ts';
import { documentCache } from '../src/gateway/documents/document-cache.ts';
import { executor } from '../src/gateway/documents/executor.ts';
import { rateLimits } from '../src/gateway/admission/rate.ts';
import { responseCache, responseKey } from '../src/gateway/response-cache/response-cache.ts';
import { RowBudget } from '../src/graph/read/row-budget.ts';
import { wallClock } from '../src/graph/base/wall-clock.ts';
import { STORES } from '../src/whmcs/cache/bounded-store.ts';
import { failures } from '../src/whmcs/cache/failures.ts';
import { cacheStore } from '../src/whmcs/cache/store.ts';
import { tagClock } from '../src/whmcs/cache/tag-clock.ts';
import { audience, issuer, signingKey, startIdentityProvider, tokenOf } from './access/identity-provider.ts';
import { growing } from './support/growing.ts';
import { startTestGateway } from './support/gateway.ts';

interface Made {
  readonly name: string;
  readonly maxBytes: number;
  readonly store: LRUCache<object | string, object | string | number>;
}

let made: Made[];
const note = (message: unknown): void => void made.push(message as Made);
beforeEach(() => {
  made = [];
  subscribe(STORES, note);
});
afterEach(() => {
  unsubscribe(STORES, note);
});

const KIBIBYTE = 1024;
const large = (index: number, length = 60 * KIBIBYTE): string => `${index} ${'k'.repeat(length)}`;
const times = (count: number, fill: (index: number) => unknown): void => {
  for (let index = 0; index < count; index++) fill(index);
};
const schema = buildSchema('type Query { me: String }');

/** How a caller overfills each store, by the store's name. */
const fillings: Readonly<Record<string, () => unknown>> = {
  documents() {
    const documents = documentCache(defaultLimits.document);
    times(1_200, (index) => documents.find(schema, `{ me } #${large(index)}`, undefined, false));
  },
  async 'compiled queries'() {
    const execute = executor(1);
    for (let index = 0; index < 400; index++) {
      const document = parse(`{ me } #${large(index, 100 * KIBIBYTE)}`);
      const asked: ExecutionArgs = { schema, document, contextValue: {} };
      await execute(asked, new RowBudget({ throwIfOver: () => undefined }), 1);
    }
  },
  rates() {
    const paceOf = rateLimits({ STAFF: 1, PARTNER: 1, CLIENT: 1 });
    times(1_000, (index) => paceOf(staff(large(index, 10 * KIBIBYTE))));
  },
  'name rates'() {
    const paceOf = rateLimits({ STAFF: 1, PARTNER: 1, CLIENT: 1 }, undefined, 'name rates');
    times(1_000, (index) => paceOf(staff(large(index, 10 * KIBIBYTE))));
  },
  responses() {
    const kept = responseCache({ maxBytes: 1024 * KIBIBYTE, isAlive: () => true });
    const request = { method: 'POST', path: '/graphql', accept: undefined, contentType: undefined };
    const response = {
      headers: {},
      body: Buffer.alloc(0),
      operationName: undefined,
      price: { calls: 0, byCommand: {}, cacheHits: 0, stale: [], waitedMs: 0 },
      provenance: { answers: 0, tags: [], askedAt: 0, freshUntil: Infinity },
    };
    times(100, (index) => kept.keep(responseKey(staff('s'), { ...request, body: large(index) }) ?? '', response));
  },
  async tokens() {
    const key = await signingKey('one');
    const provider = await startIdentityProvider();
    provider.keys = [key];
    const verifier = jwt({
      issuer,
      audience,
      jwksUrl: new URL(provider.jwksUrl),
      algorithms: ['ES256'],
      clockSkewSeconds: 0,
      staff: false,
      claims: { name: 'sub', role: 'role', clients: 'clients' },
    });
    const token = await tokenOf(key, { role: 'partner', clients: [1] });
    for (let index = 0; index < 700; index++) await verifier.verify(token, large(index, 30 * KIBIBYTE));
    await provider.close();
  },
  answers() {
    const facts = {
      command: 'GetX',
      params: {},
      answer: {},
      askedAt: 1,
      askedOn: 1,
      freshUntil: 9,
      staleUntil: 9,
      fallbackUntil: { long: 9, short: 9, never: 9 },
      tags: [],
      mentions: [],
      size: 1,
    };
    const kept = cacheStore(1024 * KIBIBYTE, tagClock(), () => 0);
    times(100, (index) => kept.keep(large(index), { ...facts }));
  },
  failures() {
    const kept = failures(tagClock(), () => 0);
    times(200, (index) => kept.keep(large(index), { error: new Error('no'), askedAt: 0, until: 9 }));
  },
  invalidations() {
    const clock = tagClock(1_000);
    times(3_000, (index) => clock.invalidate([`invoices:${index}`]));
  },
  instants() {
    const clock = wallClock('UTC');
    times(600, (index) => clock.instant(`2026-01-01 00:00:00.${index}${'0'.repeat(10 * KIBIBYTE)}`));
  },
};

describe.each(Object.keys(fillings))('the store of %s', (name) => {
  it('stays within its bytes, whatever the length of its keys', async () => {
    await fillings[name]?.();
    const stores = made.filter((each) => each.name === name);
    expect(stores).toHaveLength(1);
    for (const { store, maxBytes } of stores) {
      const characters = [...store.keys()].reduce<number>(
        (sum, key) => sum + (typeof key === 'string' ? key.length : 0),
        0,
      );
      expect([store.size > 0, store.calculatedSize <= maxBytes, characters <= maxBytes]).toEqual([true, true, true]);
      // It was full.
      expect(store.calculatedSize).toBeGreaterThan(maxBytes / 2);
    }
  });
});

it('covers every store of a gateway', async () => {
  const gateway = await startTestGateway();
  await gateway.execute('{ me: __typename }');
  await gateway.close();
  const names = new Set(made.map(({ name }) => name));
  // Exists only if JWTs are configured.
  expect([...names, 'tokens'].toSorted()).toEqual(Object.keys(fillings).toSorted());
});

describe('the source', () => {
  const src = fileURLToPath(new URL('../src', import.meta.url));
  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      file: relative(src, join(src, file)).replaceAll(sep, '/'),
      text: readFileSync(join(src, file), 'utf8'),
    }))
    // Neither runs while the gateway serves callers, or it is for demonstration only.
    .filter(({ file }) => !/^(?:simulator|cli|config)\//.test(file));

  it('creates LRU caches in one place', () => {
    const found = sources.filter(({ text }) => /new LRUCache\b|createLRUCache/.test(text)).map(({ file }) => file);
    expect(found).toEqual(['whmcs/cache/bounded-store.ts']);
  });

  it('has a reason for every growing Map and Set', () => {
    const found = sources.flatMap(({ file, text }) => {
      const places = text.match(/new (?:Map|Set)(?:<[^\n]*?>)?\(\)/g)?.length ?? 0;
      return places > 0 ? [[file, places]] : [];
    });
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(growing).map(([file, [places]]) => [file, places])),
    );
  });
});

it('keeps five hundred documents that differ in a comment within their bound', async () => {
  const gateway = await startTestGateway();
  for (let index = 0; index < 500; index++) {
    const { errors } = await gateway.execute(`{ __typename } #${large(index)}`);
    expect(errors).toBeUndefined();
  }
  await gateway.close();
  const stores = made.filter(({ name }) => ['documents', 'compiled queries', 'responses'].includes(name));
  expect(stores).toHaveLength(3);
  for (const { store, maxBytes } of stores) expect(store.calculatedSize).toBeLessThanOrEqual(maxBytes);
});
